Feature: With the keyboard only
  So that nobody needs a mouse,
  everything can be done with the keyboard.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner

  Rule: The main tasks need no mouse

    Scenario: Registering a partner
      When Aino registers "Laurea" as a university with the keyboard only
      Then the profile of "Laurea" says
        | Kind | University |

    Scenario: Logging an engagement
      When Aino logs the session "Dads' Evening" on 11 March 2026 with "City of Vantaa" with the keyboard only
      Then "Dads' Evening" is delivered

    Scenario: Taking a party from several that match
      Given "City of Espoo" is a partner
      When Aino takes "City of Espoo" for an engagement among those called "city" with the keyboard only
      Then "City of Espoo" takes part, and the next name can be typed

    Scenario: Taking the only party that matches
      When Aino takes "City of Vantaa" for an engagement, the only "vantaa", with the keyboard only
      Then "City of Vantaa" takes part, and the next name can be typed

    Scenario: Searching
      When Aino searches for "vantaa" with the keyboard only
      Then the page is headed "City of Vantaa"

    Scenario Outline: A page of the network from anywhere
      When Aino goes to "<typed>" by the palette
      Then the page is headed "<heading>"

      Examples:
        | typed     | heading               |
        | matrix    | Whom with whom        |
        | connected | How are we connected? |
        | measures  | Who holds it together |
        | changes   | What changed          |
        | networks  | Networks              |

    Scenario: A page of the network in Swedish
      Given Aino reads Swedish
      When Aino goes to "förändringar" by the palette
      Then the page says that it is in "sv"
      And the page is headed "Vad som ändrats"

    Scenario: Past the menu to the page
      When Aino skips to the content of the list of partners
      Then the next stop is on the page itself

  Rule: What must be mended comes first

    Scenario: A form without a name
      When Aino registers "" as a university with the keyboard only
      Then what must be mended has the focus
