from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from domain.attendance import Headcount, NegativeHeadcount
from domain.day import Day, EndsBeforeStart
from domain.engagement import Engagement, EngagementState, Form, NotYetHeld
from domain.outline import Outline
from domain.participation import Participations
from domain.refusal import Missing, TooLong

TODAY = date(2026, 3, 12)
YESTERDAY, HELD, TOMORROW, LATER = map(Day, ("2026-03-11", "2026-03-12", "2026-03-13", "2026-04"))
TEN, TWELVE = (Headcount(10, "student"),), (Headcount(12, "student", "education"),)
PROJECT, NETWORK = UUID(int=1), UUID(int=2)


def agreed(starts_on: Day = HELD) -> Engagement:
    """Agree on one that Aino takes part in."""
    engagement = Engagement.agree(Form.SESSION, "Isyys", starts_on)
    engagement.join(UUID(int=3), "trainer")
    return engagement


def delivered() -> Engagement:
    engagement = agreed()
    engagement.deliver(TEN, today=TODAY)
    return engagement


def test_an_engagement_is_agreed_on_under_an_id_that_is_given_or_a_new_one() -> None:
    known_as = UUID(int=7)

    engagement = Engagement.agree(Form.SESSION, "Isyys", HELD, known_as=known_as)

    assert known_as == engagement.id == engagement.pending_events[0].originator_id
    assert known_as != agreed().id != agreed().id


def test_an_engagement_is_agreed_with_what_is_known_of_it() -> None:
    engagement = Engagement.agree(
        Form.SEMINAR,
        " Isyys  tänään ",
        HELD,
        TOMORROW,
        themes=("peers", "fatherhood", "peers"),
        place=" Vantaa ",
        remote=True,
        language="sv",
        project_id=PROJECT,
        network_id=NETWORK,
        identified_by={"stea": " T1 "},
    )

    [event] = engagement.pending_events
    assert isinstance(event, Engagement.Created)
    assert (Form.SEMINAR, "Isyys tänään") == (event.form, event.title)
    assert (HELD, TOMORROW) == (event.starts_on, event.ends_on)
    assert (("fatherhood", "peers"), "Vantaa") == (event.themes, event.place)
    assert (True, "sv") == (event.remote, event.language)
    assert (PROJECT, NETWORK) == (event.project_id, event.network_id)
    assert {"stea": "T1"} == event.identifiers


def test_an_engagement_is_on_one_day_in_one_place_unless_more_is_said() -> None:
    [event] = Engagement.agree(Form.MEETING, "Isyys", HELD).pending_events

    assert isinstance(event, Engagement.Created)
    assert (HELD, HELD) == (event.starts_on, event.ends_on)
    assert ((), None, False) == (event.themes, event.place, event.remote)
    assert (None, None, None) == (event.language, event.project_id, event.network_id)
    assert {} == event.identifiers


def test_an_engagement_is_as_its_event_says() -> None:
    engagement = Engagement.agree(
        Form.SEMINAR, "Isyys", HELD, TOMORROW, themes=("peers",), identified_by={"stea": "T1"}
    )

    assert (Outline(Form.SEMINAR, ("peers",)), 1) == (engagement.outline, engagement.outlined_in)
    assert ("Isyys", 1) == (engagement.title, engagement.titled_in)
    assert (HELD, TOMORROW) == (engagement.starts_on, engagement.ends_on)
    assert {"stea": "T1"} == engagement.identifiers
    assert (EngagementState.AGREED, ()) == (engagement.state, engagement.attendance)
    assert (1, 0) == (engagement.dated_in, engagement.counted_in)
    assert Participations() == engagement.participations
    assert not engagement.withdrawn


def test_an_engagement_needs_a_title() -> None:
    with pytest.raises(Missing) as refused:
        Engagement.agree(Form.SESSION, " ", HELD)

    assert "title" == refused.value.about


def test_a_place_is_refused_where_it_is_too_long() -> None:
    with pytest.raises(TooLong) as refused:
        Engagement.agree(Form.SESSION, "Isyys", HELD, place="x" * 501)

    assert "place" == refused.value.about


@pytest.mark.parametrize(
    "command",
    [
        lambda: Engagement.agree(Form.SESSION, "Isyys", HELD, YESTERDAY),
        lambda: agreed().reschedule(HELD, YESTERDAY, "Ill."),
        lambda: agreed().correct_days(HELD, YESTERDAY, "Misread."),
    ],
    ids=["agree", "reschedule", "correct"],
)
def test_an_engagement_cannot_end_before_it_starts(command: Callable[[], None]) -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        command()

    assert (HELD, YESTERDAY) == (refused.value.from_on, refused.value.until_on)


@pytest.mark.parametrize("ends_on", [LATER, None])
def test_an_engagement_is_moved_to_other_days_for_a_reason(ends_on: Day | None) -> None:
    engagement = agreed()

    engagement.reschedule(TOMORROW, ends_on, " The trainer  is ill. ")

    event = engagement.pending_events[-1]
    days = TOMORROW, ends_on or TOMORROW
    assert isinstance(event, Engagement.Rescheduled)
    assert (*days, "The trainer is ill.") == (event.starts_on, event.ends_on, event.reason)
    assert (*days, 3) == (engagement.starts_on, engagement.ends_on, engagement.dated_in)


