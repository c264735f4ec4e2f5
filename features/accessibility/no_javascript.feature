Feature: Without JavaScript
  So that an old telephone or a strict office is no obstacle,
  the main tasks need no JavaScript.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner
    And Aino's browser runs no JavaScript

  Rule: Everything can be done with plain forms and links

    Scenario: Registering a partner
      When Aino registers "Laurea" as a university in "Vantaa"
      Then the profile of "Laurea" says
        | Kind  | University |
        | Place | Vantaa     |

    Scenario: Logging an engagement by names that are typed
      When Aino logs the session "Dads' Evening" on 11 March 2026 with the typed name "city of vantaa"
      Then "Dads' Evening" has the parties
        | City of Vantaa | Partner |

    Scenario: A name that more than one has
      When Aino logs the session "Dads' Evening" on 11 March 2026 with the typed name "City"
      Then she is told "“City” is the name of none, or of more than one."
      And the typed name is still "City"

    Scenario: Searching
      When Aino searches for "vantaa"
      Then "City of Vantaa" is found

    Scenario: Filters of a list
      When Aino narrows the partners to the kind "Municipality" and the place "Vantaa"
      Then the filters are "Kind: Municipality" and "Place: Vantaa"
