"""Two clocks: when it was so, and when we knew it; each question hears both."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import Clocks, end_of
from crm.log import Origin
from crm.network.filters import Filters
from crm.network.summary import summary
from crm.projections import membership
from crm.projections.directory import listing as parties
from crm.projections.directory import questions as directory
from crm.projections.history import concerning
from crm.projections.participation import listing
from crm.projections.participation.profile import activity, taking_part
from crm.projections.participation.recent import active, last_days, quiet, recent
from crm.projections.timeline.questions import happenings
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Stage

SCHOOL = Description("school")
TODAY = date(2026, 6, 30)
APRIL, JULY = end_of(date(2026, 4, 30)), end_of(date(2026, 7, 31))
MARCH = Clocks(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))


def at(day: str) -> Origin:
    """Give a command of Aino's that was recorded at noon of a day."""
    return Origin("Aino", recorded_at=datetime.combine(date.fromisoformat(day), _NOON, UTC))


_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC).time()


@pytest.fixture
def school(early: CRM) -> UUID:
    """Give a school that was registered in 2020."""
    return early.register_partner(
        "Opisto", SCHOOL, since_on=Day("2019"), stage=Stage.ACTIVE, origin=at("2020-01-02")
    ).subject_id


@pytest.fixture
def other(early: CRM, school: UUID) -> UUID:
    """Give another partner, which nothing is done with."""
    assert school
    return early.register_partner("Lukio", SCHOOL, origin=at("2020-01-03")).subject_id


def test_a_march_meeting_entered_in_may_was_not_known_in_april(
    early: CRM, school: UUID, other: UUID
) -> None:
    taking = [TakesPart(school, "host"), TakesPart(other, "participant")]
    meeting = early.agree_engagement(
        Form.MEETING, "Tapaaminen", Day("2026-03-12"), parties=taking, origin=at("2026-05-04")
    )

    now, then = MARCH, replace(MARCH, known_at=APRIL)

    database, position = early.database, early.position()
    assert [1, 0] == [listing.count(database, listing.Wanted(clocks=c)) for c in (now, then)]
    assert [1, 0] == [summary(database, Filters(c), position).pairs for c in (now, then)]
    assert [2, 0] == [len(active(database, c)) for c in (now, then)]
    assert [2, 0] == [len(taking_part(database, meeting.subject_id, c)) for c in (now, then)]
    assert activity(database, meeting.subject_id, now)
    assert activity(database, meeting.subject_id, then) is None
    assert ["joined"] == [h.kind for h in happenings(database, school, now)]
    assert [] == happenings(database, school, then)
    assert [[meeting.position - 1], []] == [
        concerning(database, school, known_at)[:-1] for known_at in (JULY, APRIL)
    ]


def test_a_name_holds_from_the_day_of_the_renaming(early: CRM, school: UUID, other: UUID) -> None:
    early.rename_partner(school, "Kansanopisto", Day("2025-08-01"), origin=at("2026-05-05"))

    assert "Opisto" == _name(early, school, date(2025, 7, 31))
    assert "Kansanopisto" == _name(early, school, date(2025, 8, 1))
    assert "Opisto" == _name(early, school, date(2026, 6, 30), APRIL)
    assert "Lukio" == _name(early, other, date(2026, 6, 30))
    assert ["Opisto"] == _former(early, school)
    assert [] == _former(early, other)


def test_a_corrected_name_is_known_as_it_was_written_before(early: CRM, school: UUID) -> None:
    early.rename_partner(school, "Kansanopsto", Day("2025-08"), origin=at("2026-03-05"))
    early.correct_partner_name(school, "Kansanopisto", "kirjoitusvirhe", origin=at("2026-05-05"))

    assert "Kansanopisto" == _name(early, school, date(2025, 8, 1))
    assert "Kansanopsto" == _name(early, school, date(2025, 8, 1), APRIL)
    assert "Opisto" == _name(early, school, date(2025, 7, 31))
    assert ["renamed"] == _kinds(early, school)[:1]
    now, then = (
        happenings(early.database, school, Clocks(known_at=known))[0] for known in (None, APRIL)
    )
    assert ("Kansanopisto", False) == (now.data["name"], now.corrected)
    assert ("Kansanopsto", True) == (then.data["name"], then.corrected)


