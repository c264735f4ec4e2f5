from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Engagement, EngagementIsOver, EngagementState, Form
from domain.refusal import IsWithdrawn

TODAY = date(2026, 3, 12)
YESTERDAY, HELD = map(Day, ("2026-03-11", "2026-03-12"))
TEN, TWELVE = (Headcount(10),), (Headcount(12),)


def agreed() -> Engagement:
    """Agree on one that Aino takes part in."""
    engagement = Engagement.agree(Form.SESSION, "Isyys", HELD)
    engagement.join(UUID(int=3), "trainer")
    return engagement


def delivered() -> Engagement:
    engagement = agreed()
    engagement.deliver(TEN, today=TODAY)
    return engagement


def cancelled() -> Engagement:
    engagement = agreed()
    engagement.cancel("Nobody came.")
    return engagement


ANEW: dict[str, Callable[[Engagement], None]] = {
    "reschedule": lambda engagement: engagement.reschedule(YESTERDAY, None, "Ill."),
    "deliver": lambda engagement: engagement.deliver(TEN, today=TODAY),
    "cancel": lambda engagement: engagement.cancel("Nobody came."),
}
CORRECTIONS: dict[str, Callable[[Engagement], None]] = {
    "correct days": lambda engagement: engagement.correct_days(YESTERDAY, None, "Misread."),
    "correct title": lambda engagement: engagement.correct_title("Isä", "Misread."),
    "leave": lambda engagement: engagement.leave(1, HELD, "Ill."),
    "withdraw": lambda engagement: engagement.withdraw("Entered twice."),
}
COMMANDS = ANEW | CORRECTIONS
COMMANDS["correct attendance"] = lambda engagement: engagement.correct_attendance(TWELVE, "Late.")
COMMANDS["join"] = lambda engagement: engagement.join(UUID(int=4), "host")
OVER = {EngagementState.DELIVERED: delivered, EngagementState.CANCELLED: cancelled}


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("command", ANEW.values(), ids=ANEW)
def test_an_engagement_that_is_over_is_not_agreed_anew(
    state: EngagementState, command: Callable[[Engagement], None]
) -> None:
    with pytest.raises(EngagementIsOver) as refused:
        command(OVER[state]())

    assert state is refused.value.state


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("command", CORRECTIONS.values(), ids=CORRECTIONS)
def test_an_engagement_that_is_over_takes_corrections(
    state: EngagementState, command: Callable[[Engagement], None]
) -> None:
    engagement = OVER[state]()

    command(engagement)

    assert (OVER[state]().version + 1, state) == (engagement.version, engagement.state)


def test_a_party_may_be_added_to_an_engagement_that_was_delivered() -> None:
    engagement = delivered()

    engagement.join(UUID(int=4), "host")

    assert [1, 2] == list(engagement.participations.by_number)


def test_nobody_joins_an_engagement_that_was_called_off() -> None:
    with pytest.raises(EngagementIsOver) as refused:
        cancelled().join(UUID(int=4), "host")

    assert EngagementState.CANCELLED is refused.value.state


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_was_withdrawn_takes_no_more_commands(command: Callable[[Engagement], None]) -> None:
    engagement = delivered()
    engagement.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(engagement)
