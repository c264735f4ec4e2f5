Feature: Importing a list of partners
  So that nobody types a list that exists already,
  a coordinator takes in a spreadsheet, sees first what comes of it, and can take it back.

  Background:
    Given today is 12 March 2026
    And a list of partners
      | name           | kind         | municipality | business_id |
      | City of Vantaa | municipality | Vantaa       | 0115776-3   |
      | City of Espoo  | municipality | Espoo        | 0115776-4   |
      | Laurea         | university   | Vantaa       | 1018439-2   |

  Rule: Every row is checked before anything is recorded

    Scenario: A row that is wrong
      When Aino has the list checked
      Then she reads "isn't a business id" at row 3
      And there are no partners

    Scenario Outline: What kind of list it is, in the reader's language
      Given Aino reads <language>
      When Aino looks at what can be imported
      Then she reads "<title>"

      Examples:
        | language | title                          |
        | Finnish  | Luettelo kumppaneista          |
        | Swedish  | En lista över samarbetspartner |

    Scenario: A row in another encoding
      Given Laurea's row says "Äänekoski", in another encoding than the others
      When Aino has the list checked
      Then she reads "in another encoding" at row 5

  Rule: The rows that are right are imported

    Scenario: Two of three
      Given Aino had the list checked
      When she imports the rows that are right
      Then she reads "Imported."
      And there are 2 partners

    Scenario: Importing the same list again adds nothing
      Given Aino imported the list
      When Aino has the list checked
      Then she reads "There is nothing new in these files."

  Rule: A list may have headings and words of its own

    Scenario: Headings and kinds in Finnish
      Given a list of partners
        | Nimi         | Laji      | Kunta  | Y-tunnus  |
        | Koivukylä    | Kunta     | Vantaa | 9000001-1 |
        | Kaarnaopisto | yliopisto | Espoo  | 9000004-6 |
      When Aino has the list checked
      And she imports all rows
      Then she reads "Imported."
      And there are 2 partners

    Scenario: Headings that nobody could guess
      Given a list of partners
        | Who it is | Number    |
        | Koivukylä | 9000001-1 |
      And it is a spreadsheet, which takes a while to be read
      When Aino has the list checked
      And she says that "Who it is" is the name
      And she imports all rows
      Then she reads "Imported."
      And the next list like it needs no more words

  Rule: An import can be taken back

    Scenario: The wrong list
      Given Aino imported the list
      When she takes the import back because "The wrong list"
      Then she reads "Taken back"
      And she reads "What came of taking it back"
      And there are no partners

  Rule: What somebody withdrew doesn't come again by the same list

    Scenario: A partner that was registered in error
      Given Aino imported the list
      And "Laurea" was withdrawn as registered in error
      When Aino has the list checked
      Then she reads "Somebody withdrew this since" at row 4
      And she reads "There is nothing new in these files."

  Rule: A file that is too large is refused with the limit

    Scenario: Larger than pages take
      When Aino has a file of 11 MB checked
      Then she reads "larger than 10 MB"
      And there are no partners
