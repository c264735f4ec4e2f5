Feature: How are we connected?
  So that a stranger can be met through a friend,
  a coordinator asks for the shortest chains between two parties.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: The shortest chains are told in words

    Scenario: Through a university
      When Aino asks how "Fatherhood Work" is connected to "Tampere Fathers"
      Then a chain leads from "Fatherhood Work" to "Tampere Fathers" through "Laurea"

    Scenario: Only from whom
      When Aino asks how "Fatherhood Work" is connected, and doesn't say to whom
      Then she reads "Choose whom you mean."

    Scenario: No way at all
      When Aino asks how "Fatherhood Work" is connected to "Lonely Foundation"
      Then she reads "No way between them"
