Feature: Lists
  So that a list answers the question that one has,
  everybody may narrow it, sort it, and pass it on as it is.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: Filters narrow a list, and can be taken away one by one

    Scenario: A kind and a place
      When Aino narrows the partners to the kind "Municipality" and the place "Vantaa"
      Then only "City of Vantaa" is listed
      And the filters are "Kind: Municipality" and "Place: Vantaa"

    Scenario: Taking one away
      Given Aino narrowed the partners to the kind "Municipality" and the place "Vantaa"
      When she takes the filter "Place: Vantaa" away
      Then "City of Espoo" is listed
      And the filters are "Kind: Municipality"

    Scenario: Passing it on
      Given Aino narrowed the partners to the kind "Municipality" and the place "Vantaa"
      When Eero opens the address that she sent him
      Then only "City of Vantaa" is listed

    Scenario: Two places
      When Aino narrows the partners to the places "Vantaa" and "Espoo"
      Then "City of Vantaa" is listed
      And "City of Espoo" is listed

    Scenario: Those that a colleague looks after
      When Aino narrows the partners to the steward "Eero Salo"
      Then only "City of Vantaa" is listed
      And the filters are "Steward: Eero Salo"

    Scenario: Those with whom nothing was done for long
      When Aino narrows the partners to those quiet for "half a year"
      Then only "Tampere Fathers" is listed
      And the filters are "Quiet for: half a year"

    Scenario: The days of a figure
      Given Aino opened "Engagements held" on the first page
      When she takes the filter "1 Jan 2026 – 12 May 2026" away
      Then the filters are "State: Delivered"

    Scenario: Too narrow
      When Aino narrows the partners to the kind "Municipality" and the place "Tampere"
      Then she reads "Take away a filter, such as “Place: Tampere”."

  Rule: A list can be sorted

    Scenario Outline: By place
      When Aino sorts the partners by place, <way>
      Then the first partner is "<name>"

      Examples:
        | way       | name            |
        | ascending | City of Espoo   |

    Scenario: The other way round
      When Aino sorts the partners by name, descending
      Then the first partner is "Vantaa Parish"

    Scenario: By what was done together last
      When Aino sorts the partners by last, ascending
      Then the first partner is "Tampere Fathers"

  Rule: What is typed narrows the list at once, and stays in the address

    Scenario: A few letters
      When Aino types "laur" above the list of partners
      Then only "Laurea" is listed
      And the heading counts 1
      And the address keeps "laur"

    Scenario: How many there are is read aloud
      When Aino types "city" above the list of partners
      Then she hears "2 rows"

    Scenario: Confirmed at once
      When Aino types "laur" above the list of partners and confirms it
      Then only "Laurea" is listed
      And no filter is in use

    Scenario: With a filter in use
      Given Aino narrowed the partners to the kind "Municipality" and the place "Vantaa"
      When she types "espoo" above the list
      Then she reads "Nothing matches"
      And the filters are "Kind: Municipality" and "Place: Vantaa"