def test_days_are_corrected_in_the_name_of_the_fact_that_was_wrong() -> None:
    engagement = agreed()
    engagement.reschedule(LATER, None, "The trainer is ill.")

    engagement.correct_days(HELD, TOMORROW, " Misread. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.DaysCorrected)
    assert (HELD, TOMORROW) == (event.starts_on, event.ends_on)
    assert (3, "Misread.") == (event.corrects, event.reason)
    assert (HELD, TOMORROW) == (engagement.starts_on, engagement.ends_on)
    assert (4, 1) == (engagement.dated_in, engagement.titled_in)


def test_a_title_is_corrected_in_the_name_of_the_fact_that_was_wrong() -> None:
    engagement = agreed()
    engagement.correct_title("Isyyys", "Misread.")

    engagement.correct_title(" Isyys  nyt ", " Mistyped. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.TitleCorrected)
    assert ("Isyys nyt", 3, "Mistyped.") == (event.title, event.corrects, event.reason)
    assert ("Isyys nyt", 4, 1) == (engagement.title, engagement.titled_in, engagement.dated_in)


def test_an_engagement_does_not_lose_its_title() -> None:
    with pytest.raises(Missing) as refused:
        agreed().correct_title(" ", "Misread.")

    assert "title" == refused.value.about


@pytest.mark.parametrize("starts_on", ["2026-03-12", "2026-03-11", "2026-03", "2026"])
def test_an_engagement_is_delivered_once_it_may_have_begun(starts_on: str) -> None:
    engagement = agreed(Day(starts_on))

    engagement.deliver(TEN, today=TODAY)

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.Delivered)
    assert TEN == event.attendance == engagement.attendance
    assert (EngagementState.DELIVERED, 3) == (engagement.state, engagement.counted_in)


@pytest.mark.parametrize("starts_on", [TOMORROW, LATER])
def test_an_engagement_is_never_delivered_before_it_happens(starts_on: Day) -> None:
    with pytest.raises(NotYetHeld) as refused:
        agreed(starts_on).deliver(TEN, today=TODAY)

    assert (starts_on, (starts_on,)) == (refused.value.starts_on, refused.value.args)


def test_attendance_is_corrected_in_the_name_of_the_fact_that_was_wrong() -> None:
    engagement = delivered()

    engagement.correct_attendance(TWELVE, " Two  were late. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.AttendanceCorrected)
    assert (TWELVE, 3) == (event.attendance, event.corrects)
    assert "Two were late." == event.reason
    assert (TWELVE, 4) == (engagement.attendance, engagement.counted_in)


def test_attendance_that_was_not_counted_yet_is_not_corrected() -> None:
    with pytest.raises(NotYetHeld) as refused:
        agreed().correct_attendance(TWELVE, "Two were late.")

    assert HELD == refused.value.starts_on


@pytest.mark.parametrize(
    "command",
    [
        lambda attendance: agreed().deliver(attendance, today=TODAY),
        lambda attendance: delivered().correct_attendance(attendance, "Two were late."),
    ],
    ids=["deliver", "correct"],
)
def test_fewer_than_no_people_cannot_have_come(
    command: Callable[[tuple[Headcount, ...]], None],
) -> None:
    with pytest.raises(NegativeHeadcount):
        command((Headcount(-1),))


def test_an_engagement_is_called_off_for_a_reason() -> None:
    engagement, other = agreed(), agreed()

    engagement.cancel(" Nobody  came. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.Cancelled)
    assert "Nobody came." == event.reason
    assert EngagementState.CANCELLED is engagement.state
    assert EngagementState.AGREED is other.state


def test_saying_again_what_is_so_records_nothing() -> None:
    engagement = delivered()

    engagement.correct_days(HELD, None, "Misread.")
    engagement.correct_title(" Isyys ", "Misread.")
    engagement.correct_attendance(TEN, "Two were late.")

    assert delivered().version == engagement.version


def test_an_engagement_is_not_moved_to_the_days_it_is_on() -> None:
    engagement = agreed()

    engagement.reschedule(HELD, None, "The trainer is ill.")

    assert agreed().version == engagement.version


def test_what_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    engagement, other = agreed(), agreed()

    engagement.withdraw(" Entered  twice. ")

    event = engagement.pending_events[-1]
    assert isinstance(event, Engagement.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [engagement.withdrawn, other.withdrawn]


WITH_REASON: dict[str, Callable[[str], None]] = {
    "reschedule": lambda reason: agreed().reschedule(YESTERDAY, None, reason),
    "correct days": lambda reason: agreed().correct_days(YESTERDAY, None, reason),
    "correct title": lambda reason: agreed().correct_title("Isä", reason),
    "correct attendance": lambda reason: delivered().correct_attendance(TWELVE, reason),
    "cancel": lambda reason: agreed().cancel(reason),
    "withdraw": lambda reason: agreed().withdraw(reason),
}


@pytest.mark.parametrize("command", WITH_REASON.values(), ids=WITH_REASON)
def test_what_is_said_for_a_reason_needs_it(command: Callable[[str], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(" ")

    assert "reason" == refused.value.about