def test_a_first_name_corrected_twice_is_no_renaming(early: CRM, school: UUID) -> None:
    early.correct_partner_name(school, "Opistto", "väärin", origin=at("2026-03-05"))
    early.correct_partner_name(school, "Kansanopisto", "väärin", origin=at("2026-05-05"))

    assert "renamed" not in _kinds(early, school)
    assert "Kansanopisto" == _name(early, school, date(2019, 1, 1))
    assert "Opisto" == _name(early, school, TODAY, end_of(date(2026, 1, 1)))


def test_a_corrected_renaming_corrected_again_is_one_renaming(early: CRM, school: UUID) -> None:
    early.rename_partner(school, "Kansanopsto", Day("2025-08"), origin=at("2026-03-05"))
    early.correct_partner_name(school, "Kansanopistto", "väärin", origin=at("2026-03-06"))
    early.correct_partner_name(school, "Kansanopisto", "väärin", origin=at("2026-03-07"))

    renamings = [h for h in happenings(early.database, school, Clocks()) if h.kind == "renamed"]

    assert [("Kansanopisto", "2025-08")] == [(h.data["name"], h.day) for h in renamings]


def test_what_a_partner_is_like_holds_from_the_day_it_changed(early: CRM, school: UUID) -> None:
    in_kuopio = Description("school", ("education",), "Kuopio")
    early.describe_partner(school, in_kuopio, Day("2025"), origin=at("2026-02-01"))
    in_iisalmi = Description("school", ("education",), "Iisalmi")
    early.correct_partner_description(school, in_iisalmi, "väärin", origin=at("2026-05-05"))

    def place(day: date, known_at: datetime | None = None) -> str | None:
        found = directory.party(early.database, school, Clocks(known_at=known_at), day)
        assert found
        return found.municipality

    assert (None, "Iisalmi") == (place(date(2024, 12, 31)), place(date(2025, 1, 1)))
    assert ("Kuopio", None) == (place(date(2025, 1, 1), APRIL), place(date(2024, 1, 1), APRIL))
    assert ["Iisalmi"] == parties.municipalities(early.database)


def test_a_stage_is_listed_on_its_days(early: CRM, school: UUID, other: UUID) -> None:
    early.move_partner_stage(
        school, Stage.DORMANT, Day("2026-02"), "hiljaa", origin=at("2026-05-05")
    )

    def dormant(day: date, known_at: datetime | None = None) -> list[UUID]:
        wanted = parties.Wanted("partner", Clocks(on=day, known_at=known_at), stages=("dormant",))
        return [row.id for row in parties.parties(early.database, wanted)]

    assert other
    assert ([], [school]) == (dormant(date(2026, 1, 31)), dormant(date(2026, 2, 1)))
    assert [] == dormant(date(2026, 2, 1), APRIL)


