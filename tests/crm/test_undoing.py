"""An event is undone by the correction or withdrawal that fits, and figures follow."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import Clocks
from crm.log import ChangedMeanwhile, Origin
from crm.network.filters import Filters
from crm.network.summary import summary
from crm.projections.directory.questions import names
from crm.projections.timeline.questions import happenings
from crm.undoing import undo
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form
from domain.identifier import IdentifierTaken
from domain.names import Names
from domain.outline import Outline
from domain.partner import Description, Stage
from domain.refusal import IsWithdrawn, Missing, StillNeeded
from domain.undoing import SaidAnew, Undoable, UndoneAlready

MAY, JUNE = Day("2026-05-04"), Day("2026-06-01")
CITY = Description("municipality", ("social",), "Vantaa", "FI")


def now() -> Origin:
    return Origin("Aino")


@pytest.fixture
def vantaa(crm: CRM) -> UUID:
    identified = {"eu-pic": "9"}
    return crm.register_partner(
        "City of Vantaa", CITY, identified_by=identified, since_on=MAY, origin=now()
    ).subject_id


@pytest.fixture
def laurea(crm: CRM) -> UUID:
    return crm.register_partner("Laurea", Description("university"), origin=now()).subject_id


@pytest.fixture
def near_you(crm: CRM, vantaa: UUID, laurea: UUID) -> UUID:
    parties = [TakesPart(vantaa, "lead"), TakesPart(laurea, "partner")]
    days = Day("2026"), Day("2026")
    return crm.plan_project("Near You", *days, parties=parties, origin=now()).subject_id


@pytest.fixture
def evening(crm: CRM) -> UUID:
    crm_ = crm.agree_engagement(Form.SESSION, "Evening", MAY, themes=("violence",), origin=now())
    return crm_.subject_id


def latest(crm: CRM, subject: UUID) -> int:
    return crm.version_of(subject)


def undo_latest(crm: CRM, subject: UUID) -> None:
    undo(crm, subject, latest(crm, subject), "Never so.", origin=now())


def undo_latest_that_can(crm: CRM, subject: UUID) -> None:
    undo(crm, subject, max(crm.get(Undoable, subject).undoings()), "Never so.", origin=now())


def kinds(crm: CRM, subject: UUID) -> list[str]:
    return [one.kind for one in happenings(crm.database, subject, Clocks())]


def happened(crm: CRM, subject: UUID) -> list[tuple[str, str | None, Any]]:
    return [(one.kind, one.day, one.data) for one in happenings(crm.database, subject, Clocks())]


Change = Callable[[CRM, UUID], object]
OF_PARTNERS: dict[str, tuple[Change, str]] = {
    "name": (lambda crm, one: crm.rename_partner(one, "Vanda", JUNE, origin=now()), "renamed"),
    "description": (
        lambda crm, one: crm.describe_partner(one, Description("county"), JUNE, origin=now()),
        "described",
    ),
    "stage": (
        lambda crm, one: crm.move_partner_stage(one, Stage.ENDED, JUNE, "So.", origin=now()),
        "stage_moved",
    ),
}


@pytest.mark.parametrize(("change", "kind"), OF_PARTNERS.values(), ids=OF_PARTNERS)
def test_an_undone_change_of_a_partner_leaves_it_as_it_was(
    crm: CRM, vantaa: UUID, laurea: UUID, change: Change, kind: str
) -> None:
    before = names(crm.database, [vantaa])[vantaa], kinds(crm, vantaa)
    change(crm, laurea)
    change(crm, vantaa)
    assert kind in kinds(crm, vantaa)

    undo_latest(crm, vantaa)

    assert before == (names(crm.database, [vantaa])[vantaa], kinds(crm, vantaa))
    assert kind in kinds(crm, laurea)
    said = crm.entries_about(vantaa)[-1].event
    assert (2, "Never so.") == (said.corrects, said.reason)


def test_a_partner_is_part_of_and_looked_after_as_before(
    crm: CRM, vantaa: UUID, laurea: UUID
) -> None:
    aino = crm.welcome_colleague("Aino", origin=now()).subject_id
    crm.place_partner(vantaa, laurea, JUNE, origin=now())
    undo_latest(crm, vantaa)
    crm.assign_steward(vantaa, aino, JUNE, origin=now())
    undo_latest(crm, vantaa)

    row = "SELECT parent_id, steward_id FROM party WHERE id = %s AND upper_inf(recorded)"
    assert {(None, None)} == set(crm.database.rows(lambda *found: found, row, [vantaa]))
    assert ["registered"] == kinds(crm, vantaa)


def test_a_number_goes_back_only_where_nobody_else_has_it_by_now(
    crm: CRM, vantaa: UUID, laurea: UUID
) -> None:
    crm.give_partner_identifier(vantaa, "eu-pic", "10", origin=now())
    crm.give_partner_identifier(laurea, "eu-pic", "9", origin=now())

    with pytest.raises(IdentifierTaken):
        undo_latest(crm, vantaa)
    undo_latest(crm, laurea)
    undo_latest(crm, vantaa)

    held = "SELECT value, party FROM identifier"
    assert {"9": vantaa} == crm.database.pairs(held)


def test_nothing_is_brought_back_under_what_was_withdrawn(
    crm: CRM, vantaa: UUID, laurea: UUID
) -> None:
    crm.place_partner(vantaa, laurea, MAY, origin=now())
    crm.place_partner(vantaa, None, JUNE, origin=now())
    crm.withdraw_partner(laurea, "Entered twice.", origin=now())

    with pytest.raises(IsWithdrawn):
        undo_latest(crm, vantaa)


def test_an_engagement_is_not_brought_back_into_a_project_that_was_withdrawn(
    crm: CRM, evening: UUID
) -> None:
    project = crm.plan_project("Near You", origin=now()).subject_id
    inside, outside = Outline(Form.SESSION, project_id=project), Outline(Form.SESSION)
    for outline in (inside, outside):
        crm.correct_engagement_description(evening, outline, "Misread.", origin=now())
    crm.withdraw_project(project, "Entered twice.", origin=now())

    with pytest.raises(IsWithdrawn):
        undo_latest(crm, evening)


OF_PROJECTS: dict[str, Change] = {
    "title": lambda crm, one: crm.retitle_project(one, "Nearer", JUNE, origin=now()),
    "days": lambda crm, one: crm.extend_project(one, Day("2027"), "Late.", origin=now()),
    "party": lambda crm, one: crm.leave_activity(one, 1, JUNE, "Gone.", origin=now()),
    "role": lambda crm, one: crm.change_role(one, 1, "expert", JUNE, origin=now()),
    "correction": lambda crm, one: crm.correct_participation(
        one, 1, "expert", None, None, "Misread.", origin=now()
    ),
}
OF_ENGAGEMENTS: dict[str, Change] = {
    "title": lambda crm, one: crm.correct_engagement_title(one, "Night", "Misread.", origin=now()),
    "days": lambda crm, one: crm.reschedule_engagement(one, JUNE, None, "Ill.", origin=now()),
    "description": lambda crm, one: crm.describe_engagement(
        one, Outline(Form.SEMINAR), "More came.", origin=now()
    ),
}
STATE = """
    SELECT title, starts, ends, form, themes FROM activity WHERE id = %s AND upper_inf(recorded)
