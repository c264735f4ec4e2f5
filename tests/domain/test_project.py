from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import Day, EndsBeforeStart
from domain.participation import Participations
from domain.project import Project, ProjectState
from domain.refusal import Missing, Unprintable

EARLY, START, WITHIN, END, LATE = map(Day, ("2024", "2025", "2025-06-01", "2026", "2027"))
KNOWN_AS = UUID(int=7)
GOAL, THEMES = "Fathers meet.\n\nAnd stay.", ("divorce", "fatherhood")


def planned() -> Project:
    return Project.plan(
        "Isät mukaan", START, END, goal=GOAL, themes=THEMES, identified_by={"stea": "C1"}
    )


def test_a_project_is_planned_with_a_period_a_goal_and_themes() -> None:
    project = planned()

    [event] = project.pending_events
    assert isinstance(event, Project.Created)
    assert ("Isät mukaan", START, END) == (event.title, event.starts_on, event.ends_on)
    assert (GOAL, THEMES, {"stea": "C1"}) == (event.goal, event.themes, event.identifiers)


def test_a_planned_project_is_as_its_event_says() -> None:
    project = planned()

    assert ("Isät mukaan", START, END) == (project.title, project.starts_on, project.ends_on)
    assert (GOAL, THEMES, {"stea": "C1"}) == (project.goal, project.themes, project.identifiers)
    assert (1, 1) == (project.titled_in, project.dated_in)
    assert (ProjectState.PLANNED, False) == (project.state, project.withdrawn)
    assert Participations() == project.participations


def test_a_project_is_planned_under_an_id_that_is_given_or_a_new_one() -> None:
    project, other = Project.plan("Isät mukaan", known_as=KNOWN_AS), planned()

    assert KNOWN_AS == project.id
    assert KNOWN_AS == project.pending_events[0].originator_id
    assert KNOWN_AS != other.id != planned().id


def test_a_project_may_be_planned_by_its_title_alone() -> None:
    project = Project.plan(" Isät  mukaan ")

    assert ("Isät mukaan", None, None) == (project.title, project.starts_on, project.ends_on)
    assert ("", (), {}) == (project.goal, project.themes, project.identifiers)


def test_what_was_typed_is_trimmed_and_themes_are_in_order_and_said_once() -> None:
    project = Project.plan("Isät", goal=" Meet. ", themes=("b", "a", "b"))

    assert ("Meet.", ("a", "b")) == (project.goal, project.themes)


def test_a_project_needs_a_title() -> None:
    with pytest.raises(Missing) as refused:
        Project.plan(" ")

    assert "title" == refused.value.about


def test_a_goal_is_free_text_that_can_be_shown() -> None:
    with pytest.raises(Unprintable) as refused:
        Project.plan("Isät mukaan", goal="\0")

    assert "goal" == refused.value.about


def test_a_project_cannot_be_planned_to_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        Project.plan("Isät mukaan", END, START)

    assert (END, START) == (refused.value.from_on, refused.value.until_on)


def test_work_begins_on_a_day() -> None:
    project = planned()

    project.start(WITHIN)

    event = project.pending_events[-1]
    assert isinstance(event, Project.Started)
    assert WITHIN == event.started_on
    assert ProjectState.UNDER_WAY is project.state


def test_work_begins_once() -> None:
    project = planned()
    project.start(WITHIN)

    project.start(END)

    assert 2 == project.version


def test_a_project_takes_another_title() -> None:
    project = planned()

    project.retitle(" Isät  yhdessä ", WITHIN)

    event = project.pending_events[-1]
    assert isinstance(event, Project.Retitled)
    assert ("Isät yhdessä", WITHIN) == (event.title, event.retitled_on)
    assert ("Isät yhdessä", 2, 1) == (project.title, project.titled_in, project.dated_in)


def test_a_title_is_corrected_in_the_name_of_the_fact_that_was_wrong() -> None:
    project = planned()
    project.retitle("Isät yhdessä", WITHIN)

    project.correct_title(" Isät  koolla ", " Misread. ")

    event = project.pending_events[-1]
    assert isinstance(event, Project.TitleCorrected)
    assert ("Isät koolla", 2, "Misread.") == (event.title, event.corrects, event.reason)
    assert ("Isät koolla", 3, 1) == (project.title, project.titled_in, project.dated_in)


