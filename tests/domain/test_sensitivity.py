import pytest

from domain.day import Day
from domain.engagement import Engagement, Form
from domain.refusal import IsWithdrawn, Missing


def agreed() -> Engagement:
    return Engagement.agree(Form.SESSION, "Rauhallinen ilta", Day("2026-03-12"))


def test_an_engagement_is_open_to_all_until_it_is_said_to_be_sensitive() -> None:
    engagement = agreed()
    assert not engagement.sensitive

    engagement.mark_sensitive(" väkivaltatyötä ")

    assert engagement.sensitive
    assert engagement.pending_events[-1].reason == "väkivaltatyötä"


def test_an_engagement_is_agreed_in_confidence_without_a_reason() -> None:
    engagement = agreed()

    engagement.agree_in_confidence()

    assert engagement.sensitive
    assert engagement.pending_events[-1].reason is None  # type: ignore[attr-defined]


def test_sensitivity_is_lifted_for_a_reason() -> None:
    engagement = agreed()
    engagement.mark_sensitive("väkivaltatyötä")
    with pytest.raises(Missing) as refused:
        engagement.lift_sensitivity(" ")

    engagement.lift_sensitivity("yleinen luento")

    assert "reason" == refused.value.about
    assert engagement.sensitive is False
    assert engagement.pending_events[-1].reason == "yleinen luento"  # type: ignore[attr-defined]


def test_marking_needs_a_reason() -> None:
    with pytest.raises(Missing) as refused:
        agreed().mark_sensitive("")

    assert "reason" == refused.value.about


def test_what_is_so_already_is_not_said_again() -> None:
    engagement = agreed()
    engagement.lift_sensitivity("turha")
    engagement.mark_sensitive("väkivaltatyötä")
    engagement.mark_sensitive("yhä")

    assert len(engagement.pending_events) == 2


def test_what_was_called_off_may_be_sensitive_and_what_was_withdrawn_takes_nothing_more() -> None:
    engagement = agreed()
    engagement.cancel("sairaus")
    engagement.mark_sensitive("väkivaltatyötä")
    engagement.withdraw("tupla")

    with pytest.raises(IsWithdrawn):
        engagement.lift_sensitivity("turha")
    with pytest.raises(IsWithdrawn):
        engagement.mark_sensitive("turha")

    assert engagement.sensitive
