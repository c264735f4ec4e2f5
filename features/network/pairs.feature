Feature: Who worked with whom
  So that nobody has to know the network by heart,
  leadership asks who worked with whom, on what, and since when.

  Background:
    Given the competence centre's network on 12 May 2026

  Rule: Two parties are a pair when both took part in one activity on days that overlap

    Scenario: The strongest pair
      When Aino looks at the strongest pairs
      Then the first pair is "City of Vantaa" and "Fatherhood Work" with 4 activities

    Scenario: Narrowed to a theme
      When Aino looks at the strongest pairs on the theme "Violence and aggression"
      Then the pairs are
        | City of Espoo | Violence Work | 1 |
        | Kerava Clinic | Maija Virta   | 1 |
        | Kerava Clinic | Violence Work | 1 |
        | Maija Virta   | Violence Work | 1 |

    Scenario: Only last year
      When Aino looks at the strongest pairs of the year 2025
      Then the first pair is "City of Vantaa" and "Fatherhood Work" with 2 activities
      And the filters are "1 Jan 2025 – 31 Dec 2025"

    Scenario: Any other days
      When Aino looks at the strongest pairs from "March 2026" to "yesterday"
      Then the filters are "1 Mar 2026 – 11 May 2026"

    Scenario: A filter that nobody understands
      When Aino opens the strongest pairs of the kind "castle"
      Then she reads "The filter Kind doesn't know “castle”."
      And the first pair is "City of Vantaa" and "Fatherhood Work" with 4 activities

  Rule: A pair shows everything together, with both roles

    Scenario: Vantaa and the fatherhood work
      When Aino asks what "City of Vantaa" and "Fatherhood Work" did together
      Then they did together
        | Planning Dads' Day | Partner | Lead |
        | Dads' Day 2026     | Host    | Lead |
        | Dads' Day 2025     | Partner | Lead |
        | Near You           | Partner | Lead |

    Scenario: Who was involved, and what else connects them
      When Aino asks what "City of Vantaa" and "Laurea" did together
      Then "Eero Salo" was involved in 1 activity
      And a chain leads from "City of Vantaa" to "Laurea" through "Fatherhood Work"

    Scenario: Members of the same network
      When Aino asks what "City of Vantaa" and "City of Espoo" did together
      Then she reads "Both are members of: Father Friendly"

    Scenario: Two who never worked together are shown the way to each other
      When Aino asks what "City of Vantaa" and "Tampere Fathers" did together
      Then she reads "They haven't worked together"
      And a chain leads from "City of Vantaa" to "Tampere Fathers" through "Laurea"

  Rule: Every figure is a door

    Scenario Outline: The list behind a figure is as long as the figure
      When Aino follows every figure of the <page>
      Then each opened as many rows as it said

      Examples:
        | page                         |
        | strongest pairs              |
        | matrix of units and themes   |
        | matrix of units and kinds    |
        | matrix of units and years    |
        | matrix of partners and forms |
        | measures                     |
        | groups                       |
        | pieces                       |
        | map                          |
        | profile of "City of Vantaa"  |
        | profile of "Fatherhood Work" |
        | profile of "Laurea"          |
        | list of partners             |
        | list of networks             |
        | list of projects             |
        | list of engagements          |
        | first page                   |
