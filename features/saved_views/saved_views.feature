Feature: Saved views
  So that a question that is asked every week is asked at once,
  whoever looks at a list may keep it as it is, under a name of theirs.

  Background:
    Given today is 12 May 2026
    And "City of Vantaa" is a partner
    And "City of Espoo" is a partner
    And "Laurea" is a university that is a partner

  Rule: A list is kept with its filters, its search and its order

    Scenario: Narrowed to a kind
      Given Aino looks at the partners of the kind "Municipality"
      When she saves the view as "Towns"
      Then 2 partners are listed
      And her saved views are
        | Towns | 2 |

    Scenario: What was only just typed belongs to it
      Given Aino looks at the partners of the kind "Municipality"
      And she typed "espoo" above the list
      When she saves the view as "Espoo alone"
      Then her saved views are
        | Espoo alone | 1 |

    Scenario: Without JavaScript
      Given Aino's browser runs no JavaScript
      And Aino looks at the partners of the kind "Municipality"
      When she saves the view as "Towns"
      Then her saved views are
        | Towns | 2 |

  Rule: It is opened from any page, and tells how many rows it holds today

    Scenario: Another partner of that kind
      Given Aino saved the partners of the kind "Municipality" as "Towns"
      And "City of Tampere" is a partner
      When she opens the saved view "Towns"
      Then 3 partners are listed
      And her saved views are
        | Towns | 3 |

    Scenario: On a telephone
      Given Aino's screen is 320 wide
      And Aino saved the partners of the kind "Municipality" as "Towns"
      When she opens the saved view "Towns"
      Then 2 partners are listed
      And her saved views are
        | Towns | 2 |

  Rule: It is renamed and removed by whoever keeps it, and is nobody else's

    Scenario: Another name
      Given Aino saved the partners of the kind "Municipality" as "Towns"
      When she renames the saved view "Towns" to "Municipalities"
      Then her saved views are
        | Municipalities | 2 |

    Scenario: Kept no longer
      Given Aino saved the partners of the kind "Municipality" as "Towns"
      And Aino saved the partners of the kind "University" as "Universities"
      When she removes the saved view "Towns"
      Then her saved views are
        | Universities | 1 |

    Scenario: A name that is taken
      Given Aino saved the partners of the kind "Municipality" as "Towns"
      And Aino looks at the partners of the kind "University"
      When she saves the view as "towns"
      Then she is told "You have a saved view called “towns” already."

    Scenario: Somebody else
      Given Aino saved the partners of the kind "Municipality" as "Towns"
      When Eero looks at the partners
      Then he has no saved views