"""
PARTIES = """
    SELECT party, role, from_day, until_day, left_early FROM participation
    WHERE activity = %s AND upper_inf(recorded) ORDER BY number
"""


def state(crm: CRM, activity: UUID) -> list[Any]:
    rows = [crm.database.rows(lambda *found: found, sql, [activity]) for sql in (STATE, PARTIES)]
    return [*rows, summary(crm.database, Filters(), crm.position()).pairs]


@pytest.mark.parametrize("change", OF_PROJECTS.values(), ids=OF_PROJECTS)
def test_an_undone_change_of_a_project_leaves_it_as_it_was(
    crm: CRM, near_you: UUID, vantaa: UUID, change: Change
) -> None:
    before = state(crm, near_you), kinds(crm, vantaa)
    change(crm, near_you)
    assert before[0] != state(crm, near_you)

    undo_latest(crm, near_you)

    assert before == (state(crm, near_you), kinds(crm, vantaa))


@pytest.mark.parametrize("days", [(JUNE, None), (Day("2026"), Day("2027"))])
def test_other_days_that_never_were_are_told_no_more(
    crm: CRM, evening: UUID, near_you: UUID, days: tuple[Day, Day | None]
) -> None:
    crm.correct_engagement_days(evening, Day("2026-05-05"), None, "Misread.", origin=now())
    before = happened(crm, evening), happened(crm, near_you)
    assert ["period_corrected", "agreed"] == sorted(kinds(crm, evening), reverse=True)

    crm.reschedule_engagement(evening, *days, "Ill.", origin=now())
    crm.correct_engagement_days(evening, Day("2026-05-07"), None, "Misread.", origin=now())
    crm.extend_project(near_you, Day("2028"), "Late.", origin=now())
    assert {"rescheduled", "period_corrected", "agreed"} == {*kinds(crm, evening)}
    for one in (evening, evening, near_you):
        undo_latest_that_can(crm, one)

    assert before == (happened(crm, evening), happened(crm, near_you))


@pytest.mark.parametrize("change", OF_ENGAGEMENTS.values(), ids=OF_ENGAGEMENTS)
def test_an_undone_change_of_an_engagement_leaves_it_as_it_was(
    crm: CRM, evening: UUID, change: Change
) -> None:
    before = state(crm, evening)
    change(crm, evening)
    assert before != state(crm, evening)

    undo_latest(crm, evening)

    assert before == state(crm, evening)


def test_who_took_another_role_is_told_so_still_once_what_came_later_is_undone(
    crm: CRM, near_you: UUID, vantaa: UUID
) -> None:
    crm.change_role(near_you, 1, "expert", JUNE, origin=now())
    before = happened(crm, vantaa)
    assert {"former": "lead", "role": "expert"} == before[0][2]

    crm.leave_activity(near_you, 3, Day("2026-08"), "Gone.", origin=now())
    undo_latest(crm, near_you)

    assert before == happened(crm, vantaa)


@pytest.mark.parametrize(
    ("role", "kind", "data"),
    [
        ("host", "changed_role", {"former": "lead", "role": "host"}),
        ("lead", "joined", {"role": "lead"}),
    ],
)
def test_a_corrected_role_is_told_as_it_was_taken(
    crm: CRM, near_you: UUID, vantaa: UUID, role: str, kind: str, data: dict[str, str]
) -> None:
    crm.change_role(near_you, 1, "expert", JUNE, origin=now())

    for day in (MAY, Day("2026-07")):
        crm.correct_participation(near_you, 3, role, day, None, "Misread.", origin=now())

    assert (kind, "2026-07", data) == happened(crm, vantaa)[0]


def test_who_never_came_is_counted_no_more(crm: CRM, near_you: UUID, vantaa: UUID) -> None:
    assert 1 == summary(crm.database, Filters(), crm.position()).pairs

    undo(crm, near_you, 2, "Another city.", origin=now())

    assert 0 == summary(crm.database, Filters(), crm.position()).pairs
    assert "joined" not in kinds(crm, vantaa)


def test_who_had_left_and_never_was_there_leaves_nothing_behind(
    crm: CRM, near_you: UUID, vantaa: UUID
) -> None:
    crm.leave_activity(near_you, 1, JUNE, "Gone.", origin=now())

    crm.withdraw_participation(near_you, 1, "Another city.", origin=now())

    assert ["registered"] == kinds(crm, vantaa)


def test_a_corrected_count_goes_back(crm: CRM, evening: UUID) -> None:
    counted = (Headcount(10),)
    crm.deliver_engagement(evening, counted, today=date(2026, 8, 1), origin=now())
    crm.correct_attendance(evening, (Headcount(12),), "Two were late.", origin=now())

    undo_latest(crm, evening)

    people = "SELECT people FROM activity WHERE id = %s AND upper_inf(recorded)"
    assert 10 == crm.database.value(people, [evening])


def test_what_was_begun_in_error_is_withdrawn_unless_others_rest_on_it(
    crm: CRM, near_you: UUID, vantaa: UUID, evening: UUID
) -> None:
    unit = crm.open_unit(Names("Isätyö"), origin=now()).subject_id
    network = crm.found_network("Isät", origin=now()).subject_id
    aino = crm.welcome_colleague("Aino", origin=now()).subject_id

    with pytest.raises(StillNeeded):
        undo(crm, vantaa, 1, "Entered twice.", origin=now())
    for one in (near_you, evening, unit, network, aino, vantaa):
        undo(crm, one, 1, "Entered twice.", origin=now())

    lives = crm.lives([near_you, evening, unit, network, aino, vantaa])
    assert all(isinstance(one, Undoable) and one.is_undone(1) for one in lives.values())


def test_an_undoing_needs_a_reason_and_is_done_once(crm: CRM, vantaa: UUID) -> None:
    crm.rename_partner(vantaa, "Vanda", JUNE, origin=now())

    with pytest.raises(Missing):
        undo(crm, vantaa, 2, " ", origin=now())
    undo_latest(crm, vantaa)

    with pytest.raises(UndoneAlready):
        undo(crm, vantaa, 2, "Never so.", origin=now())


def test_what_was_said_since_is_undone_first(crm: CRM, vantaa: UUID) -> None:
    crm.rename_partner(vantaa, "Vanda", MAY, origin=now())
    crm.rename_partner(vantaa, "Vanda stad", JUNE, origin=now())

    with pytest.raises(SaidAnew):
        undo(crm, vantaa, 2, "Never so.", origin=now())


def test_what_somebody_else_changed_meanwhile_is_not_undone_unseen(crm: CRM, vantaa: UUID) -> None:
    crm.rename_partner(vantaa, "Vanda", JUNE, origin=now())
    crm.move_partner_stage(vantaa, Stage.ACTIVE, JUNE, "So.", origin=now())

    with pytest.raises(ChangedMeanwhile):
        undo(crm, vantaa, 2, "Never so.", version=2, origin=now())


def test_a_retired_term_may_stand_again(crm: CRM, vantaa: UUID) -> None:
    crm.describe_partner(vantaa, Description("county"), JUNE, origin=now())
    crm.retire_term("kind", "municipality", origin=now())

    undo_latest(crm, vantaa)

    assert "municipality" == names(crm.database, [vantaa])[vantaa].kind


def test_a_correction_that_was_undone_is_one_renaming_and_then_none(crm: CRM, vantaa: UUID) -> None:
    crm.rename_partner(vantaa, "Vanda", JUNE, origin=now())
    crm.correct_partner_name(vantaa, "Vantaa", "Misread.", origin=now())

    undo(crm, vantaa, 3, "It was right.", origin=now())
    [renamed] = [one for one in happenings(crm.database, vantaa, Clocks()) if one.kind == "renamed"]
    assert "Vanda" == renamed.data["name"]
    undo(crm, vantaa, 2, "Never so.", origin=now())

    assert ["registered"] == kinds(crm, vantaa)
