Feature: A database that goes away for a moment
  So that nobody has to call somebody,
  pages say that the database is away, and go on by themselves when it is back.

  Rule: What was saved is there when the database is back

    Scenario: The database dies
      Given an installation with a database of its own
      And Aino registered "Isien tupa" there
      When the database dies
      Then the pages are back within 20 seconds
      And "Isien tupa" is among the partners