def test_a_closed_unit_is_listed_until_it_closed(early: CRM) -> None:
    names = Names("Itä-Suomi", "Östra Finland", None)
    unit = early.open_unit(names, Day("2020"), origin=at("2020-02-01")).subject_id
    early.rename_unit(unit, Names("Itä"), Day("2023"), origin=at("2023-02-01"))
    still = early.open_unit(Names("Länsi"), Day("2020"), origin=at("2020-02-02")).subject_id

    early.close_unit(unit, Day("2025-06"), origin=at("2026-05-05"))

    def units(day: date, *, ended: bool = False, known_at: datetime | None = None) -> set[UUID]:
        wanted = parties.Wanted("unit", Clocks(on=day, known_at=known_at), ended=ended)
        return {row.id for row in parties.parties(early.database, wanted)}

    assert ({still, unit}, {still}) == (units(date(2025, 6, 30)), units(date(2025, 7, 1)))
    assert {still, unit} == units(date(2025, 7, 1), known_at=APRIL)
    assert {still, unit} == units(date(2025, 7, 1), ended=True)
    found = directory.party(early.database, unit, Clocks(), TODAY)
    assert found
    assert ("2025-06", "Itä", "Itä") == (found.until, found.name, found.named("sv"))
    earlier = directory.party(early.database, unit, Clocks(), date(2021, 1, 1))
    assert earlier
    assert "Östra Finland" == earlier.named("sv")
    assert ("Itä", "unit") == (
        directory.names(early.database, [unit])[unit].name,
        directory.names(early.database, [unit])[unit].type,
    )


def test_what_was_withdrawn_is_known_as_it_was_before(
    early: CRM, school: UUID, other: UUID
) -> None:
    taking = [TakesPart(school, "lead"), TakesPart(other, "partner")]
    project = early.plan_project("Hanke", parties=taking, origin=at("2026-02-01")).subject_id
    early.withdraw_project(project, "tupla", origin=at("2026-05-05"))
    early.withdraw_partner(school, "tupla", origin=at("2026-05-06"))

    assert directory.party(early.database, school, Clocks(), TODAY) is None
    then = directory.party(early.database, school, Clocks(known_at=APRIL), TODAY)
    assert then
    assert "Opisto" == then.name
    assert "Opisto" == directory.names(early.database, [school])[school].name
    known = Clocks(), Clocks(known_at=APRIL)
    assert [0, 1] == [listing.count(early.database, listing.Wanted(clocks=c)) for c in known]
    assert [0, 2] == [len(taking_part(early.database, project, c)) for c in known]
    assert [0, 1] == [len(happenings(early.database, other, c)) for c in known]


def test_a_member_is_one_from_the_day_it_joined_to_the_day_it_left(
    early: CRM, school: UUID
) -> None:
    network = early.found_network("Isäverkosto", origin=at("2020-02-01")).subject_id
    early.join_network(network, school, "observer", Day("2024"), origin=at("2024-02-01"))
    early.leave_network(network, school, Day("2026-03-15"), origin=at("2026-05-05"))

    def members(day: date, known_at: datetime | None = None) -> list[str]:
        found = membership.members(early.database, network, Clocks(known_at=known_at), day)
        also = membership.memberships(early.database, school, Clocks(known_at=known_at), day)
        assert found == also
        return [member.role for member in found]

    assert [[], ["observer"]] == [members(date(2023, 12, 31)), members(date(2026, 3, 15))]
    assert [[], ["observer"]] == [members(date(2026, 3, 16)), members(date(2026, 3, 16), APRIL)]
    early.withdraw_network(network, "tupla", origin=at("2026-05-06"))
    assert [[], ["observer"]] == [members(date(2026, 3, 1)), members(date(2026, 3, 1), APRIL)]


def test_a_moved_engagement_moves_those_who_follow_it(early: CRM, school: UUID) -> None:
    taking = [TakesPart(school, "host")]
    engagement = early.agree_engagement(
        Form.SESSION, "Ilta", Day("2026-03-12"), parties=taking, origin=at("2026-02-01")
    ).subject_id
    early.reschedule_engagement(
        engagement, Day("2026-06-01"), None, "siirtyi", origin=at("2026-05-05")
    )

    now, then = MARCH, replace(MARCH, known_at=APRIL)
    assert [0, 1] == [len(active(early.database, c)) for c in (now, then)]
    assert ["2026-06-01", "2026-03-12"] == [
        happenings(early.database, school, Clocks(known_at=c))[0].day for c in (None, APRIL)
    ]


