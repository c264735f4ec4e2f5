"""What undoing a fact comes to, and when it can't be."""

from collections.abc import Callable
from uuid import UUID

import pytest

from domain.colleague import Colleague
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.names import Names
from domain.network import Network
from domain.outline import Outline
from domain.participation import Participation
from domain.partner import Description, OwnDescendant, Partner, Stage
from domain.project import Project
from domain.refusal import IsWithdrawn, Missing
from domain.undoing import ALL, NotUndoable, SaidAnew, Undoable, Undoing, UndoneAlready
from domain.unit import Unit

MAY, JUNE, JULY = map(Day, ("2026-05-04", "2026-06-01", "2026-07-01"))
CITY, COUNTY = Description("municipality"), Description("county")
AINO, EINO, PARENT = (UUID(int=number) for number in range(1, 4))
WITHDRAWAL = {1: Undoing(ALL)}


def vantaa() -> Partner:
    return Partner.register("City of Vantaa", CITY, identified_by={"oid": "1"}, since_on=MAY)


def near_you() -> Project:
    return Project.plan("Near You", MAY, JULY)


def evening() -> Engagement:
    return Engagement.agree(Form.SESSION, "Evening", MAY)


FIRST: dict[str, Callable[[], Undoable]] = {
    "partner": vantaa,
    "project": near_you,
    "engagement": evening,
    "unit": lambda: Unit.open(Names("Isätyö")),
    "network": lambda: Network.found("Isien verkosto"),
    "colleague": lambda: Colleague.join("Aino"),
}


@pytest.mark.parametrize("begin", FIRST.values(), ids=FIRST)
def test_the_first_fact_is_undone_by_a_withdrawal(begin: Callable[[], Undoable]) -> None:
    found = begin()

    assert WITHDRAWAL == found.undoings()
    assert Undoing(ALL) == found.undoing(1)
    assert not found.is_undone(1)


@pytest.mark.parametrize("begin", FIRST.values(), ids=FIRST)
def test_of_what_was_withdrawn_nothing_is_undone_any_more(begin: Callable[[], Undoable]) -> None:
    found = begin()
    found.withdraw("Entered twice.")  # type: ignore[attr-defined]

    assert {} == found.undoings()
    assert [True, False] == [found.is_undone(1), found.is_undone(2)]
    with pytest.raises(UndoneAlready):
        found.undoing(1)
    with pytest.raises(NotUndoable):
        found.undoing(2)


def test_of_who_was_erased_nothing_is_undone_any_more() -> None:
    erased = Colleague.join("Aino")
    erased.erase()

    assert {} == erased.undoings()


CHANGES: dict[str, tuple[Callable[[Partner], None], Undoing]] = {
    "name": (lambda one: one.rename("Vantaa", JUNE), Undoing("name", "City of Vantaa")),
    "description": (lambda one: one.describe(COUNTY, JUNE), Undoing("description", CITY)),
    "stage": (
        lambda one: one.move_stage(Stage.ENDED, JUNE, "So."),
        Undoing("stage", Stage.PROSPECT),
    ),
    "parent": (lambda one: one.place_under(PARENT, JUNE, below=set()), Undoing("parent")),
    "steward": (lambda one: one.assign_steward(AINO, JUNE), Undoing("steward")),
    "a number": (
        lambda one: one.give_identifier("eu-pic", "9"),
        Undoing("identifier", None, "eu-pic"),
    ),
    "another number": (
        lambda one: one.give_identifier("oid", "2"),
        Undoing("identifier", "1", "oid"),
    ),
    "a wrong name": (
        lambda one: one.correct_name("Vantaa", "Misread."),
        Undoing("name", "City of Vantaa"),
    ),
    "a wrong number": (
        lambda one: one.correct_identifier("oid", "2", "Misread."),
        Undoing("identifier", "1", "oid"),
    ),
}
UNDO: dict[str, Callable[[Partner, Undoing], None]] = {
    "name": lambda one, undoing: one.correct_name(undoing.again, "Never so."),
    "description": lambda one, undoing: one.correct_description(undoing.again, "Never so."),
    "stage": lambda one, _: one.withdraw_stage_move("Never so."),
    "parent": lambda one, _: one.withdraw_placement("Never so.", below=set()),
    "steward": lambda one, _: one.withdraw_stewardship("Never so."),
    "identifier": lambda one, undoing: one.correct_identifier(
        undoing.of, undoing.again or "", "Never so."
    ),
}


