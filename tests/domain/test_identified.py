import pytest

from domain.identifier import WrongCheckDigit
from domain.partner import Description, Partner
from domain.refusal import Missing


def partner() -> Partner:
    """Register one with a number of others, beside another number that stays."""
    return Partner.register(
        "Vantaa", Description("city"), identified_by={"eu-pic": "9", "oid": "1"}
    )


def test_a_wrong_identifier_is_corrected_in_the_name_of_the_fact_that_said_it() -> None:
    vantaa = partner()
    vantaa.give_identifier("eu-pic", "10")

    vantaa.correct_identifier("eu-pic", " 11 ", " Misread. ")

    event = vantaa.pending_events[-1]
    assert isinstance(event, Partner.IdentifierCorrected)
    assert ("eu-pic", "11", 2, "Misread.") == (
        event.scheme,
        event.value,
        event.corrects,
        event.reason,
    )
    assert {"eu-pic": "11", "oid": "1"} == vantaa.identifiers
    assert {"eu-pic": 3, "oid": 1} == vantaa.identified_in


def test_what_it_never_had_is_taken_away() -> None:
    vantaa = partner()

    vantaa.correct_identifier("eu-pic", " ", "It was another's.")

    event = vantaa.pending_events[-1]
    assert isinstance(event, Partner.IdentifierCorrected)
    assert (None, 1) == (event.value, event.corrects)
    assert {"oid": "1"} == vantaa.identifiers


def test_what_was_taken_away_may_become_known_again() -> None:
    vantaa = partner()
    vantaa.correct_identifier("eu-pic", "", "It was another's.")

    vantaa.give_identifier("eu-pic", "12")
    vantaa.correct_identifier("eu-pic", "13", "Misread.")

    event = vantaa.pending_events[-1]
    assert isinstance(event, Partner.IdentifierCorrected)
    assert ("13", 3) == (event.value, event.corrects)


@pytest.mark.parametrize(("scheme", "value"), [("eu-pic", " 9 "), ("fi-ytunnus", "9000001-1")])
def test_nothing_is_corrected_where_nothing_else_was_said(scheme: str, value: str) -> None:
    vantaa = partner()

    vantaa.correct_identifier(scheme, value, "")

    assert 1 == len(vantaa.pending_events)


def test_an_identifier_is_corrected_for_a_reason_only() -> None:
    with pytest.raises(Missing) as refused:
        partner().correct_identifier("eu-pic", "10", " ")

    assert "reason" == refused.value.about


def test_a_business_id_is_checked_when_it_is_corrected() -> None:
    vantaa = partner()
    vantaa.give_identifier("fi-ytunnus", "9000001-1")

    with pytest.raises(WrongCheckDigit):
        vantaa.correct_identifier("fi-ytunnus", "9000001-2", "Misread.")

    assert "9000001-1" == vantaa.identifiers["fi-ytunnus"]
