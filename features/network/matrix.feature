Feature: Whom with whom
  So that gaps are seen as well as strengths,
  leadership crosses units with sectors, kinds, themes or years.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: A cell counts activities

    Scenario: Units and sectors
      When Aino crosses units and sectors
      Then "Fatherhood Work" and "Social" met on 4 activities
      And "Fatherhood Work" and "Health care" met on none

    Scenario: Only this year
      When Aino crosses units and sectors from 1 January 2026 to 12 May 2026
      Then "Fatherhood Work" and "Social" met on 3 activities

  Rule: A cell opens the activities that it counts

    Scenario: A cell with several
      Given Aino crossed units and sectors
      When she opens what "Fatherhood Work" and "Education" did
      Then these activities are listed
        | Dads' Day 2025 |
        | Near You       |
        | Autumn Seminar |

    Scenario: And back to all of them
      Given Aino crossed units and sectors from 1 January 2026 to 12 May 2026
      And she opened what "Fatherhood Work" and "Social" did
      When she goes back to "Whom with whom"
      Then "Fatherhood Work" and "Social" met on 3 activities

    Scenario: The total of a row
      Given Aino crossed units and sectors
      When she opens the total of "Fatherhood Work"
      Then these activities are listed
        | Dads' Day 2025     |
        | Dads' Day 2026     |
        | Planning Dads' Day |
        | Near You           |
        | Autumn Seminar     |

  Rule: The matrix can be taken into a spreadsheet

    Scenario: A file
      Given Aino crossed units and sectors
      When she takes it along as a file
      Then the file has a line for "Fatherhood Work"
