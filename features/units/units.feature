Feature: Units of our own association
  So that every figure can be seen by unit,
  leadership keeps the units and their days.

  Background:
    Given today is 12 March 2026
    And "Isätyö" is a unit
    And "Väkivaltatyö" is a unit

  Rule: A unit has a name in each language

    Scenario Outline: A unit that was opened
      Given "Erotuki" was opened with the names "Skilsmässostöd" and "Divorce Support"
      And Aino reads <language>
      When she looks at "Erotuki"
      Then the page is headed "<name>"

      Examples:
        | language | name            |
        | Finnish  | Erotuki         |
        | Swedish  | Skilsmässostöd  |
        | English  | Divorce Support |

    Scenario: Opening one
      When Aino opens the unit "Erotuki", "Skilsmässostöd" and "Divorce Support" on 1 January 2026
      Then the profile of "Erotuki" says
        | Name in Swedish | Skilsmässostöd  |
        | Name in English | Divorce Support |
        | Opened          | 1 Jan 2026      |

    Scenario: The Finnish name is needed
      When Aino opens the unit "", "Skilsmässostöd" and "Divorce Support" on 1 January 2026
      Then she is told "Name is needed."

  Rule: A unit is renamed from a day on

    Scenario: Three new names
      When Aino renames the unit "Isätyö" to "Isien työ", "Pappaarbete" and "Work with Fathers" from 1 March 2026
      Then the profile of "Isien työ" tells its old name "Isätyö"

  Rule: A closed unit stays in the list with its last day

    Scenario: Closing one
      When Aino closes the unit "Isätyö" on 28 February 2026
      Then the profile of "Isätyö" says
        | Closed | 28 Feb 2026 |
      And the list of units shows "Väkivaltatyö"

  Rule: What was said of a unit in error is corrected or undone

    Scenario: A name that was misspelt
      When Aino corrects the name "Isätyö" to "Isien työ" because "Misspelt"
      Then nothing tells that "Isien työ" ever had another name

    Scenario: Another unit that closed
      When Aino closes the unit "Isätyö" on 28 February 2026
      And she undoes "Closed" of "Isätyö" because "Another unit closed"
      Then "Closed" is told as undone
      And the profile of "Isätyö" says
        | Closed | – |

    Scenario: At once
      When Aino closes the unit "Isätyö" on 28 February 2026
      And she undoes at once what she saved because "Another unit closed"
      Then the profile of "Isätyö" says
        | Closed | – |
