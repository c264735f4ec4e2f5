from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from domain.day import Day
from domain.engagement import Engagement, EngagementIsOver, Form
from domain.outline import Outline
from domain.refusal import IsWithdrawn, Missing, TooLong

HELD, TODAY = Day("2026-03-12"), date(2026, 3, 12)
BEFORE = Outline(Form.SESSION, ("peers",), "Vantaa")
AFTER = Outline(Form.SEMINAR, ("fatherhood", "peers"), None, True, "sv", UUID(int=1), UUID(int=2))  # noqa: FBT003
COMMANDS: list[Callable[[Engagement, Outline, str], None]] = [
    Engagement.describe,
    Engagement.correct_description,
]


def agreed() -> Engagement:
    return Engagement.agree(Form.SESSION, "Isyys", HELD, themes=("peers",), place="Vantaa")


def test_what_is_agreed_may_be_described_anew_for_a_reason() -> None:
    engagement = agreed()

    engagement.describe(AFTER, " It is held  from afar. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.Described)
    assert (AFTER, "It is held from afar.") == (event.outline, event.reason)
    assert (AFTER, 2) == (engagement.outline, engagement.outlined_in)


def test_what_was_written_wrong_is_corrected_in_the_name_of_the_fact_that_said_it() -> None:
    engagement = agreed()
    engagement.describe(BEFORE, "Nothing new.")
    engagement.describe(AFTER, "The room was taken.")

    engagement.correct_description(BEFORE, " Another  one. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.DescriptionCorrected)
    assert (BEFORE, 2, "Another one.") == (event.outline, event.corrects, event.reason)
    assert (BEFORE, 3) == (engagement.outline, engagement.outlined_in)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_so_already_is_not_said_again(
    command: Callable[[Engagement, Outline, str], None],
) -> None:
    engagement = agreed()

    command(engagement, Outline(Form.SESSION, ("peers", "peers"), "  Vantaa "), "")

    assert 1 == len(engagement.pending_events)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_outline_changes_for_a_reason_only(
    command: Callable[[Engagement, Outline, str], None],
) -> None:
    engagement = agreed()

    with pytest.raises(Missing) as refused:
        command(engagement, AFTER, " ")

    assert "reason" == refused.value.about
    assert engagement.outline == BEFORE


@pytest.mark.parametrize("command", COMMANDS)
def test_a_place_stays_within_reason(command: Callable[[Engagement, Outline, str], None]) -> None:
    with pytest.raises(TooLong) as refused:
        command(agreed(), Outline(Form.SESSION, place="x" * 501), "Moved.")

    assert "place" == refused.value.about


def test_what_was_held_is_corrected_but_not_described_anew() -> None:
    engagement = agreed()
    engagement.deliver((), today=TODAY)

    with pytest.raises(EngagementIsOver):
        engagement.describe(AFTER, "The room was taken.")
    engagement.correct_description(AFTER, "Misread.")

    assert engagement.outline == AFTER


@pytest.mark.parametrize("command", COMMANDS)
def test_what_was_withdrawn_is_described_no_more(
    command: Callable[[Engagement, Outline, str], None],
) -> None:
    engagement = agreed()
    engagement.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(engagement, AFTER, "Misread.")
