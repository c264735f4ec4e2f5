Feature: Long lists
  So that a long list stays quick to read,
  it comes in pages of fifty.

  Rule: Pages follow each other, whatever the list is narrowed to

    Scenario: The second page
      Given 51 partners are registered
      When Aino turns to the second page of partners
      Then 1 partner is on the page
      And she reads "51–51 of 51"

    Scenario: The last page is the last
      Given 51 partners are registered
      When Aino turns to the second page of partners
      Then there is a page before it and none after
