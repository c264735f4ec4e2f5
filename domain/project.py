"""Development or research work with a goal and a period."""

from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain import activity, progress
from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.identifier import identifiers
from domain.participation import Participations
from domain.project_over import ProjectIsOver, ProjectState
from domain.text import line, paragraphs

__all__ = ["Project", "ProjectIsOver", "ProjectState"]


class Project(progress.Progressing):
    """A project; its `starts_on` and `ends_on` may be open."""

    TOPIC = "crm.project.v1"

    class Created(Created):
        """The project was planned."""

        TOPIC = "crm.project.planned.v1"
        title: str
        starts_on: Day | None
        ends_on: Day | None
        goal: str
        themes: tuple[str, ...]
        identifiers: dict[str, str]

    class Started(progress.Moved):
        """Work began."""

        TOPIC = "crm.project.started.v1"
        TO = ProjectState.UNDER_WAY
        started_on: Day

    class Retitled(Fact):
        """It took another title on a day."""

        TOPIC = "crm.project.retitled.v1"
        title: str
        retitled_on: Day

    class TitleCorrected(Fact):
        """The title had been written wrong."""

        TOPIC = "crm.project.title_corrected.v1"
        title: str
        corrects: int
        reason: str

    class GoalSet(Fact):
        """What it is for, and the themes it is about."""

        TOPIC = "crm.project.goal_set.v1"
        goal: str
        themes: tuple[str, ...]

    class GoalCorrected(Fact):
        """Something else had been agreed."""

        TOPIC = "crm.project.goal_corrected.v1"
        goal: str
        themes: tuple[str, ...]
        corrects: int
        reason: str

    class Extended(Fact):
        """Its end was moved."""

        TOPIC = "crm.project.extended.v1"
        starts_on: Day | None
        ends_on: Day
        reason: str

    class PeriodCorrected(Fact):
        """Its days had been written wrong."""

        TOPIC = "crm.project.period_corrected.v1"
        starts_on: Day | None
        ends_on: Day | None
        corrects: int
        reason: str

    class PartyJoined(activity.Joined):
        """A party joined the project."""

        TOPIC = "crm.project.party_joined.v1"

    class PartyLeft(activity.Left):
        """A party left the project before its end."""

        TOPIC = "crm.project.party_left.v1"

    class PartyChangedRole(activity.RoleChanged):
        """A party took another role in the project."""

        TOPIC = "crm.project.party_changed_role.v1"

    class ParticipationCorrected(activity.ParticipationCorrected):
        """A participation in the project had been written wrong."""

        TOPIC = "crm.project.participation_corrected.v1"

    class ParticipationWithdrawn(activity.ParticipationWithdrawn):
        """A party had never taken part in the project."""

        TOPIC = "crm.project.participation_withdrawn.v1"

    class Completed(progress.Moved):
        """The work was done."""

        TOPIC = "crm.project.completed.v1"
        TO = ProjectState.COMPLETED
        completed_on: Day

    class Cancelled(progress.Moved):
        """It was called off, for a reason."""

        TOPIC = "crm.project.cancelled.v1"
        TO = ProjectState.CANCELLED
        cancelled_on: Day
        reason: str

    class StateCorrected(progress.StateCorrected):
        """It never began, was done or was called off as had been said."""

        TOPIC = "crm.project.state_corrected.v1"
        state: ProjectState

    class Withdrawn(Fact):
        """It had been recorded in error and never was a project."""

        TOPIC = "crm.project.withdrawn.v1"
        reason: str

    @classmethod
    def plan(
        cls,
        title: str,
        starts_on: Day | None = None,
        ends_on: Day | None = None,
        *,
        goal: str = "",
        themes: tuple[str, ...] = (),
        identified_by: dict[str, str] | None = None,
        known_as: UUID | None = None,
    ) -> Self:
        """Plan a project, under an id that is given or a new one. Raises EndsBeforeStart."""
        check_order(starts_on, ends_on)
        return cls(
            id=known_as,
            title=line(title, "title"),
            starts_on=starts_on,
            ends_on=ends_on,
            goal=paragraphs(goal, "goal"),
            themes=tuple(sorted(set(themes))),
            identifiers=identifiers(identified_by or {}),
        )

    def start(self, started_on: Day) -> None:
        """Begin the work."""
        self.check_open()
        if self.state is ProjectState.PLANNED:
            self.trigger_event(self.Started, started_on=started_on)

    def retitle(self, title: str, retitled_on: Day) -> None:
        """It changed: the project has another title from a day on."""
        self.check_open()
        if (title := line(title, "title")) != self.title:
            self._retitle(title, retitled_on)

    def correct_title(self, title: str, reason: str) -> None:
        """It was wrong: the title had been written wrong all along."""
        self.check_stands()
        if (title := line(title, "title")) != self.title:
            self._correct_title(title, self.titled_in, line(reason, "reason"))

    def set_goal(self, goal: str, themes: tuple[str, ...]) -> None:
        """Say what the project is for, and which themes it is about."""
        self.check_open()
        wanted = paragraphs(goal, "goal"), tuple(sorted(set(themes)))
        if wanted != (self.goal, self.themes):
            self._set_goal(*wanted)

    def correct_goal(self, goal: str, themes: tuple[str, ...], reason: str) -> None:
        """It was wrong: the project has been for something else all along."""
        self.check_stands()
        wanted = paragraphs(goal, "goal"), tuple(sorted(set(themes)))
        if wanted != (self.goal, self.themes):
            self._correct_goal(*wanted, self.said_by("goal"), line(reason, "reason"))

    def extend(self, ends_on: Day, reason: str) -> None:
        """It changed: the project ends on another day."""
        self.check_open()
        check_order(self.starts_on, ends_on)
        if ends_on != self.ends_on:
            self._extend(self.starts_on, ends_on, line(reason, "reason"))

    def correct_period(self, starts_on: Day | None, ends_on: Day | None, reason: str) -> None:
        """It was wrong: the project's days had been written wrong all along."""
        self.check_stands()
        check_order(starts_on, ends_on)
        if (starts_on, ends_on) != (self.starts_on, self.ends_on):
            self._correct_period(starts_on, ends_on, self.dated_in, line(reason, "reason"))

    def complete(self, completed_on: Day) -> None:
        """Close the project: it takes corrections, but nothing new."""
        self.check_open()
        check_order(self.starts_on, completed_on)
        self.trigger_event(self.Completed, completed_on=completed_on)

    def cancel(self, cancelled_on: Day, reason: str) -> None:
        """Call the project off."""
        self.check_open()
        reason = line(reason, "reason")
        self.trigger_event(self.Cancelled, cancelled_on=cancelled_on, reason=reason)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a project."""
        self.check_stands()
        self._withdraw(line(reason, "reason"))

    def check_open(self) -> None:
        """Raise ProjectIsOver once the project is completed or cancelled."""
        super().check_open()
        if self.state in {ProjectState.COMPLETED, ProjectState.CANCELLED}:
            raise ProjectIsOver(self.state)

    @event(Created)
    def __init__(
        self,
        title: str,
        starts_on: Day | None,
        ends_on: Day | None,
        goal: str,
        themes: tuple[str, ...],
        identifiers: dict[str, str],
        id: UUID | None = None,  # noqa: A002 - the library takes it by this name
    ) -> None:
        self.title, self.titled_in = title, 1
        self.starts_on, self.ends_on, self.dated_in = starts_on, ends_on, 1
        self.goal, self.themes = goal, themes
        self.identifiers = identifiers
        self.state = ProjectState.PLANNED
        self.participations = Participations()
        self.withdrawn = False
        self.former, self.stands, self.undone = {}, {}, set()

    @event(Retitled)
    def _retitle(self, title: str, retitled_on: Day) -> None:
        self.changed("title", self.title, self.version + 1)
        self.title, self.titled_in = title, self.version + 1

    @event(TitleCorrected)
    def _correct_title(self, title: str, corrects: int, reason: str) -> None:
        self.corrected("title", self.title, title, self.version + 1)
        self.title, self.titled_in = title, self.version + 1

    @event(GoalSet)
    def _set_goal(self, goal: str, themes: tuple[str, ...]) -> None:
        self.changed("goal", (self.goal, self.themes), self.version + 1)
        self.goal, self.themes = goal, themes

    @event(GoalCorrected)
    def _correct_goal(self, goal: str, themes: tuple[str, ...], corrects: int, reason: str) -> None:
        before = self.goal, self.themes
        self.corrected("goal", before, (goal, themes), self.version + 1)
        self.goal, self.themes = goal, themes

    @event(Extended)
    def _extend(self, starts_on: Day | None, ends_on: Day, reason: str) -> None:
        self.changed("days", (self.starts_on, self.ends_on), self.version + 1)
        self.ends_on, self.dated_in = ends_on, self.version + 1

    @event(PeriodCorrected)
    def _correct_period(
        self, starts_on: Day | None, ends_on: Day | None, corrects: int, reason: str
    ) -> None:
        before = self.starts_on, self.ends_on
        self.corrected("days", before, (starts_on, ends_on), self.version + 1)
        self.starts_on, self.ends_on, self.dated_in = starts_on, ends_on, self.version + 1

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
