Feature: Bridges
  So that leadership understands why the network leans on somebody,
  the figure of a bridge opens what it holds together.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: The rows behind the figure add up to it

    Scenario: A unit that many chains lead through
      When Aino asks why "Fatherhood Work" is a bridge
      Then the shares between groups add up to its figure
      And its ties name "City of Vantaa"

    Scenario: In some years alone
      When Aino asks why "City of Vantaa" is a bridge from 2025 on
      Then the shares between groups add up to its figure
      And its ties name "Fatherhood Work"