@pytest.mark.parametrize(("change", "undoing"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_a_partner_is_undone_by_what_was_so_before(
    change: Callable[[Partner], None], undoing: Undoing
) -> None:
    partner = vantaa()

    change(partner)

    assert {**WITHDRAWAL, 2: undoing} == partner.undoings()


@pytest.mark.parametrize(("change", "undoing"), CHANGES.values(), ids=CHANGES)
def test_once_undone_it_is_as_if_it_had_never_been_said(
    change: Callable[[Partner], None], undoing: Undoing
) -> None:
    partner, before = vantaa(), vantaa()
    change(partner)

    UNDO[undoing.about](partner, undoing)

    said = [
        (one.name, one.description, one.stage, one.parent_id, one.steward_id, one.identifiers)
        for one in (partner, before)
    ]
    assert said[0] == said[1]
    assert before.latest == partner.latest
    assert 2 == vars(partner.pending_events[-1])["corrects"]
    assert [True, False] == [partner.is_undone(2), partner.is_undone(3)]
    assert WITHDRAWAL == partner.undoings()
    with pytest.raises(UndoneAlready):
        partner.undoing(2)
    with pytest.raises(NotUndoable):
        partner.undoing(3)


@pytest.mark.parametrize("change", ["stage", "parent", "steward"])
def test_what_never_happened_is_said_with_the_day_and_a_reason(change: str) -> None:
    partner = vantaa()
    CHANGES[change][0](partner)

    with pytest.raises(Missing) as refused:
        {
            "stage": partner.withdraw_stage_move,
            "parent": lambda reason: partner.withdraw_placement(reason, below=set()),
            "steward": partner.withdraw_stewardship,
        }[change](" ")
    assert "reason" == refused.value.about
    UNDO[change](partner, CHANGES[change][1])

    said = vars(partner.pending_events[-1])
    assert (JUNE, 2, "Never so.") == (said["from_on"], said["corrects"], said["reason"])


@pytest.mark.parametrize("about", ["stage", "parent", "steward"])
def test_what_never_changed_cannot_be_undone(about: str) -> None:
    partner = vantaa()
    partner.rename("Vantaa", JUNE)

    with pytest.raises(NotUndoable):
        UNDO[about](partner, Undoing(about))


@pytest.mark.parametrize("about", ["stage", "parent", "steward"])
def test_of_a_withdrawn_partner_no_change_is_undone(about: str) -> None:
    partner = vantaa()
    CHANGES[about][0](partner)
    partner.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        UNDO[about](partner, Undoing(about))


def test_a_partner_does_not_come_back_under_what_is_part_of_it_by_now() -> None:
    partner = vantaa()
    partner.place_under(PARENT, MAY, below=set())
    partner.place_under(None, JUNE, below=set())

    with pytest.raises(OwnDescendant):
        partner.withdraw_placement("Never so.", below={PARENT})
    partner.withdraw_placement("Never so.", below={AINO})

    assert PARENT == partner.parent_id


def test_what_never_happened_says_what_is_so_all_along() -> None:
    partner = vantaa()
    partner.move_stage(Stage.ACTIVE, MAY, "They called.")
    partner.place_under(PARENT, MAY, below=set())
    partner.assign_steward(AINO, MAY)
    partner.move_stage(Stage.ENDED, JUNE, "So.")
    partner.place_under(None, JUNE, below=set())
    partner.assign_steward(EINO, JUNE)

    for about in ("stage", "parent", "steward"):
        UNDO[about](partner, Undoing(about))

    stage, parent, steward = map(vars, partner.pending_events[-3:])
    assert (Stage.ACTIVE, PARENT, AINO) == (
        stage["stage"],
        parent["parent_id"],
        steward["colleague_id"],
    )


def test_the_latest_of_two_changes_is_undone_first() -> None:
    partner = vantaa()
    partner.rename("Vantaa", JUNE)
    partner.rename("Vanda", JULY)

    with pytest.raises(SaidAnew):
        partner.undoing(2)
    UNDO["name"](partner, partner.undoing(3))

    assert ("Vantaa", (JUNE, 2)) == (partner.name, partner.latest["name"])
    assert Undoing("name", "City of Vantaa") == partner.undoing(2)


def test_a_correction_is_undone_before_what_it_corrected() -> None:
    partner = vantaa()
    partner.rename("Vanta", JUNE)
    partner.correct_name("Vantaa", "Misread.")

    with pytest.raises(SaidAnew):
        partner.undoing(2)
    UNDO["name"](partner, partner.undoing(3))
    UNDO["name"](partner, partner.undoing(2))

    assert {2, 3} == partner.undone
    assert ("City of Vantaa", (MAY, 1)) == (partner.name, partner.latest["name"])


def test_after_an_undone_change_another_may_be_dated_before_it() -> None:
    partner = vantaa()
    partner.rename("Vantaa", JULY)
    UNDO["name"](partner, partner.undoing(2))

    partner.rename("Vanda", JUNE)

    assert (JUNE, 4) == partner.latest["name"]


def test_a_number_that_was_taken_away_is_given_anew_and_not_brought_back() -> None:
    partner = vantaa()
    partner.correct_identifier("oid", "", "It was another's.")

    assert WITHDRAWAL == partner.undoings()


def test_a_number_that_is_given_again_is_undone_as_another() -> None:
    partner = vantaa()
    partner.correct_identifier("oid", "", "It was another's.")
    partner.give_identifier("oid", "3")

    assert Undoing("identifier", None, "oid") == partner.undoing(3)


def test_who_joined_is_undone_by_never_having_taken_part() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.join(EINO, "expert")

    assert {
        **WITHDRAWAL,
        2: Undoing("participation", None, 1),
        3: Undoing("participation", None, 2),
    } == (project.undoings())
    project.withdraw_participation(1, "Never so.")
    assert [True, False] == [project.is_undone(2), project.is_undone(3)]
    assert {1, 3} == project.undoings().keys()


def test_who_left_takes_part_again() -> None:
    project = near_you()
    project.join(AINO, "lead", MAY)
    project.leave(1, JUNE, "New plans.")

    assert Undoing("participation", Participation(AINO, "lead", MAY), 1) == project.undoing(3)
    with pytest.raises(SaidAnew):
        project.undoing(2)
    project.correct_participation(1, "lead", MAY, None, "Never so.")
    assert project.is_undone(3)
    assert Undoing("participation", None, 1) == project.undoing(2)


def test_a_last_day_that_was_right_after_all_undoes_its_correction() -> None:
    project = near_you()
    project.join(AINO, "lead", MAY, JULY)
    project.correct_participation(1, "lead", MAY, JUNE, "Misread.")

    project.correct_participation(1, "lead", MAY, JULY, "Never so.")

    assert {3} == project.undone


def test_a_second_leaving_cannot_be_undone_as_a_correction_would_not_say_that_one_left() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.leave(1, JULY, "New plans.")
    project.leave(1, JUNE, "Newer plans.")

    assert WITHDRAWAL == project.undoings()


def test_a_withdrawn_participation_takes_all_that_was_said_of_it_along() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.join(EINO, "expert")
    project.correct_participation(1, "expert", None, None, "Misread.")

    project.withdraw_participation(1, "Never so.")

    assert {2, 4} == project.undone


def test_another_role_is_undone_with_the_end_of_the_former() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)

    assert {**WITHDRAWAL, 3: Undoing("role", Participation(AINO, "lead"), (1, 2))} == (
        project.undoings()
    )
    project.correct_participation(1, "lead", None, None, "Never so.")
    project.withdraw_participation(2, "Never so.")
    assert {3} == project.undone
    assert Undoing("participation", None, 1) == project.undoing(2)


def test_another_role_that_was_corrected_since_is_undone_after_that() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)
    project.correct_participation(2, "trainer", JUNE, None, "Misread.")

    assert {1, 4} == project.undoings().keys()
    with pytest.raises(SaidAnew):
        project.undoing(3)


