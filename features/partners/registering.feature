Feature: Registering a partner
  So that all of us mean the same organisation,
  a coordinator registers each partner once.

  Background:
    Given today is 12 March 2026

  Rule: A registered partner has a profile

    Scenario: A municipality
      When Aino registers "City of Vantaa" as a municipality in "Vantaa"
      Then the profile of "City of Vantaa" says
        | Kind  | Municipality |
        | Place | Vantaa       |

    Scenario: A partner needs a name
      When Aino registers "" as a municipality in "Vantaa"
      Then she is told "Name is needed."
      And "Place" still says "Vantaa"

  Rule: A wrong business id is refused in the reader's language, and nothing typed is lost

    Scenario Outline: The last digit is wrong
      Given Aino reads <language>
      When she registers "City of Vantaa" with the business id "0115776-4"
      Then she is told "<sentence>"
      And what she typed is still there

      Examples:
        | language | sentence                        |
        | English  | “0115776-4” isn't a business id |
        | Finnish  | ”0115776-4” ei ole Y-tunnus     |
        | Swedish  | ”0115776-4” är inget FO-nummer  |

  Rule: All that is wrong is told at once

    Scenario: No name, a country that there is not, and a wrong business id
      When Aino registers "" in the country "XX" with the business id "0115776-4"
      Then she is told "Name is needed."
      And she is told "“0115776-4” isn't a business id"
      And she is told "“XX” isn't a country"

  Rule: A business id belongs to one partner

    Scenario: Somebody else has it
      Given "City of Vantaa" is a partner with the business id "0115776-3"
      And "City of Espoo" is a partner
      When Aino registers "Vantaa" with the business id "0115776-3"
      Then she is told "already belongs to City of Vantaa"
      And there are 2 partners

  Rule: A likely duplicate is pointed out, and never in the way

    Scenario: A name with a typing error
      Given "City of Vantaa" is a partner
      When Aino begins to register "City of Vanta"
      Then she reads that "City of Vantaa" may be there already

    Scenario: Something else had to be mended first
      Given "City of Vantaa" is a partner
      When Aino registers "City of Vanta" without a kind
      Then she is told "Kind is needed."
      And she reads that "City of Vantaa" may be there already

    Scenario: A name that nobody has
      Given "City of Vantaa" is a partner
      When Aino begins to register "Laurea"
      Then she reads no warning

    Scenario: Another partner with the same name
      Given "Men's Club" is a partner
      When Aino registers "Men's Club" as a association in "Turku"
      Then there are 2 partners

  Rule: The same form counts once, however often it is sent

    Scenario: A form that is sent twice
      Given "City of Espoo" is a partner
      When Aino sends the registration of "City of Vantaa" twice
      Then there are 2 partners
