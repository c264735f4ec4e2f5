Feature: History
  So that everything known can be traced to who said it and when,
  everybody may read every event about a party or an activity.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner
    And today is 4 May 2026
    And "City of Vantaa" took the name "Vantaa" on 1 April 2026

  Rule: Every event is told in words, with the day it was so, the day it was recorded, and who did it

    Scenario: A new name
      When Aino reads the history of "Vantaa"
      Then it tells, newest first
        | Renamed    | 1 Apr 2026 | 4 May 2026 12:00  | Eero (a page) |
        | Registered |            | 12 Mar 2026 12:00 | Aino (a page) |

  Rule: Each fact of a profile tells on demand since when it is so, and who said so

    Scenario: Its kind
      When Aino asks "City of Vantaa" how its "Kind" is known
      Then she reads "Recorded 12 Mar 2026 12:00 by Aino."

  Rule: An event opens to the entry of the log

    Scenario: How it is known
      Given Aino is reading the history of "Vantaa"
      When she opens "Renamed"
      Then she reads how it is known
        | Recorded | 4 May 2026 12:00      |
        | By       | Eero                  |
        | Topic    | crm.partner.renamed.v1 |

  Rule: An event is undone by saying again what was so before it

    Scenario: A new name that was another city's
      Given Aino is reading the history of "Vantaa"
      When she undoes "Renamed" because "It was another city"
      Then "Renamed" is told as undone
      And "Name corrected" is told with the reason "It was another city"
      And nothing tells that "City of Vantaa" ever had another name

    Scenario: She reads beforehand what will be so
      Given Aino is reading the history of "Vantaa"
      When she is about to undo "Renamed"
      Then she is told that the name will be "City of Vantaa" again

    Scenario: An event that others build on
      Given "Vantaa" took the name "Vantaa City" on 2 May 2026
      When Aino tries to undo the first renaming of "Vantaa City"
      Then she is told that something newer was said of the same