def test_of_a_new_role_that_never_was_the_former_alone_is_brought_back() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)
    project.withdraw_participation(2, "Never so.")

    assert Undoing("participation", Participation(AINO, "lead"), 1) == project.undoing(3)


def test_of_a_withdrawn_participation_nothing_is_undone_any_more() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.correct_participation(1, "expert", None, None, "Misread.")

    project.withdraw_participation(1, "Never so.")

    assert WITHDRAWAL == project.undoings()


def test_a_role_taken_later_stands_where_the_former_never_was() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)

    project.withdraw_participation(1, "Never so.")

    assert {2} == project.undone
    assert Undoing("participation", None, 2) == project.undoing(3)
    project.withdraw_participation(2, "Never so.")
    assert {2, 3} == project.undone


def test_of_two_changes_of_one_role_neither_is_undone_by_half() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JULY)
    project.change_role(1, "trainer", JUNE)

    assert WITHDRAWAL == project.undoings()
    with pytest.raises(SaidAnew):
        project.undoing(3)


def test_a_later_role_may_be_had_beside_the_former() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)

    project.correct_participation(1, "lead", None, None, "Went on as lead.")

    assert set() == project.undone
    assert Undoing("participation", None, 2) == project.undoing(3)
    project.correct_participation(1, "partner", None, None, "Misread.")
    assert Undoing("participation", Participation(AINO, "lead"), 1) == project.undoing(5)
    project.withdraw_participation(2, "Never so.")
    assert {3} == project.undone


