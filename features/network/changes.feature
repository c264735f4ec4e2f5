Feature: What changed
  So that a report tells what became of the network,
  leadership compares some days with as many days before them.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: A tie is new, ended, revived or stronger

    Scenario Outline: The spring of 2026
      When Aino compares from 1 February 2026 to 12 May 2026
      Then the tie of <one> and <other> is among the <kind>

      Examples:
        | one               | other           | kind |
        | "Kerava Clinic"   | "Violence Work" | new  |
        | "Fatherhood Work" | "Vantaa Parish" | new  |

    Scenario: A tie that ended
      When Aino compares from 1 January 2026 to 12 May 2026
      Then the tie of "City of Espoo" and "Fatherhood Work" is among the ended

    Scenario: What a tie came of
      When Aino compares from 1 February 2026 to 12 May 2026
      Then the tie of "Fatherhood Work" and "Vantaa Parish" came of "Dads' Day 2026"

    Scenario: New and ended ties on a map
      When Aino compares from 1 January 2026 to 12 May 2026
      Then the map shows "Vantaa Parish" and "City of Espoo"
      And new and ended ties are drawn apart

  Rule: What holds the network together can be seen

    Scenario: Measures
      When Aino looks at the measures
      Then "Fatherhood Work" worked with 5 others
      And "Laurea" worked with 4 others
