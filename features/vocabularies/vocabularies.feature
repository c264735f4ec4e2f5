Feature: Vocabularies
  So that work is sorted by the words that the association uses,
  administrators look after themes, sectors, kinds and roles in three languages.

  Background:
    Given today is 12 March 2026

  Rule: What an administrator adds is offered at once

    Scenario: A theme of one's own
      When an administrator adds the theme "Isoisät", in Swedish "Morfäder", in English "Grandfathers"
      Then "Grandfathers" is among the themes that a new project may have

  Rule: What is retired is offered no more, and what it was used for keeps it

    Scenario: A kind that partners have
      Given "City of Vantaa" is a partner
      When an administrator retires the kind "Kunta"
      Then no new partner can be a "Municipality"
      And "City of Vantaa" is still found as a "municipality"

  Rule: How often a term is used is a door to where

    Scenario: A sector
      Given "City of Vantaa" is a partner
      When an administrator opens how often the sector "Sosiaaliala" is used
      Then "City of Vantaa" is listed

  Rule: What is merged into another is found and told as that, until the merge is undone

    Scenario: Two kinds that turned out to be one
      Given "Laurea" is a university that is a partner
      When an administrator merges the kind "Yliopisto" into "School"
      Then "Laurea" is told to be a "School"
      And "Laurea" is still found as a "university"
      And no new partner can be a "University"

    Scenario: They were two after all
      Given "Laurea" is a university that is a partner
      And an administrator merged the kind "Yliopisto" into "School"
      When an administrator undoes the merge of the kind "Yliopisto"
      Then "Laurea" is told to be a "University"
