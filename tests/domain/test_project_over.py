from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import Day
from domain.project import Project, ProjectIsOver, ProjectState
from domain.refusal import IsWithdrawn

START, WITHIN, END, LATE = map(Day, ("2025", "2025-06-01", "2026", "2027"))

NEW: dict[str, Callable[[Project], None]] = {
    "start": lambda project: project.start(WITHIN),
    "retitle": lambda project: project.retitle("Isät", WITHIN),
    "set goal": lambda project: project.set_goal("Fathers stay.", ()),
    "join": lambda project: project.join(UUID(int=2), "host"),
    "change role": lambda project: project.change_role(1, "host", WITHIN),
    "complete": lambda project: project.complete(END),
    "extend": lambda project: project.extend(LATE, "Late start."),
    "cancel": lambda project: project.cancel(WITHIN, "No funding."),
}
CORRECTIONS: dict[str, Callable[[Project], None]] = {
    "leave": lambda project: project.leave(1, WITHIN, "New job."),
    "correct participation": lambda project: project.correct_participation(
        1, "host", None, None, "Misread."
    ),
    "withdraw participation": lambda project: project.withdraw_participation(1, "Misread."),
    "correct title": lambda project: project.correct_title("Isät", "Misread."),
    "correct period": lambda project: project.correct_period(START, LATE, "Misread."),
    "withdraw": lambda project: project.withdraw("Entered twice."),
}
OVER: dict[ProjectState, Callable[[Project], None]] = {
    ProjectState.COMPLETED: NEW["complete"],
    ProjectState.CANCELLED: NEW["cancel"],
}


def planned() -> Project:
    """Plan one that Aino leads."""
    project = Project.plan("Isät mukaan", START, END)
    project.join(UUID(int=1), "lead")
    return project


def over(state: ProjectState) -> Project:
    project = planned()
    OVER[state](project)
    return project


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("command", NEW.values(), ids=NEW)
def test_a_project_that_is_over_takes_nothing_new(
    state: ProjectState, command: Callable[[Project], None]
) -> None:
    with pytest.raises(ProjectIsOver) as refused:
        command(over(state))

    assert state is refused.value.state


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("command", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_project_that_is_over_takes_corrections(
    state: ProjectState, command: Callable[[Project], None]
) -> None:
    project = over(state)

    command(project)

    assert (over(state).version + 1, state) == (project.version, project.state)


@pytest.mark.parametrize(
    "command", [*NEW.values(), *CORRECTIONS.values()], ids=[*NEW, *CORRECTIONS]
)
def test_what_was_withdrawn_takes_no_more_commands(command: Callable[[Project], None]) -> None:
    project = planned()
    project.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(project)
