"""What the demonstration promises to those who show it, and to the features that name it."""

from datetime import date, timedelta

import pytest

from crm.application import CRM
from crm.clocks import HOME
from crm.demo import play
from crm.demo.cast import Step
from crm.demo.corrections import WRONG_COUNT, WRONG_DAY, WRONG_PARTNER, WRONG_ROLE
from crm.demo.happenings import FROM_TOWN, LATE, MONTH_ONLY, PLACED, RENAMED, TO_COUNTY, YEAR_ONLY
from crm.demo.partners import invented_business_id
from crm.demo.script import script
from crm.demo.years import Years
from crm.log import Entry, Origin
from crm.log.transfer import NotEmpty
from domain.colleague import Colleague
from domain.engagement import Engagement
from domain.identifier import business_id
from domain.network import Network
from domain.partner import Description, Partner, Stage
from domain.project import Project
from domain.unit import Unit

# Later than any day the tests are run on: the vocabularies of `crm` were set up at that day's
# clock, and the time of recording never runs backwards.
UNTIL = date(2039, 11, 24)
MANY = 10_000


# Playing takes seconds, so it is done once for all that only look at what came of it.
TOLD: list[Entry] = []


@pytest.fixture
def told(crm: CRM) -> list[Entry]:
    if not TOLD:
        play(crm, UNTIL)
        entries = crm.entries_after(0, MANY)
        TOLD.extend(entry for entry in entries if entry.metadata["source"] == "screen")
    return TOLD


@pytest.mark.slow
def test_the_network_is_as_large_as_it_is_said_to_be(told: list[Entry]) -> None:
    assert len(_of(told, Unit.Created)) == 6
    assert len(_of(told, Colleague.Created)) == 15
    assert len(_of(told, Partner.Created)) == 120
    assert len(_of(told, Network.Created)) == 4
    assert len(_of(told, Project.Created)) == 14
    assert len(_of(told, Engagement.Created)) == 400


@pytest.mark.slow
def test_playing_it_twice_adds_nothing(crm: CRM) -> None:
    play(crm, UNTIL)
    position = crm.position()

    play(crm, UNTIL)

    assert crm.position() == position > 2_500


@pytest.mark.slow
def test_everything_is_recorded_in_the_three_years_and_never_backwards(told: list[Entry]) -> None:
    recorded = [entry.recorded_at for entry in told]

    assert recorded == sorted(recorded)
    assert recorded[0].date() == Years(UNTIL).start
    assert UNTIL - timedelta(days=7) < recorded[-1].date() < UNTIL


@pytest.mark.slow
def test_what_the_features_speak_of_has_happened(told: list[Entry]) -> None:
    happened = {type(entry.event) for entry in told}

    assert happened >= {
        Unit.Closed,
        Colleague.AssignedToUnit,
        Colleague.PositionGiven,
        Colleague.Left,
        Partner.Renamed,
        Partner.PlacedUnder,
        Partner.StageMoved,
        Partner.StewardAssigned,
        Network.MemberLeft,
        Network.Dissolved,
        Project.PartyLeft,
        Project.Extended,
        Project.Completed,
        Project.Cancelled,
        Engagement.Rescheduled,
        Engagement.Cancelled,
        Engagement.DaysCorrected,
        Engagement.AttendanceCorrected,
        Engagement.ParticipationCorrected,
        Engagement.ParticipationWithdrawn,
    }


@pytest.mark.slow
def test_a_meeting_of_march_was_recorded_in_may(told: list[Entry]) -> None:
    agreed = _of(told, Engagement.Created)

    late = next(entry for entry in agreed if entry.event.title.startswith("Konsultaatio: mies v"))
    assert late.event.starts_on.first.month == 3
    assert late.recorded_at.month == 5


@pytest.mark.slow
def test_some_days_are_known_to_the_month_or_the_year_only(told: list[Entry]) -> None:
    partners = {len(entry.event.since_on.text) for entry in _of(told, Partner.Created)}
    engagements = {len(entry.event.starts_on.text) for entry in _of(told, Engagement.Created)}

    assert partners == engagements == {4, 7, 10}


@pytest.mark.slow
def test_relationships_go_quiet_and_come_back_and_end(told: list[Entry]) -> None:
    moves = [entry.event for entry in _of(told, Partner.StageMoved)]

    dormant = {move.originator_id for move in moves if move.stage is Stage.DORMANT}
    revived = {move.originator_id for move in moves if move.stage is Stage.ACTIVE} & dormant
    assert len(dormant - revived) == 6
    assert len(revived) == 4
    assert sum(move.stage is Stage.ENDED for move in moves) == 3


def test_it_is_never_played_among_real_partners(crm: CRM) -> None:
    crm.register_partner("Sipoon kunta", Description("municipality"), origin=Origin("someone"))

    with pytest.raises(NotEmpty):
        play(crm, UNTIL)

    assert len(_of(crm.entries_after(0, MANY), Partner.Created)) == 1


@pytest.mark.parametrize("months", range(12))
def test_the_same_day_tells_the_same_story(months: int) -> None:
    until = date(2027, 1 + months, 1 + 2 * months)

    told, again = script(until), script(until)

    assert [_said(step) for step in told] == [_said(step) for step in again]
    assert len({step.command_id for step in told}) == len(told)


@pytest.mark.parametrize("months", range(12))
def test_its_happenings_are_there_whatever_day_it_leads_up_to(months: int) -> None:
    steps = script(date(2027, 1 + months, 28))

    told = {(step.about, step.what) for step in steps}
    assert told >= {
        (RENAMED[0], "renamed"),
        (FROM_TOWN, "registered"),
        (TO_COUNTY, "registered"),
        (WRONG_DAY, "corrected"),
        (WRONG_COUNT, "corrected"),
        (WRONG_PARTNER, "withdrawn"),
        (WRONG_ROLE, "corrected"),
        (LATE, "agreed"),
        (MONTH_ONLY, "agreed"),
        (YEAR_ONLY, "agreed"),
        *((name, "placed") for name in PLACED),
    }
    assert sum(step.what == "agreed" for step in steps) == 400


def test_it_is_written_down_on_working_days_in_office_hours() -> None:
    local = [step.at.astimezone(HOME) for step in script(UNTIL)]

    assert {at.weekday() for at in local} == {0, 1, 2, 3, 4}
    assert all(8 <= at.hour <= 17 for at in local)


def test_its_business_ids_are_valid_and_begin_with_nine() -> None:
    invented = [invented_business_id(number) for number in range(120)]

    assert [business_id(one) for one in invented] == invented
    assert {one[0] for one in invented} == {"9"}
    assert len(set(invented)) == 120


def _of(entries: list[Entry], kind: type) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.event, kind)]


def _said(step: Step) -> tuple[object, ...]:
    return tuple(getattr(step, name) for name in ("at", "by", "about", "what"))


@pytest.mark.slow
def test_a_few_sessions_about_violence_are_sensitive_and_nothing_else(told: list[Entry]) -> None:
    sensitive = {entry.originator_id for entry in _of(told, Engagement.MarkedSensitive)}

    agreed = [entry.event for entry in _of(told, Engagement.Created)]
    themes = {event.originator_id: event.themes for event in agreed}
    assert 5 <= len(sensitive) <= 30
    assert all("violence" in themes[one] for one in sensitive)
