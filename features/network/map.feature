Feature: The map
  So that the network can be shown and walked through,
  everybody may look at the map around a party.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: The map starts around one party and its neighbours

    Scenario: Around the best connected party
      When Aino looks at the map
      Then the page is headed "Around Fatherhood Work"

    Scenario: Around a partner
      When Aino looks at the map around "Tampere Fathers"
      Then the map shows "Laurea" and "Tampere Fathers"

    Scenario: Two steps
      When Aino looks two steps around "Tampere Fathers"
      Then the map shows "City of Vantaa" and "Fatherhood Work"

    Scenario: The whole network
      When Aino looks at the whole map
      Then the page is headed "The whole network"
      And "Lonely Foundation" is not on the map

  Rule: The map can be put on a slide

    Scenario: A picture
      Given Aino is looking at the map around "Laurea"
      When she takes it along as a picture
      Then the picture shows "Laurea"
