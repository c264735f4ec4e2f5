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
