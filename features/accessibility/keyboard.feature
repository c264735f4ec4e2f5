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
