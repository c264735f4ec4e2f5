Feature: Colleagues
  So that a partner knows whom to call,
  leadership keeps who works with us, where, and until when.

  Background:
    Given today is 12 March 2026
    And "Isätyö" is a unit
    And "Väkivaltatyö" is a unit

  Rule: A colleague works in a unit

    Scenario: A new colleague
      When Aino welcomes "Eero Salo" as a coordinator into "Isätyö" on 2 March 2026
      Then the profile of "Eero Salo" says
        | Position | Coordinator |
        | Unit     | Isätyö      |
        | Since    | 2 Mar 2026  |

    Scenario: A day that is none
      When Aino welcomes "Eero Salo" as a coordinator into "Isätyö" on "30.2.2026"
      Then she is told "“30.2.2026” isn't a day."
      And "Name" still says "Eero Salo"

    Scenario: Moving to another unit
      Given "Eero Salo" is a colleague in "Isätyö"
      When Aino moves "Eero Salo" to "Väkivaltatyö" from 1 March 2026
      Then the profile of "Väkivaltatyö" lists "Eero Salo" among its people

  Rule: Who left stays in what was done

    Scenario: Leaving
      Given "Eero Salo" is a colleague in "Isätyö"
      And a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "Eero Salo"
      When Aino sees "Eero Salo" off on 28 February 2026
      Then the profile of "Eero Salo" says
        | Until | 28 Feb 2026 |
      And the timeline of "Eero Salo" shows "Dads' Evening, as Partner" on 3 February 2026

  Rule: Who left can be forgotten, and what was done together stays

    Scenario: Erasing somebody who left
      Given "Eero Salo" is a colleague in "Isätyö"
      And a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "Eero Salo"
      And "Eero Salo" left on 28 February 2026
      When Aino erases "Eero Salo"
      Then the page is headed "Erased person"
      And she reads "Dads' Evening, as Partner"
      And the list of people shows "Erased person"
      And nobody is found by "Salo"

    Scenario: Erasing somebody who was recorded in error
      Given "Eero Salo" is a colleague in "Isätyö"
      And "Eero Salo" was withdrawn because "Came twice in the list"
      When Aino erases "Eero Salo", who was withdrawn
      Then she reads "Erased person"
      And she doesn't read "Eero Salo"

    Scenario: Somebody who still works here
      Given "Eero Salo" is a colleague in "Isätyö"
      When Aino looks at "Eero Salo"
      Then she doesn't read "Erase"

    Scenario: A name that was written wrong
      Given "Eero Slo" is a colleague in "Isätyö"
      When Aino corrects the name "Eero Slo" to "Eero Salo" because "Misspelt"
      Then the page is headed "Eero Salo"
      And the history of "Eero Salo" tells "Name corrected" because "Misspelt"
