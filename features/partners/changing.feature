Feature: Changing what is known of a partner
  So that an old report stays true and a new one is right,
  a coordinator says whether something changed or had been wrong.

  Background:
    Given today is 12 March 2026
    And "Vantaa Basic Security" is a partner
    And "City of Espoo" is a partner

  Rule: A partner that takes another name can be found by both

    Scenario: A name that changed on a day
      When Aino renames "Vantaa Basic Security" to "Vantaa and Kerava County" from 1 January 2026
      Then the profile of "Vantaa and Kerava County" tells its old name "Vantaa Basic Security"
      And searching for "Basic Security" finds "Vantaa and Kerava County"

    Scenario: A name is not taken before the one it follows
      Given "Vantaa Basic Security" took the name "Vantaa Services" on 1 February 2026
      When Aino renames "Vantaa Services" to "Vantaa County" from 1 January 2026
      Then she is told "It changed last on 1 Feb 2026"
      And the profile of "Vantaa Services" tells its old name "Vantaa Basic Security"

    Scenario: A name that it hasn't taken yet
      When Aino renames "Vantaa Basic Security" to "Vantaa and Kerava County" from 1 January 2027
      Then she is told "1 Jan 2027 is still to come"
      And "New name" still says "Vantaa and Kerava County"

  Rule: A name that was written wrong is corrected, with the reason

    Scenario: A spelling mistake
      When Aino corrects the name "Vantaa Basic Security" to "Vantaan perusturva" because "It is Finnish"
      Then the history of "Vantaan perusturva" tells "Name corrected" because "It is Finnish"

    Scenario: A correction without a reason
      When Aino corrects the name "Vantaa Basic Security" to "Vantaan perusturva" because ""
      Then she is told "What was wrong is needed."
      And "Name" still says "Vantaan perusturva"

  Rule: What a partner is like changes on a day

    Scenario: Another kind of partner
      When Aino describes "Vantaa Basic Security" as a wellbeing services county in "Kerava" from 1 January 2026
      Then the profile of "Vantaa Basic Security" says
        | Kind  | Wellbeing services county |
        | Place | Kerava                    |

    Scenario: A description that never held
      When Aino corrects the place of "Vantaa Basic Security" to "Tikkurila" because "A slip"
      Then the profile of "Vantaa Basic Security" says
        | Place | Tikkurila |

  Rule: An ended partner joins nothing new

    Scenario: The relationship ends
      When Aino moves "Vantaa Basic Security" to the stage "Ended" on 1 March 2026
      Then the timeline of "Vantaa Basic Security" shows "Moved to Ended" on 1 March 2026

    Scenario: It would join a network
      Given the network "Father Friendly" is founded
      And the relationship with "Vantaa Basic Security" ended on 1 March 2026
      When Aino takes "Vantaa Basic Security" into "Father Friendly"
      Then she is told "The relationship with Vantaa Basic Security has ended."
      And "Father Friendly" has no members

  Rule: A partner may be part of another, never of itself

    Scenario: Part of a city
      When Aino makes "Vantaa Basic Security" part of "City of Espoo" from 1 January 2026
      Then the profile of "Vantaa Basic Security" says
        | Part of | City of Espoo |

    Scenario: A circle
      Given "City of Espoo" is part of "Vantaa Basic Security"
      When Aino makes "Vantaa Basic Security" part of "City of Espoo" from 1 March 2026
      Then she is told "A partner can't be part of itself"

  Rule: What others know a partner by can be added and mended

    Scenario: Its business id became known
      When Aino gives "City of Espoo" the business id "9000001-1"
      Then the profile of "City of Espoo" says
        | Business id | 9000001-1 |

    Scenario: It was another's
      Given "City of Espoo" was given the business id "9000001-1"
      When Aino corrects the business id of "City of Espoo" to "9000003-8" because "A slip"
      Then the profile of "City of Espoo" says
        | Business id | 9000003-8 |
      And the history of "City of Espoo" tells "Identifier corrected" because "A slip"

    Scenario: One that somebody else has
      Given "Vantaa Basic Security" was given the business id "9000001-1"
      When Aino gives "City of Espoo" the business id "9000001-1"
      Then she is told "already belongs to Vantaa Basic Security"

  Rule: A partner is in a country that there is

    Scenario: A slip in the country
      When Aino corrects the country of "City of Espoo" to "FX" because "A slip"
      Then she is told "“FX” isn't a country"
      And "Country" still says "FX"

  Rule: A colleague looks after a partner

    Scenario: A steward
      Given "Eero Salo" is a colleague
      When Aino lets "Eero Salo" look after "Vantaa Basic Security" from 1 March 2026
      Then the profile of "Vantaa Basic Security" says
        | Steward | Eero Salo |

  Rule: A partner that never was is withdrawn, and stays in the history

    Scenario: Registered in error
      When Aino withdraws "Vantaa Basic Security" because "Never was one"
      Then there is 1 partner
      And the list of partners shows "City of Espoo"

    Scenario: Something rests on it
      Given "City of Espoo" is part of "Vantaa Basic Security"
      When Aino withdraws "Vantaa Basic Security" because "Never was one"
      Then she is told "This still rests on it: City of Espoo. Take it out there first."

  Rule: Nobody overwrites what somebody else wrote meanwhile

    Scenario: A form that is out of date
      Given Aino is renaming "City of Espoo"
      And meanwhile "City of Espoo" took the name "Espoo City" on 1 March 2026
      When she saves the name "Espoo" from 2 March 2026
      Then she is told "Somebody else changed this while you were writing."
      And she sees both "Espoo City" and "Espoo"

    Scenario: Another choice
      Given Aino is moving "City of Espoo" to another stage
      And meanwhile "City of Espoo" moved to the stage "dormant" on 1 March 2026
      When she saves the stage "Ended" from 2 March 2026 because "Closed"
      Then she is told "Somebody else changed this while you were writing."
      And she reads "It says now: Dormant"

    Scenario: Saving a second time takes what was typed
      Given Aino is renaming "City of Espoo"
      And meanwhile "City of Espoo" took the name "Espoo City" on 1 March 2026
      And she saved the name "Espoo" from 2 March 2026 and was told of it
      When she saves it again
      Then the profile of "Espoo" tells its old name "Espoo City"