def test_the_end_of_a_role_stands_where_the_later_one_never_was() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.change_role(1, "expert", JUNE)
    project.correct_participation(1, "partner", None, JUNE, "Misread.")

    project.withdraw_participation(2, "Never so.")

    assert set() == project.undone


@pytest.mark.parametrize(
    ("change", "undoing", "back"),
    [
        (
            lambda one: one.retitle("Nearer You", JUNE),
            Undoing("title", "Near You"),
            lambda one: one.correct_title("Near You", "Never so."),
        ),
        (
            lambda one: one.correct_title("Nearer You", "Misread."),
            Undoing("title", "Near You"),
            lambda one: one.correct_title("Near You", "Never so."),
        ),
        (
            lambda one: one.extend(Day("2027"), "Late."),
            Undoing("days", (MAY, JULY)),
            lambda one: one.correct_period(MAY, JULY, "Never so."),
        ),
        (
            lambda one: one.correct_period(JUNE, None, "Misread."),
            Undoing("days", (MAY, JULY)),
            lambda one: one.correct_period(MAY, JULY, "Never so."),
        ),
    ],
)
def test_a_change_of_a_project_is_undone_by_what_was_so_before(
    change: Callable[[Project], None], undoing: Undoing, back: Callable[[Project], None]
) -> None:
    project = near_you()

    change(project)
    assert undoing == project.undoing(2)
    back(project)

    assert {2} == project.undone
    assert WITHDRAWAL == project.undoings()


@pytest.mark.parametrize(
    ("change", "undoing", "back"),
    [
        (
            lambda one: one.reschedule(JUNE, None, "Ill."),
            Undoing("days", (MAY, MAY)),
            lambda one: one.correct_days(MAY, MAY, "Never so."),
        ),
        (
            lambda one: one.correct_days(JUNE, JULY, "Misread."),
            Undoing("days", (MAY, MAY)),
            lambda one: one.correct_days(MAY, MAY, "Never so."),
        ),
        (
            lambda one: one.correct_title("Morning", "Misread."),
            Undoing("title", "Evening"),
            lambda one: one.correct_title("Evening", "Never so."),
        ),
        (
            lambda one: one.describe(Outline(Form.SEMINAR), "More came."),
            Undoing("description", Outline(Form.SESSION)),
            lambda one: one.correct_description(Outline(Form.SESSION), "Never so."),
        ),
        (
            lambda one: one.correct_description(Outline(Form.SEMINAR), "Misread."),
            Undoing("description", Outline(Form.SESSION)),
            lambda one: one.correct_description(Outline(Form.SESSION), "Never so."),
        ),
    ],
)
def test_a_change_of_an_engagement_is_undone_by_what_was_so_before(
    change: Callable[[Engagement], None], undoing: Undoing, back: Callable[[Engagement], None]
) -> None:
    engagement = evening()

    change(engagement)
    assert undoing == engagement.undoing(2)
    back(engagement)

    assert {2} == engagement.undone
    assert WITHDRAWAL == engagement.undoings()


def test_of_a_withdrawn_project_no_participation_is_undone() -> None:
    project = near_you()
    project.join(AINO, "lead")
    project.withdraw("Entered twice.")

    assert {} == project.undoings()
