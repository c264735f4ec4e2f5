Feature: Co-operative networks
  So that we know who sits at the same table,
  a coordinator keeps each network's members and their days.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner

  Rule: A network has a purpose and members

    Scenario: Founding one
      When Aino founds the network "Father Friendly" for "Better services for fathers"
      Then the profile of "Father Friendly" says
        | Purpose | Better services for fathers |

    Scenario: A partner joins
      Given the network "Father Friendly" is founded
      When Aino takes "City of Vantaa" into "Father Friendly"
      Then "Father Friendly" has the member "City of Vantaa"
      And the profile of "City of Vantaa" says
        | Networks | Father Friendly |

    Scenario: The list counts members
      Given the network "Father Friendly" is founded
      And "City of Vantaa" joined "Father Friendly" on 1 January 2026
      When Aino looks at the list of networks
      Then "Father Friendly" is listed with 1 member

  Rule: Who left is no member any more, and was one until then

    Scenario: A partner leaves
      Given the network "Father Friendly" is founded
      And "City of Vantaa" joined "Father Friendly" on 1 January 2026
      And "City of Espoo" joined "Father Friendly" on 1 January 2026
      When Aino lets "City of Vantaa" leave "Father Friendly" on 28 February 2026
      Then "Father Friendly" has the member "City of Espoo"
      And "Father Friendly" had the member "City of Vantaa" on 15 January 2026

    Scenario: A dissolved network takes nobody in
      Given the network "Father Friendly" is founded
      And "Father Friendly" was dissolved on 28 February 2026
      When Aino takes "City of Vantaa" into "Father Friendly"
      Then she is told "The network is dissolved and takes no new members."

  Rule: Who never left is a member as before

    Scenario: Another partner that left
      Given the network "Father Friendly" is founded
      And "City of Vantaa" joined "Father Friendly" on 1 January 2026
      When Aino lets "City of Vantaa" leave "Father Friendly" on 28 February 2026
      And she undoes "Member left" of "Father Friendly" because "City of Espoo left"
      Then "Father Friendly" has the member "City of Vantaa"
