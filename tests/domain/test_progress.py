"""How far projects and engagements have come, and that they never came so far."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Engagement, EngagementState, Form
from domain.project import Project, ProjectState
from domain.refusal import IsWithdrawn, Missing, Unprintable
from domain.undoing import ALL, NotUndoable, SaidAnew, Undoing

MAY, JUNE, JULY = map(Day, ("2026-05-04", "2026-06-01", "2026-07-01"))
TODAY = date(2026, 8, 1)
TEN, TWELVE = (Headcount(10),), (Headcount(12),)
WITHDRAWAL = {1: Undoing(ALL)}


def near_you() -> Project:
    return Project.plan("Near You", MAY, JULY, goal="Stay.", themes=("peers",))


def evening() -> Engagement:
    return Engagement.agree(Form.SESSION, "Evening", MAY)


OF_PROJECTS: dict[str, Callable[[Project], None]] = {
    "started": lambda one: one.start(MAY),
    "completed": lambda one: one.complete(JULY),
    "cancelled": lambda one: one.cancel(JUNE, "No funding."),
}
OF_ENGAGEMENTS: dict[str, Callable[[Engagement], None]] = {
    "delivered": lambda one: one.deliver(TEN, today=TODAY),
    "cancelled": lambda one: one.cancel("Nobody came."),
}


@pytest.mark.parametrize("move", OF_PROJECTS.values(), ids=OF_PROJECTS)
def test_a_project_never_came_as_far_as_was_said(move: Callable[[Project], None]) -> None:
    project = near_you()
    move(project)

    assert Undoing("state", ProjectState.PLANNED) == project.undoing(2)
    project.correct_state(" Another  project. ")

    said = project.pending_events[-1]
    assert isinstance(said, Project.StateCorrected)
    assert (ProjectState.PLANNED, 2, "Another project.") == (said.state, said.corrects, said.reason)
    assert ProjectState.PLANNED is project.state
    assert ({2}, WITHDRAWAL) == (project.undone, project.undoings())


@pytest.mark.parametrize("move", OF_ENGAGEMENTS.values(), ids=OF_ENGAGEMENTS)
def test_an_engagement_is_agreed_still(move: Callable[[Engagement], None]) -> None:
    engagement = evening()
    move(engagement)

    assert Undoing("state", EngagementState.AGREED) == engagement.undoing(2)
    engagement.correct_state("Another evening.")

    said = engagement.pending_events[-1]
    assert isinstance(said, Engagement.StateCorrected)
    assert (EngagementState.AGREED, 2, "Another evening.") == (
        said.state,
        said.corrects,
        said.reason,
    )
    assert (EngagementState.AGREED, (), 0) == (
        engagement.state,
        engagement.attendance,
        engagement.counted_in,
    )
    assert ({2}, WITHDRAWAL) == (engagement.undone, engagement.undoings())


def test_what_was_done_goes_on_where_it_had_come() -> None:
    project = near_you()
    project.start(MAY)
    project.complete(JULY)

    with pytest.raises(SaidAnew):
        project.undoing(2)
    project.correct_state("It goes on.")

    assert ProjectState.UNDER_WAY is project.state
    assert Undoing("state", ProjectState.PLANNED) == project.undoing(2)


def test_what_never_was_completed_may_be() -> None:
    project = near_you()
    project.complete(JUNE)
    project.correct_state("It goes on.")

    project.complete(JULY)

    assert ProjectState.COMPLETED is project.state


def test_who_came_is_counted_back_before_the_engagement_was_never_held() -> None:
    engagement = evening()
    engagement.deliver(TEN, today=TODAY)
    engagement.correct_attendance(TWELVE, "Two were late.")

    assert {**WITHDRAWAL, 3: Undoing("attendance", TEN)} == engagement.undoings()
    with pytest.raises(SaidAnew):
        engagement.undoing(2)
    engagement.correct_attendance(TEN, "Never so.")

    assert {3} == engagement.undone
    assert Undoing("state", EngagementState.AGREED) == engagement.undoing(2)


def test_what_is_held_after_all_is_counted_anew() -> None:
    engagement = evening()
    engagement.deliver(TEN, today=TODAY)
    engagement.correct_attendance(TWELVE, "Two were late.")
    engagement.correct_attendance(TEN, "Never so.")
    engagement.correct_state("Another evening.")

    engagement.deliver(TWELVE, today=TODAY)
    engagement.correct_attendance(TEN, "Misread.")

    assert 6 == vars(engagement.pending_events[-1])["corrects"]
    assert Undoing("attendance", TWELVE) == engagement.undoing(7)
    with pytest.raises(SaidAnew):
        engagement.undoing(6)
    assert {3, 2} == engagement.undone


def test_what_never_moved_cannot_be_undone() -> None:
    for one in (near_you(), evening()):
        with pytest.raises(NotUndoable):
            one.correct_state("Never so.")


@pytest.mark.parametrize("begin", [near_you, evening], ids=["project", "engagement"])
def test_that_it_never_came_so_far_needs_a_reason(
    begin: Callable[[], Project | Engagement],
) -> None:
    one = begin()
    one.cancel(JUNE, "Ill.") if isinstance(one, Project) else one.cancel("Ill.")

    with pytest.raises(Missing) as refused:
        one.correct_state(" ")

    assert "reason" == refused.value.about


def test_of_what_was_withdrawn_no_state_is_corrected() -> None:
    project = near_you()
    project.start(MAY)
    project.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        project.correct_state("Never so.")


def test_what_a_project_is_for_had_been_written_wrong() -> None:
    project = near_you()

    project.correct_goal(" Go. ", ("violence", "peers", "peers"), " Misread. ")

    said = project.pending_events[-1]
    assert isinstance(said, Project.GoalCorrected)
    assert ("Go.", ("peers", "violence"), 1, "Misread.") == (
        said.goal,
        said.themes,
        said.corrects,
        said.reason,
    )
    assert ("Go.", ("peers", "violence")) == (project.goal, project.themes)
    assert Undoing("goal", ("Stay.", ("peers",))) == project.undoing(2)


def test_a_goal_that_was_set_is_undone_by_the_one_of_before() -> None:
    project = near_you()
    project.set_goal("Go.", ())

    undoing = project.undoing(2)
    goal, themes = undoing.again
    project.correct_goal(goal, themes, "Never so.")

    assert Undoing("goal", ("Stay.", ("peers",))) == undoing
    assert ({2}, WITHDRAWAL) == (project.undone, project.undoings())
    assert 2 == vars(project.pending_events[-1])["corrects"]


def test_a_goal_that_was_right_is_not_corrected() -> None:
    project = near_you()

    project.correct_goal("Stay.", ("peers",), "Never so.")

    assert 1 == project.version


def test_a_corrected_goal_needs_a_reason_and_a_project() -> None:
    project = near_you()
    with pytest.raises(Missing) as refused:
        project.correct_goal("Go.", (), " ")
    assert "reason" == refused.value.about
    with pytest.raises(Unprintable) as unprintable:
        project.correct_goal("\0", (), "Misread.")
    assert "goal" == unprintable.value.about

    project.complete(JULY)
    project.correct_goal("Go.", (), "Misread.")
    project.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        project.correct_goal("Stay.", (), "Misread.")
