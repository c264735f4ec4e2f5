Feature: Searching
  So that nobody has to remember how a name is written,
  everybody finds a party or an activity by any part of its name.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: Any word of a name will do, without dots, and with one typing error

    Scenario Outline: A name is found
      When Aino searches for "<text>"
      Then "<name>" is found

      Examples:
        | text      | name               |
        | vantaa    | City of Vantaa     |
        | parish    | Vantaa Parish      |
        | fathers   | Tampere Fathers    |
        | isatyo    | Isätyö             |
        | pappaarb  | Fatherhood Work    |
        | Laurae    | Laurea             |
        | salo      | Eero Salo          |
        | near you  | Near You           |
        | planning  | Planning Dads' Day |
        | friendly  | Father Friendly    |
        | Clinic Kerava | Kerava Clinic  |

    Scenario: A name that nobody has
      When Aino searches for "Rovaniemi"
      Then she reads "Nothing matches"

  Rule: Names are suggested while one types

    Scenario: A few letters
      When Aino types "lau" into the search
      Then "Laurea" is suggested

    Scenario: Straight to a page
      Given Aino typed "lau" into the search
      When she takes the first suggestion with the keyboard
      Then the page is headed "Laurea"