def test_who_came_is_counted_as_it_was_known(early: CRM, school: UUID) -> None:
    engagement = early.agree_engagement(
        Form.SESSION,
        "Ilta",
        Day("2026-03-12"),
        parties=[TakesPart(school, "host")],
        delivered=(Headcount(10), Headcount(5, "student", "education")),
        today=TODAY,
        origin=at("2026-04-01"),
    ).subject_id
    early.correct_attendance(engagement, (Headcount(12),), "laskettu", origin=at("2026-05-05"))

    wanted = [listing.Wanted(clocks=Clocks(known_at=known)) for known in (None, APRIL)]
    assert [12, 15] == [listing.people_reached(early.database, one) for one in wanted]
    found = activity(early.database, engagement, Clocks(known_at=APRIL))
    assert found
    assert [{"people": 10, "group": "other", "sector": None}] == (found.attendance or [])[:1]


def test_who_has_gone_quiet_is_found(early: CRM, school: UUID, other: UUID) -> None:
    for party, day in [(school, "2025-01-10"), (other, "2026-05-10"), (school, "2024-05")]:
        taking = [TakesPart(party, "host")]
        early.agree_engagement(
            Form.SESSION, "Ilta", Day(day), parties=taking, origin=at("2026-05-11")
        )

    found = quiet(early.database, date(2026, 1, 1), TODAY, Clocks())

    assert [(school, 2, date(2025, 1, 10))] == [(r.party, r.activities, r.last_on) for r in found]
    lately = recent(early.database, [school, other], date(2025, 1, 1), TODAY, Clocks())
    assert {school: 1, other: 1} == {party: one.activities for party, one in lately.items()}
    assert {school: date(2025, 1, 10), other: date(2026, 5, 10)} == {
        party: one.last_on for party, one in lately.items()
    }


def test_a_project_that_goes_on_keeps_nobody_from_going_quiet(
    early: CRM, school: UUID, other: UUID
) -> None:
    taking = [
        TakesPart(school, "partner", Day("2025-09"), Day("2025-12")),
        TakesPart(other, "lead", Day("2026-02-03")),
    ]
    early.plan_project("Hanke", Day("2025-03"), None, parties=taking, origin=at("2025-03-01"))
    coming = [TakesPart(school, "host")]
    early.agree_engagement(
        Form.SESSION, "Ilta", Day("2026-12-01"), parties=coming, origin=at("2026-05-01")
    )

    last = last_days(early.database, TODAY, Clocks())

    assert last == {school: date(2025, 12, 31), other: date(2026, 2, 3)}
    for since, silent in ((date(2026, 1, 1), [school]), (date(2025, 12, 31), [])):
        found = quiet(early.database, since, TODAY, Clocks())
        assert silent == [one.party for one in found]
        assert silent == [one for one, day in last.items() if day < since]


def test_who_joined_what_goes_on_was_last_met_that_day(
    early: CRM, school: UUID, other: UUID
) -> None:
    taking = [TakesPart(school, "partner", Day("2025-09")), TakesPart(other, "lead")]
    early.plan_project("Hanke", Day("2025-03"), None, parties=taking, origin=at("2025-03-01"))

    lately = recent(early.database, [school, other], date(2025, 6, 1), TODAY, Clocks())

    assert {school: date(2025, 9, 1), other: date(2025, 3, 1)} == {
        party: one.last_on for party, one in lately.items()
    }


def _name(crm: CRM, party: UUID, day: date, known_at: datetime | None = None) -> str:
    found = directory.party(crm.database, party, Clocks(known_at=known_at), day)
    assert found
    return found.name


def _former(crm: CRM, party: UUID) -> list[str]:
    found = directory.party(crm.database, party, Clocks(), date(2026, 6, 30))
    assert found
    return found.former


def _kinds(crm: CRM, party: UUID) -> list[str]:
    return [happening.kind for happening in happenings(crm.database, party, Clocks())]
