"""What was said of units, networks, colleagues, and of how far work has come, is undone whole."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest

from crm import undoing, vault
from crm.application import CRM
from crm.beginnings import correct_beginning
from crm.clocks import Clocks
from crm.log import Origin
from crm.opening import AllReadModels
from crm.projections.directory.questions import party
from crm.projections.membership import members
from crm.projections.rebuild import rebuild
from crm.projections.timeline.questions import happenings
from crm.undoing import undo
from domain.attendance import Headcount
from domain.colleague import Colleague, Position
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Partner
from domain.refusal import IsWithdrawn
from domain.undoing import Undoing
from tests.crm.contents import contents

APRIL, MAY, JUNE, JULY = map(Day, ("2026-04-01", "2026-05-04", "2026-06-01", "2026-07-01"))
TEN = (Headcount(10),)
TODAY = date(2026, 8, 1)
Make = Callable[[CRM], UUID]
Change = Callable[[CRM, UUID], object]


def now() -> Origin:
    return Origin("Aino")


def unit(crm: CRM) -> UUID:
    whole = crm.open_unit(Names("Keskus"), APRIL, origin=now()).subject_id
    names = Names("Isyystyö", "Faderskap")
    return crm.open_unit(names, MAY, whole, origin=now()).subject_id


def network(crm: CRM) -> UUID:
    found = crm.found_network("Verkosto", "Oppia.", MAY, origin=now()).subject_id
    crm.join_network(found, partner(crm), "coordinator", MAY, origin=now())
    return found


def network_with_a_guest(crm: CRM) -> UUID:
    partner(crm, "Vieras")
    return network(crm)


def guest(crm: CRM) -> UUID:
    found: UUID = crm.database.value("SELECT id FROM party WHERE name = 'Vieras'")
    return found


def partner(crm: CRM, name: str = "Opisto") -> UUID:
    return crm.register_partner(name, Description("school"), origin=now()).subject_id


def colleague(crm: CRM) -> UUID:
    return crm.welcome_colleague(
        "Aino Aalto", Position.EXPERT, unit(crm), MAY, origin=now()
    ).subject_id


def project(crm: CRM) -> UUID:
    days = Day("2026"), Day("2026")
    return crm.plan_project("Lähellä", *days, goal="Olla.", origin=now()).subject_id


def evening(crm: CRM) -> UUID:
    return crm.agree_engagement(Form.SESSION, "Ilta", MAY, origin=now()).subject_id


def host(crm: CRM, one: UUID) -> UUID:
    [member] = members(crm.database, one, Clocks(), TODAY)
    return member.party


def begin(day: Day | None) -> Change:
    """Let something have begun on another day."""
    return lambda crm, one: correct_beginning(crm, one, day, "Misread.", origin=now())


def dated_partner(crm: CRM) -> UUID:
    one = crm.register_partner("Opisto", Description("school"), since_on=MAY, origin=now())
    crm.rename_partner(one.subject_id, "Kansanopisto", JULY, origin=now())
    return one.subject_id


CASES: dict[str, tuple[Make, Change]] = {
    "a partner since earlier": (dated_partner, begin(APRIL)),
    "a partner since later": (dated_partner, begin(JUNE)),
    "a partner since ever": (dated_partner, begin(None)),
    "a unit since earlier": (unit, begin(APRIL)),
    "a network since a day": (network, begin(JUNE)),
    "a colleague since ever": (colleague, begin(None)),
    "a unit renamed": (unit, lambda c, one: c.rename_unit(one, Names("X"), JUNE, origin=now())),
    "a unit misspelt": (
        unit,
        lambda c, one: c.correct_unit_names(one, Names("X"), "So.", origin=now()),
    ),
    "a unit placed": (unit, lambda c, one: c.place_unit(one, None, JUNE, origin=now())),
    "a unit closed": (unit, lambda c, one: c.close_unit(one, JUNE, origin=now())),
    "a network renamed": (network, lambda c, one: c.rename_network(one, "X", JUNE, origin=now())),
    "a network misspelt": (
        network,
        lambda c, one: c.correct_network_name(one, "X", "So.", origin=now()),
    ),
    "a purpose": (network, lambda c, one: c.set_network_purpose(one, "X", origin=now())),
    "a member": (
        network_with_a_guest,
        lambda c, one: c.join_network(one, guest(c), "member", JUNE, origin=now()),
    ),
    "a member who left": (
        network,
        lambda c, one: c.leave_network(one, host(c, one), JUNE, origin=now()),
    ),
    "a network dissolved": (network, lambda c, one: c.dissolve_network(one, JUNE, origin=now())),
    "another unit": (colleague, lambda c, one: c.assign_colleague(one, None, JUNE, origin=now())),
    "another position": (
        colleague,
        lambda c, one: c.give_position(one, Position.LEADERSHIP, JUNE, origin=now()),
    ),
    "who left us": (colleague, lambda c, one: c.see_colleague_off(one, JUNE, origin=now())),
    "a project started": (project, lambda c, one: c.start_project(one, MAY, origin=now())),
    "a project completed": (project, lambda c, one: c.complete_project(one, JULY, origin=now())),
    "a project cancelled": (
        project,
        lambda c, one: c.cancel_project(one, JUNE, "So.", origin=now()),
    ),
    "a goal": (project, lambda c, one: c.set_project_goal(one, "X", ("violence",), origin=now())),
    "an evening held": (
        evening,
        lambda c, one: c.deliver_engagement(one, TEN, today=TODAY, origin=now()),
    ),
    "an evening cancelled": (
        evening,
        lambda c, one: c.cancel_engagement(one, "So.", origin=now()),
    ),
}
every_case = pytest.mark.parametrize(("make", "change"), CASES.values(), ids=CASES)


def undo_latest(crm: CRM, subject: UUID) -> None:
    undo(crm, subject, crm.version_of(subject), "Never so.", origin=now())


DAYS = [f"2026-{month:02}-15" for month in range(3, 13)]
# What is so on some days, and what is said to have happened, but for since when it is known.
KNOWN = {
    "party": """
        SELECT day || (to_jsonb(t) - 'version' - 'recorded' - 'valid')::text
        FROM party t, unnest(%(days)s::date[]) day WHERE valid @> day AND {known}
    """,
    "member": "SELECT (to_jsonb(t) - 'position' - 'recorded')::text FROM member t WHERE {known}",
    "activity": "SELECT (to_jsonb(t) - 'version' - 'recorded')::text FROM activity t WHERE {known}",
    "happening": """
        SELECT (to_jsonb(t) - 'position' - 'recorded' - 'said_in')::text
        FROM happening t WHERE {known}
    """,
}
FOUND = "SELECT DISTINCT name FROM named WHERE subject = %s AND current"


def known(crm: CRM, at: datetime | None = None) -> dict[str, list[str]]:
    """Return what is known now, or was at an instant."""
    known = "recorded @> %(at)s::timestamptz" if at else "upper_inf(recorded)"
    params = {"days": DAYS, "at": at}
    return {
        table: sorted(crm.database.values(sql.replace("{known}", known), params))
        for table, sql in KNOWN.items()
    }


@every_case
def test_what_was_undone_is_known_as_before(crm: CRM, make: Make, change: Change) -> None:
    one = make(crm)
    before, found = known(crm), crm.database.values(FOUND, [one])
    change(crm, one)
    assert before != known(crm)

    undo_latest(crm, one)

    assert before == known(crm)
    assert found == crm.database.values(FOUND, [one])


@every_case
def test_what_was_undone_is_rebuilt_the_same(crm: CRM, make: Make, change: Change) -> None:
    one = make(crm)
    change(crm, one)
    undo_latest(crm, one)
    live = contents(crm.database)

    rebuild(crm.database, AllReadModels().models)

    assert live == contents(crm.database)


@every_case
def test_before_it_was_undone_it_was_known_to_be_so(crm: CRM, make: Make, change: Change) -> None:
    one = make(crm)
    change(crm, one)
    said, then = known(crm), crm.database.value("SELECT clock_timestamp()")

    undo_latest(crm, one)

    assert said == known(crm, then)


def test_what_holds_on_the_last_day_holds_once_there_was_none(crm: CRM) -> None:
    one = unit(crm)
    crm.close_unit(one, JULY, origin=now())
    crm.rename_unit(one, Names("Vertaistyö"), JUNE, origin=now())

    undo(crm, one, 2, "Never so.", origin=now())

    named = {
        day: found.name
        for day in ("2026-05-10", "2026-06-10", "2027-01-01")
        if (found := party(crm.database, one, Clocks(on=date.fromisoformat(day)), TODAY))
    }
    assert {"2026-05-10": "Isyystyö", "2026-06-10": "Vertaistyö", "2027-01-01": "Vertaistyö"} == (
        named
    )


def test_who_came_and_went_twice_never_left_the_second_time(crm: CRM) -> None:
    one = network(crm)
    party_id = host(crm, one)
    crm.leave_network(one, party_id, JUNE, origin=now())
    crm.join_network(one, party_id, "member", JULY, origin=now())
    crm.leave_network(one, party_id, Day("2026-07-20"), origin=now())

    undo_latest(crm, one)

    stays = {
        day: [(member.role, member.left_day) for member in members(crm.database, one, Clocks(), on)]
        for day in ("2026-05-10", "2026-06-10", "2026-07-30")
        if (on := date.fromisoformat(day))
    }
    assert {
        "2026-05-10": [("coordinator", "2026-06-01")],
        "2026-06-10": [],
        "2026-07-30": [("member", None)],
    } == stays


def test_a_counted_evening_that_never_was_held_tells_of_nobody(crm: CRM) -> None:
    one = evening(crm)
    before = known(crm)
    crm.deliver_engagement(one, TEN, today=TODAY, origin=now())
    crm.correct_attendance(one, (Headcount(12),), "Late.", origin=now())
    undo_latest(crm, one)

    undo(crm, one, 2, "Another evening.", origin=now())

    assert before == known(crm)
    crm.deliver_engagement(one, TEN, today=TODAY, origin=now())
    people = "SELECT people FROM activity WHERE id = %s AND upper_inf(recorded)"
    assert 10 == crm.database.value(people, [one])


def test_nobody_is_a_member_again_who_was_recorded_in_error(crm: CRM) -> None:
    one = network(crm)
    party_id = host(crm, one)
    crm.leave_network(one, party_id, JUNE, origin=now())
    crm.withdraw_partner(party_id, "Entered twice.", origin=now())

    with pytest.raises(IsWithdrawn):
        undo_latest(crm, one)


def test_nobody_is_a_member_again_who_is_withdrawn_at_the_same_moment(
    crm: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = network(crm)
    party_id = host(crm, one)
    crm.leave_network(one, party_id, JUNE, origin=now())
    asked = undoing.check_may_be_so

    def and_meanwhile(crm: CRM, of: Undoing) -> None:
        asked(crm, of)
        crm.withdraw_partner(party_id, "Entered twice.", origin=now())

    monkeypatch.setattr(undoing, "check_may_be_so", and_meanwhile)

    with pytest.raises(IsWithdrawn):
        undo_latest(crm, one)


def test_nobody_works_again_in_a_unit_that_was_recorded_in_error(crm: CRM) -> None:
    one = colleague(crm)
    where = crm.get(Colleague, one).unit_id
    assert where
    crm.assign_colleague(one, None, JUNE, origin=now())
    crm.withdraw_unit(where, "Entered twice.", origin=now())

    with pytest.raises(IsWithdrawn):
        undo_latest(crm, one)


def test_why_something_of_a_colleague_never_was_lies_in_the_vault_alone(crm: CRM) -> None:
    one = colleague(crm)
    crm.see_colleague_off(one, JUNE, origin=now())

    undo(crm, one, 2, "Sairausloma, ei lähtö", origin=now())

    assert "Sairausloma" not in str(crm.entries_about(one))
    kept = {version.field: version.value for version in vault.versions(crm.database, one)}
    assert "Sairausloma, ei lähtö" == kept["reason"]


def test_an_undone_renaming_is_told_no_more_and_a_corrected_one_as_it_was(crm: CRM) -> None:
    one = unit(crm)
    crm.rename_unit(one, Names("Vertaistö"), JUNE, origin=now())
    crm.correct_unit_names(one, Names("Vertaistyö"), "Misread.", origin=now())
    told = "SELECT data ->> 'name' FROM happening WHERE kind = 'renamed' AND upper_inf(recorded)"
    assert ["Vertaistyö"] == crm.database.values(told)

    undo_latest(crm, one)
    assert ["Vertaistö"] == crm.database.values(told)
    undo(crm, one, 2, "Never so.", origin=now())

    assert [] == crm.database.values(told)


def test_a_colleague_who_never_left_may_look_after_partners_again(crm: CRM) -> None:
    one, school = colleague(crm), partner(crm)
    crm.see_colleague_off(one, JUNE, origin=now())
    undo_latest(crm, one)

    crm.assign_steward(school, one, JULY, origin=now())

    assert one == crm.get(Partner, school).steward_id


def test_who_began_on_another_day_is_there_from_that_day_on_and_what_changed_later_stays(
    crm: CRM,
) -> None:
    one = dated_partner(crm)
    then = crm.database.value("SELECT clock_timestamp()")

    correct_beginning(crm, one, JUNE, "Misread.", origin=now())

    spans = (
        "SELECT name || ' ' || valid FROM party WHERE id = %s AND upper_inf(recorded) ORDER BY 1"
    )
    assert ["Kansanopisto [2026-07-01,)", "Opisto [2026-06-01,2026-07-01)"] == (
        crm.database.values(spans, [one])
    )
    told = [(one.kind, one.day) for one in happenings(crm.database, one, Clocks())]
    assert [("renamed", JULY.text), ("registered", JUNE.text)] == told
    was = party(crm.database, one, Clocks(known_at=then), TODAY)
    assert was
    assert MAY.text == was.since


def test_what_was_undone_stands_in_the_way_of_no_later_first_day(crm: CRM) -> None:
    one = crm.register_partner("Opisto", Description("school"), since_on=APRIL, origin=now())
    crm.rename_partner(one.subject_id, "Kansanopisto", MAY, origin=now())
    undo_latest(crm, one.subject_id)

    correct_beginning(crm, one.subject_id, JUNE, "Misread.", origin=now())

    spans = "SELECT name || ' ' || valid FROM party WHERE id = %s AND upper_inf(recorded)"
    assert ["Opisto [2026-06-01,)"] == crm.database.values(spans, [one.subject_id])


def test_why_a_day_of_a_colleague_was_wrong_lies_in_the_vault_alone(crm: CRM) -> None:
    one = colleague(crm)

    correct_beginning(crm, one, APRIL, "Vanha sopimus", origin=now())

    assert "Vanha sopimus" not in str(crm.entries_about(one))
    kept = {version.field: version.value for version in vault.versions(crm.database, one)}
    assert "Vanha sopimus" == kept["reason"]
