Feature: Pages without barriers
  So that everybody can work with the network,
  pages hold to WCAG 2.2 in light and dark, on a telephone and on a wide screen.

  Rule: No page has a barrier that a machine can find, nor scrolls sideways

    Scenario Outline: Every page of the menu
      Given the competence centre's network on 12 May 2026
      And Aino's screen is <width> wide and <light>
      When she looks through every page of the menu
      Then none of them has a barrier

      Examples:
        | width | light |
        | 320   | light |
        | 320   | dark  |
        | 1440  | light |
        | 1440  | dark  |

    Scenario Outline: Every profile
      Given the competence centre's network on 12 May 2026
      And Aino's screen is <width> wide and <light>
      When she looks through every profile
      Then none of them has a barrier

      Examples:
        | width | light |
        | 320   | dark  |
        | 1440  | light |

    Scenario Outline: Every form
      Given the competence centre's network on 12 May 2026
      And Aino's screen is <width> wide and <light>
      When she looks through every form
      Then none of them has a barrier

      Examples:
        | width | light |
        | 320   | light |
        | 1440  | dark  |
