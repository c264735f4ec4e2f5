Feature: The time machine
  So that a report can be repeated and a mistake understood,
  everybody may look at the network as it was on a day, and as it was known on a day.

  Background:
    Given "Isätyö" is a unit
    And "City of Vantaa" is a partner
    And today is 4 May 2026
    And a meeting "Planning" was held on 20 March 2026 by "Isätyö" with "City of Vantaa"

  Rule: What is entered late is known from the day it was entered

    Scenario Outline: A March meeting that was entered in May
      When Aino looks at the engagements as known on <day>
      Then "Planning" is <listed>

      Examples:
        | day           | listed     |
        | 12 May 2026   | listed     |
        | 30 April 2026 | not listed |

    Scenario: As it was before the meeting
      When Aino looks at "City of Vantaa" as it was on 1 March 2026
      Then its timeline doesn't tell of "Planning"

    Scenario: A name of then
      Given "City of Vantaa" took the name "Vantaa" on 1 April 2026
      When Aino looks at "Vantaa" as it was on 1 March 2026
      Then the page is headed "City of Vantaa"

  Rule: The past can't be edited

    Scenario: Nothing to change
      When Aino looks at "City of Vantaa" as it was on 1 March 2026
      Then she reads "Editing is off."
      And nothing can be changed there

  Rule: The days stay until one leaves them

    Scenario: From page to page
      Given Aino is looking at "City of Vantaa" as it was on 21 March 2026
      When she goes on to the list of units
      Then the page is still as it was on 21 March 2026

    Scenario: A view of the network
      Given Aino is looking at "City of Vantaa" as it was on 21 March 2026
      When she goes on to the list of units
      And she opens "Isätyö" there
      Then the page is still as it was on 21 March 2026

    Scenario: Back to now
      Given Aino is looking at "City of Vantaa" as it was on 21 March 2026
      When she goes back to now
      Then she doesn't read "Editing is off."

  Rule: What was going on that day and what was done up to it are told apart

    Scenario: The day after the meeting
      When Aino looks at "City of Vantaa" as it was on 21 March 2026
      Then she reads "Going on that day: 0 activities"
      And she reads "Up to that day: 1 activity"

    Scenario: With whom on the day itself
      When Aino looks at "City of Vantaa" as it was on 21 March 2026
      And she opens "Worked with" there
      Then "Isätyö" is listed
      And on that day alone nobody is listed
