Feature: Sensitive engagements
  So that whoever was met because of violence can't be known by it, few read what was done;
  so that the work is seen all the same, it counts for everybody.

  Background:
    Given today is 12 March 2026
    And "Väkivaltatyö" is a unit
    And "City of Vantaa" is a partner
    And a session "Calm Talk" was held on 3 February 2026 by "Väkivaltatyö" with "City of Vantaa"

  Rule: It counts for everybody, and few read it

    Scenario: Leadership sees that something was done
      Given "Calm Talk" is sensitive
      And Aino is leadership
      When Aino looks at "City of Vantaa"
      Then she reads "restricted"
      And she doesn't read "Calm Talk"
      And "City of Vantaa" took part in 1 activity

    Scenario: An administrator reads it, and that is written down
      Given "Calm Talk" is sensitive
      When Aino looks at "Calm Talk"
      Then it is written down that she read "Calm Talk"

  Rule: Whether it is sensitive is said for a reason, as it is agreed or later

    Scenario: It turned out to be sensitive
      When Aino says that "Calm Talk" is sensitive because "Somebody could be known by it"
      Then "Calm Talk" is shown as sensitive
      And the history of "Calm Talk" tells "Marked as sensitive" because "Somebody could be known by it"

    Scenario: It is logged as sensitive
      When Aino logs the sensitive session "Calm Evening" on 4 February 2026 with "City of Vantaa"
      Then "Calm Evening" is shown as sensitive

    Scenario: It isn't sensitive after all
      Given "Calm Talk" is sensitive
      When Aino says that "Calm Talk" isn't sensitive because "It was a lecture"
      Then the history of "Calm Talk" tells "Opened to all" because "It was a lecture"
