Feature: The first page
  So that leadership knows within seconds how the network is,
  the first page shows the year so far beside the year before.

  Rule: The year so far stands beside the same days of last year

    Scenario Outline: A figure
      Given the competence centre's network on 12 May 2026
      When Aino looks at the first page
      Then "<figure>" is <now>, last year <before>

      Examples:
        | figure            | now | before |
        | Active partners   | 4   | 3      |
        | Engagements held  | 3   | 2      |
        | People reached    | 67  | 52     |
        | Projects          | 1   | 1      |

  Rule: A figure opens its rows

    Scenario: Engagements held
      Given the competence centre's network on 12 May 2026
      When Aino opens "Engagements held" on the first page
      Then these activities are listed
        | Planning Dads' Day |
        | Dads' Day 2026     |
        | Calm Morning       |

  Rule: An empty installation says what to do first

    Scenario: The first day
      When Aino looks at the first page
      Then she is shown the first steps
        | Open your units                        |
        | Register a partner, or import a list   |
        | Log what you did together              |

  Rule: Who looks after partners or leads work sees their own first

    Scenario: What was agreed, and nobody said whether it was held
      Given today is 12 May 2026
      And "Eero Salo" is a colleague
      And "Vantaa" is a partner
      And "Eero Salo" is to give the session "Fathers at Work" on 4 May 2026
      And Aino is the coordinator "Eero Salo"
      When Aino looks at the first page
      Then she reads under "Was it held?"
        | Fathers at Work |
      And she can say from there that "Fathers at Work" was held

    Scenario: What comes up with the partners that somebody looks after
      Given today is 12 May 2026
      And "Eero Salo" is a colleague
      And Eero looks after the partner "Vantaa"
      And "Vantaa" is to give the session "Fathers in June" on 4 June 2026
      And Aino is the coordinator "Eero Salo"
      When Aino looks at the first page
      Then she reads under "Coming up"
        | Fathers in June |

    Scenario: Partners that somebody looks after and that went quiet
      Given today is 12 May 2026
      And "Eero Salo" is a colleague
      And Eero looks after the partner "Vantaa"
      And Eero looks after the partner "Espoo"
      And "Vantaa" is to give the session "Fathers in May" on 4 May 2026
      And "Espoo" is to give the session "Fathers in 2024" on 4 May 2024
      And Aino is the coordinator "Eero Salo"
      When Aino looks at the first page
      Then she reads under "My partners gone quiet"
        | Espoo |

    Scenario: Somebody's projects, and what the partners in them did last
      Given today is 12 May 2026
      And "Eero Salo" is a colleague
      And "Vantaa" is a partner
      And the project "Near You" lasts from 1 January 2025 to 31 December 2026
      And "Eero Salo" takes part in "Near You"
      And "Vantaa" takes part in "Near You"
      And Aino is the project lead "Eero Salo"
      When Aino looks at the first page
      Then she reads under "My projects"
        | Near You |
      And she reads under "What my partners did last"
        | Vantaa |

    Scenario: Leadership sees the whole network first
      Given the competence centre's network on 12 May 2026
      When Aino looks at the first page
      Then nothing there is of her own
