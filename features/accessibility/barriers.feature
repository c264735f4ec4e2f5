Feature: Pages without barriers
  So that everybody can work with the network,
  pages hold to WCAG 2.2 in light and dark, on a telephone and on a wide screen.

  Rule: No page has a barrier that a machine can find, nor scrolls sideways

    Scenario Outline: Every page
      Given the competence centre's network on 12 May 2026
      And Aino's screen is <width> wide
      When she looks through every <kind of page> in light and dark
      Then none of them has a barrier

      Examples:
        | kind of page              | width |
        | page of the menu          | 320   |
        | page of the menu          | 1440  |
        | profile                   | 320   |
        | profile                   | 1440  |
        | form for something new    | 320   |
        | form for something new    | 1440  |
        | form about what is there  | 320   |
