Feature: Contacts
  So that a partner is more than a name, and nobody's data outlive their use,
  coordinators know who works where, and who asks is forgotten for good.

  Background:
    Given today is 12 March 2026
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner

  Rule: A contact is a person at a partner

    Scenario: A new contact
      When Aino adds "Elli Esimerkki", youth manager at "City of Vantaa"
      Then the profile of "Elli Esimerkki" says
        | Job title | Youth manager |
      And the profile of "City of Vantaa" lists "Elli Esimerkki" among its contacts

    Scenario: An address that is none
      When Aino adds "Elli Esimerkki" of "City of Vantaa" with the address "elli at vantaa"
      Then she is told "This isn't an e-mail address"
      And "Name" still says "Elli Esimerkki"

    Scenario: Somebody who may be there already
      Given "Elli Esimerkki" is a contact at "City of Vantaa"
      When Aino begins to add a contact called "Elli E"
      Then she reads that "Elli Esimerkki (City of Vantaa)" may be there already

    Scenario: Found by name
      Given "Elli Esimerkki" is a contact at "City of Vantaa"
      When Aino searches for "esim"
      Then "Elli Esimerkki" is found

  Rule: What somebody took part in stays with the partner they worked at then

    Scenario: Moving to another partner
      Given "Isätyö" is a unit
      And "Elli Esimerkki" is a contact at "City of Vantaa"
      And a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      And "Elli Esimerkki" came to "Dads' Evening"
      When Aino moves the contact "Elli Esimerkki" to "City of Espoo" from 1 March 2026
      Then the profile of "Elli Esimerkki" tells of "Dads' Evening" under "City of Vantaa"
      And the profile of "City of Espoo" lists "Elli Esimerkki" among its contacts

    Scenario: Saying who came
      Given "Isätyö" is a unit
      And "Elli Esimerkki" is a contact at "City of Vantaa"
      And a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      When Aino says that "Elli Esimerkki (City of Vantaa)" came to "Dads' Evening"
      Then the profile of "Dads' Evening" lists "Elli Esimerkki" among the contacts who came

  Rule: Data are held for a purpose, on a ground

    Scenario: A consent that is withdrawn
      Given "Elli Esimerkki" is a contact at "City of Vantaa"
      When Aino records on 2 March 2026 that "Elli Esimerkki" agreed to the newsletter
      And Aino records on 9 March 2026 that "Elli Esimerkki" no longer agrees to the newsletter
      Then the profile of "Elli Esimerkki" tells of a "Newsletter" that was withdrawn

  Rule: Who is erased is forgotten, and what was done together stays

    Scenario: Erasing somebody
      Given "Isätyö" is a unit
      And "Elli Esimerkki" is a contact at "City of Vantaa"
      And a session "Dads' Evening" was held on 3 February 2026 by "Isätyö" with "City of Vantaa"
      And "Elli Esimerkki" came to "Dads' Evening"
      When Aino erases "Elli Esimerkki"
      Then the page is headed "Erased person"
      And the profile of "Dads' Evening" lists "Erased person" among the contacts who came
      And nobody is found by "Esimerkki"

    Scenario: Leadership erases nobody
      Given "Elli Esimerkki" is a contact at "City of Vantaa"
      And Aino is leadership
      When Aino looks at "Elli Esimerkki"
      Then she doesn't read "Erase"
      And she doesn't read "elli@example.org"

  Rule: A personal identity code is not written down by accident

    Scenario: A code in a note
      When Aino adds "Elli Esimerkki" of "City of Vantaa" with a note that holds an identity code
      Then she is told "This holds a personal identity code."
      When she saves it all the same
      Then the page is headed "Elli Esimerkki"
