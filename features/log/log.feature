Feature: A log that nobody changed unseen
  So that figures can be trusted years later,
  everybody sees when somebody changed what was recorded, and nothing is built on it.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner

  Rule: A broken log is told on every page, and takes nothing more

    Scenario Outline: Somebody changed it outside the program
      Given Aino reads <language>
      And the last entry of the log was changed outside the program
      When Aino looks at the first page
      Then she reads "<sentence>" with its position

      Examples:
        | language | sentence                                       |
        | English  | Nothing can be saved: the log is broken        |
        | Finnish  | Mitään ei voi tallentaa: loki on rikki kohdassa |
        | Swedish  | Inget kan sparas: loggen är skadad             |

    Scenario: Nothing is saved
      Given the last entry of the log was changed outside the program
      When Aino registers "City of Espoo" as a municipality in "Espoo"
      Then she reads "Nothing can be saved"
      And "Place" still says "Espoo"

    Scenario: A second break above one that was accepted
      Given the last entry of the log was changed outside the program
      And that was accepted
      And "City of Espoo" is a partner
      And the last entry of the log was changed outside the program
      When Aino looks at the first page
      Then she reads "Nothing can be saved: the log is broken" with its position
