Feature: Three languages
  So that everybody reads in the language they work in,
  every page comes in Finnish, Swedish and English.

  Rule: A page comes in the language that the browser asks for

    Scenario Outline: The list of partners
      Given Aino reads <language>
      When she looks at the list of partners
      Then the page is headed "<heading>"
      And the page says that it is in "<code>"

      Examples:
        | language | heading           | code |
        | Finnish  | Kumppanit         | fi   |
        | Swedish  | Samarbetspartner  | sv   |
        | English  | Partners          | en   |

  Rule: A language that was chosen is remembered

    Scenario: Choosing Swedish
      Given Aino chose "Svenska" on the list of partners
      When she looks at the list of units
      Then the page says that it is in "sv"

    Scenario: The page stays the same
      When Aino chooses "Suomi" on the list of partners
      Then the page is headed "Kumppanit"
