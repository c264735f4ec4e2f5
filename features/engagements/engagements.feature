Feature: Logging an engagement
  So that the next colleague need not start from nothing,
  a coordinator writes down what was done with whom.

  Background:
    Given today is 12 March 2026
    And "Isätyö" is a unit
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner

  Rule: What has happened is recorded as held, what is to come as agreed

    Scenario Outline: The day says which
      When Aino logs the session "Dads' Evening" on <day> with "City of Vantaa"
      Then "Dads' Evening" is <state>
      And the timeline of "City of Vantaa" shows "Dads' Evening, as Partner" on <day>

      Examples:
        | day           | state     |
        | 11 March 2026 | delivered |
        | 12 March 2026 | delivered |
        | 13 March 2026 | agreed    |

    Scenario: People are counted by group
      When Aino logs the session "Dads' Evening" on 11 March 2026 with 12 professionals and 3 students
      Then the profile of "Dads' Evening" says
        | People | 15: 12 professionals, 3 students |

    Scenario: Several slips at once
      When Aino logs the session "Dads' Evening" on someday with a dozen professionals
      Then she is told "isn't a day"
      And she is told "isn't a whole number"

    Scenario: A trainer who is none of our colleagues
      When Aino logs the session "Dads' Evening" on 11 March 2026 trained by the name "City of Vantaa"
      Then she is told "is the name of none"
      And "What" still says "Dads' Evening"

    Scenario: A number that is none
      When Aino logs the session "Dads' Evening" on 11 March 2026 with a dozen professionals
      Then she is told "isn't a whole number"
      And "What" still says "Dads' Evening"

  Rule: An engagement is delivered after it happened, never before

    Scenario: A session that is still to come
      Given the session "Dads' Evening" is agreed for 13 March 2026
      When Aino records "Dads' Evening" as held with 12 professionals
      Then she is told "It has not been held yet"
      And "Dads' Evening" is agreed

    Scenario: The day after
      Given the session "Dads' Evening" is agreed for 13 March 2026
      And today is 14 March 2026
      When Aino records "Dads' Evening" as held with 12 professionals
      Then "Dads' Evening" is delivered

    Scenario Outline: What is offered first
      Given the session "Dads' Evening" is agreed for 13 March 2026
      And today is <today>
      When Aino looks at "Dads' Evening"
      Then she may first "<act>"

      Examples:
        | today         | act                |
        | 12 March 2026 | Add who takes part |
        | 13 March 2026 | Record as held     |

  Rule: What is agreed may be moved or called off, with a reason

    Scenario: Other days
      Given the session "Dads' Evening" is agreed for 13 March 2026
      When Aino moves "Dads' Evening" to 20 March 2026 because "The room was taken"
      Then the profile of "Dads' Evening" says
        | Days | 20 Mar 2026 |

    Scenario: Called off
      Given the session "Dads' Evening" is agreed for 13 March 2026
      When Aino calls "Dads' Evening" off because "The trainer is ill"
      Then "Dads' Evening" is cancelled

    Scenario: Another one that was called off
      Given the session "Dads' Evening" is agreed for 13 March 2026
      When Aino calls "Dads' Evening" off because "The trainer is ill"
      And she undoes "Cancelled" of "Dads' Evening" because "It was Dads' Night"
      Then "State corrected" is told with the reason "It was Dads' Night"
      And "Dads' Evening" is agreed

    Scenario: Held from afar
      Given the session "Dads' Evening" is agreed for 13 March 2026
      When Aino says that "Dads' Evening" is to be held remotely because "Snow"
      Then the profile of "Dads' Evening" says
        | Place | Remote |
      And the timeline of "Dads' Evening" tells "Description changed – Snow"

    Scenario: What was called off counts for nothing
      Given a session "Dads' Day" was held on 4 February 2026 by "Isätyö" with "City of Vantaa"
      And the session "Dads' Night" with "City of Vantaa" was called off
      When Aino follows every figure of the profile of "City of Vantaa"
      Then each opened as many rows as it said
      And "City of Vantaa" took part in 1 activity

  Rule: A wrong fact is corrected, never overwritten

    Scenario: A theme that was forgotten
      Given a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      When Aino adds the theme "Fatherhood" to "Dads' Evening" because "Forgotten"
      Then the profile of "Dads' Evening" says
        | Themes | Fatherhood |
      And the history of "Dads' Evening" tells "Description corrected" because "Forgotten"

    Scenario: Other people came
      Given a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      When Aino corrects who came to "Dads' Evening" to 20 professionals because "Counted twice"
      Then the profile of "Dads' Evening" says
        | People | 20: 20 professionals |
      And the history of "Dads' Evening" tells "Attendance corrected" because "Counted twice"

    Scenario: It was on another day
      Given a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      When Aino corrects the day of "Dads' Evening" to 4 February 2026 because "A slip"
      Then the timeline of "City of Vantaa" shows "Dads' Evening, as Partner" on 4 February 2026

    Scenario: A partner that never took part
      Given a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      And a session "Dads' Day" was held on 4 February 2026 by "Isätyö" with "City of Vantaa"
      When Aino says that "City of Vantaa" never took part in "Dads' Evening" because "It was Espoo"
      Then "City of Vantaa" and "Isätyö" did 1 thing together