@pytest.mark.parametrize(
    "command",
    [
        lambda project: project.retitle(" ", WITHIN),
        lambda project: project.correct_title(" ", "Misread."),
    ],
    ids=["retitle", "correct"],
)
def test_a_project_does_not_lose_its_title(command: Callable[[Project], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(planned())

    assert "title" == refused.value.about


@pytest.mark.parametrize(
    ("goal", "themes"),
    [("Fathers stay.", THEMES), (GOAL, ("peers",)), (" Fathers stay. ", ("peers", "peers"))],
)
def test_a_goal_and_themes_are_set_anew(goal: str, themes: tuple[str, ...]) -> None:
    project = planned()

    project.set_goal(goal, themes)

    event = project.pending_events[-1]
    assert isinstance(event, Project.GoalSet)
    assert (goal.strip(), tuple(dict.fromkeys(themes))) == (event.goal, event.themes)
    assert (event.goal, event.themes) == (project.goal, project.themes)


def test_a_goal_that_cannot_be_shown_is_not_set() -> None:
    with pytest.raises(Unprintable) as refused:
        planned().set_goal("\0", ())

    assert "goal" == refused.value.about


def test_a_project_is_extended_for_a_reason() -> None:
    project = planned()

    project.extend(LATE, " Late  start. ")

    event = project.pending_events[-1]
    assert isinstance(event, Project.Extended)
    assert (START, LATE, "Late start.") == (event.starts_on, event.ends_on, event.reason)
    assert (START, LATE, 2) == (project.starts_on, project.ends_on, project.dated_in)


def test_a_project_cannot_be_made_to_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        planned().extend(EARLY, "Early end.")

    assert (START, EARLY) == (refused.value.from_on, refused.value.until_on)


@pytest.mark.parametrize("days", [(EARLY, END), (START, LATE), (None, None)])
def test_a_period_is_corrected_in_the_name_of_the_fact_that_was_wrong(
    days: tuple[Day | None, Day | None],
) -> None:
    project = planned()
    project.retitle("Isät yhdessä", WITHIN)

    project.correct_period(*days, " Misread. ")

    event = project.pending_events[-1]
    assert isinstance(event, Project.PeriodCorrected)
    assert (*days, 1, "Misread.") == (
        event.starts_on,
        event.ends_on,
        event.corrects,
        event.reason,
    )
    assert (*days, 3) == (project.starts_on, project.ends_on, project.dated_in)


def test_a_period_cannot_be_corrected_to_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        planned().correct_period(END, START, "Misread.")

    assert (END, START) == (refused.value.from_on, refused.value.until_on)


def test_a_project_is_completed_on_a_day() -> None:
    project = planned()

    project.complete(END)

    event = project.pending_events[-1]
    assert isinstance(event, Project.Completed)
    assert END == event.completed_on
    assert ProjectState.COMPLETED is project.state


def test_a_project_cannot_be_completed_before_it_starts() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        planned().complete(EARLY)

    assert (START, EARLY) == (refused.value.from_on, refused.value.until_on)


def test_a_project_is_called_off_on_a_day_for_a_reason() -> None:
    project = planned()

    project.cancel(EARLY, " No  funding. ")

    event = project.pending_events[-1]
    assert isinstance(event, Project.Cancelled)
    assert (EARLY, "No funding.") == (event.cancelled_on, event.reason)
    assert ProjectState.CANCELLED is project.state


def test_saying_again_what_is_so_records_nothing() -> None:
    project = planned()

    project.retitle(" Isät mukaan ", WITHIN)
    project.correct_title(" Isät mukaan ", "Misread.")
    project.set_goal(GOAL, tuple(reversed(THEMES)))
    project.extend(END, "Late start.")
    project.correct_period(START, END, "Misread.")

    assert planned().version == project.version


def test_what_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    project, other = planned(), planned()

    project.withdraw(" Entered  twice. ")

    event = project.pending_events[-1]
    assert isinstance(event, Project.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [project.withdrawn, other.withdrawn]


WITH_REASON: dict[str, Callable[[Project, str], None]] = {
    "extend": lambda project, reason: project.extend(LATE, reason),
    "cancel": lambda project, reason: project.cancel(WITHIN, reason),
    "correct title": lambda project, reason: project.correct_title("Isät", reason),
    "correct period": lambda project, reason: project.correct_period(START, LATE, reason),
    "withdraw": lambda project, reason: project.withdraw(reason),
}


@pytest.mark.parametrize("command", WITH_REASON.values(), ids=WITH_REASON)
def test_what_is_said_for_a_reason_needs_it(command: Callable[[Project, str], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(planned(), " ")

    assert "reason" == refused.value.about
