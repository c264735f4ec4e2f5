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
