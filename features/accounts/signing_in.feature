Feature: Signing in
  So that the network is seen and changed by those alone who are trusted with it,
  everybody shows who they are, and an administrator says what each may do.

  Background:
    Given today is 12 March 2026

  Rule: Who is invited chooses a password, and signs in with it

    Scenario: From an invitation to the first page
      When an administrator lets "Aino Laine" in as a coordinator
      And Aino follows the link and chooses the password "hirvi polkee lumessa 7 kertaa"
      Then the page is headed "Welcome"
      And the bar names "Aino Laine"

    Scenario: A password that is easy to guess
      When an administrator lets "Aino Laine" in as a coordinator
      And Aino follows the link and chooses the password "salasanasalasana"
      Then she is told "easy to guess"

    Scenario: Signing in again, where one wanted to go
      Given "Aino Laine" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      When Aino opens "/partners?q=vantaa"
      Then the page is headed "Sign in"
      When she signs in with "hirvi polkee lumessa 7 kertaa"
      Then the page is headed "Partners"

    Scenario: A wrong password
      Given "Aino Laine" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      When she signs in with "hirvi polkee lumessa 8 kertaa"
      Then she is told "The e-mail address and the password don't go together."
      And "E-mail address" still says "aino.laine@example.org"

    Scenario: An administrator needs a second factor
      Given "Aino Laine" signs in as an administrator with "hirvi polkee lumessa 7 kertaa"
      When she signs in with "hirvi polkee lumessa 7 kertaa"
      Then the page is headed "Set up a second factor"
      When she gives the code that her app shows
      Then ten codes for paper are shown
      And she may look around

  Rule: A forgotten password is no way past a second factor

    Scenario: Choosing another password
      Given "Aino Laine" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      And "Aino Laine" has an app for codes
      When an administrator sends "Aino Laine" a link for a new password
      And Aino follows the link and chooses the password "susi juoksee jäällä 9 kertaa"
      Then the page is headed "One more step"

    Scenario: The phone with the app is lost
      Given "Aino Laine" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      And "Aino Laine" has an app for codes
      When an administrator lets "Aino Laine" begin anew
      And Aino follows the link and chooses the password "susi juoksee jäällä 9 kertaa"
      Then the page is headed "Welcome"
      And the bar names "Aino Laine"

    Scenario: Whom somebody let begin anew is in the history
      Given "Aino Laine" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      When an administrator lets "Aino Laine" begin anew
      Then the account of "Aino Laine" tells "New beginning allowed"

  Rule: An organisation's own provider signs in whom it was bound to

    Scenario: From an invitation, with the provider
      Given people sign in with the provider "Opintie"
      When an administrator lets "Aino Laine" in as a coordinator
      And Aino follows the link and signs in with "Opintie" as "aino-7"
      Then the bar names "Aino Laine"

    Scenario: Signing in with it
      Given people sign in with the provider "Opintie"
      And "Opintie" knows "Aino Laine" as "aino-7"
      When she signs in with "Opintie" as "aino-7"
      Then she may look around

    Scenario: Somebody whom only the provider knows
      Given people sign in with the provider "Opintie"
      And "Opintie" knows "Aino Laine" as "aino-7"
      When she signs in with "Opintie" as "eero-8"
      Then she is told "Opintie knows you, but no open account here is bound to you there."

  Rule: Everybody sees what they may do, and nothing else

    Scenario: Leadership looks, and changes nothing
      Given "Vantaa" is a partner
      And Aino is leadership
      When Aino looks at "Vantaa"
      Then nothing can be changed there
      When Aino opens "/partners/new"
      Then the page is headed "This isn't yours to do"

    Scenario: A project lead looks after their own partners
      Given "Eero Salo" is a colleague
      And "Vantaa" is a partner
      And "Espoo" is a partner
      And Eero looks after "Vantaa"
      And Aino is the project lead "Eero Salo"
      When Aino looks at "Vantaa"
      Then it can be changed there
      When Aino looks at "Espoo"
      Then only an engagement can be logged there

    Scenario: An administrator gives another role
      Given "Maija Virta" signs in as a coordinator with "hirvi polkee lumessa 7 kertaa"
      When Aino gives "Maija Virta" the role "Leadership"
      Then the account of "Maija Virta" tells "Role given"

  Rule: One leaves where one is signed in

    Scenario: Signing out
      When Aino signs out
      And Aino opens "/partners"
      Then the page is headed "Sign in"

    Scenario: Signing out everywhere else
      Given Aino is signed in on another machine too
      When Aino signs out everywhere else
      Then she is signed in in one place

  Rule: A passkey is enough

    Scenario: Making a passkey, and signing in with it
      Given Aino's device can keep passkeys
      When Aino makes a passkey
      And Aino signs out
      And Aino signs in with the passkey
      Then she may look around

    Scenario: A device without a passkey of hers
      Given Aino's device can keep passkeys
      When Aino signs out
      And Aino signs in with the passkey
      Then she is told "No passkey of yours was shown."
