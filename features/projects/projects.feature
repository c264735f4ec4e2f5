Feature: Projects
  So that years of work with many partners can be told apart,
  a project lead keeps a project's period and who took part when.

  Background:
    Given today is 12 March 2026
    And "Isätyö" is a unit
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner

  Rule: A project is planned with those who take part

    Scenario: Two partners and a unit
      When Aino plans "Near You" from 1 January 2026 to 31 December 2027, led by "Isätyö", with "City of Vantaa" and "City of Espoo"
      Then "Near You" has the parties
        | Isätyö         | Lead    |
        | City of Espoo  | Partner |
        | City of Vantaa | Partner |

    Scenario: A project that would end before it starts
      When Aino plans "Near You" from 1 January 2026 to 31 December 2025, led by "Isätyö", with "City of Vantaa" and "City of Espoo"
      Then she is told "The end, 31 Dec 2025, comes before the start, 1 Jan 2026."
      And the chosen partners are still "City of Vantaa" and "City of Espoo"

  Rule: Nobody takes part on days that the project doesn't cover

    Scenario: Joining too early
      Given the project "Near You" lasts from 1 January 2026 to 31 December 2026
      When "City of Vantaa" joins "Near You" from 1 June 2025 to 31 December 2026
      Then she is told "These days lie outside the activity's own"
      And "Near You" has no parties

    Scenario: Joining for a part of it
      Given the project "Near You" lasts from 1 January 2026 to 31 December 2026
      When "City of Vantaa" joins "Near You" from 1 June 2026 to 31 December 2026
      Then "Near You" has the parties
        | City of Vantaa | Partner |

  Rule: Years that never overlapped are no years together

    Scenario: A partner leaves half way
      Given the project "Near You" lasts from 1 January 2025 to 31 December 2026
      And "City of Vantaa" takes part in "Near You" until 31 December 2025
      And "City of Espoo" takes part in "Near You" from 1 February 2026
      When Aino asks what "City of Vantaa" and "City of Espoo" did together
      Then she reads "They haven't worked together"

    Scenario: Leaving is said with a day and a reason
      Given the project "Near You" lasts from 1 January 2025 to 31 December 2026
      And "City of Vantaa" takes part in "Near You"
      When "City of Vantaa" leaves "Near You" on 28 February 2026 because "Out of money"
      Then "City of Vantaa" is shown as having left "Near You"
      And the timeline of "City of Vantaa" shows "Left Near You – Out of money" on 28 February 2026

  Rule: A role may change on a day

    Scenario: From partner to lead
      Given the project "Near You" lasts from 1 January 2025 to 31 December 2026
      And "City of Vantaa" takes part in "Near You"
      When "City of Vantaa" takes the role "Lead" in "Near You" from 1 March 2026
      Then the timeline of "City of Vantaa" shows "Near You: from Partner to Lead" on 1 March 2026

  Rule: The end of a project may be moved

    Scenario: Its end is moved
      Given the project "Near You" lasts from 1 January 2026 to 31 December 2026
      When Aino moves the end of "Near You" to 30 June 2027 because "A late start"
      Then the timeline of "Near You" tells "The end moved to 30 Jun 2027 – A late start"

  Rule: A completed project takes corrections, but nothing new

    Scenario: Somebody would join
      Given the project "Near You" lasts from 1 January 2025 to 31 December 2025
      And "Near You" was completed on 31 December 2025
      When "City of Vantaa" joins "Near You"
      Then she is told "it takes corrections, but nothing new"

    Scenario: Its days are corrected
      Given the project "Near You" lasts from 1 January 2025 to 31 December 2025
      And "Near You" was completed on 31 December 2025
      When Aino corrects the days of "Near You" to 1 February 2025 and 30 November 2025 because "As in the grant"
      Then the profile of "Near You" says
        | Days | 1 Feb 2025 – 30 Nov 2025 |
