"""What can be asked to do with projects."""

from collections.abc import Iterable
from uuid import UUID

from crm.activities import Activities, TakesPart
from crm.log import Origin, Receipt
from crm.withdrawing import is_not_needed
from domain.day import Day
from domain.project import Project


class Projects(Activities):
    """Projects: planned, started, extended, completed, cancelled."""

    def plan_project(
        self,
        title: str,
        starts_on: Day | None = None,
        ends_on: Day | None = None,
        *,
        goal: str = "",
        themes: tuple[str, ...] = (),
        identified_by: dict[str, str] | None = None,
        parties: Iterable[TakesPart] = (),
        origin: Origin,
    ) -> Receipt:
        """Plan a project, with the parties that take part from the start."""
        self.check_terms([("theme", theme) for theme in themes])
        project = Project.plan(
            title, starts_on, ends_on, goal=goal, themes=themes, identified_by=identified_by
        )
        return self._record_with(project, parties, origin=origin)

    def start_project(self, project_id: UUID, started_on: Day, *, origin: Origin) -> Receipt:
        """Begin the work."""
        project = self.get(Project, project_id)
        project.start(started_on)
        return self.record(project, origin=origin)

    def retitle_project(
        self,
        project_id: UUID,
        title: str,
        retitled_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the project has another title from a day on."""
        project = self.get(Project, project_id, version)
        project.retitle(title, retitled_on)
        return self.record(project, origin=origin)

    def correct_project_title(
        self,
        project_id: UUID,
        title: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the title had been written wrong."""
        project = self.get(Project, project_id, version)
        project.correct_title(title, reason)
        return self.record(project, origin=origin)

    def set_project_goal(
        self,
        project_id: UUID,
        goal: str,
        themes: tuple[str, ...],
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Say what the project is for, and on which themes."""
        project = self.get(Project, project_id, version)
        themes = self._kept_themes(themes, project.themes)
        project.set_goal(goal, themes)
        return self.record(project, origin=origin)

    def extend_project(
        self,
        project_id: UUID,
        ends_on: Day,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the project ends on another day."""
        project = self.get(Project, project_id, version)
        project.extend(ends_on, reason)
        return self.record(project, origin=origin)

    def correct_project_period(
        self,
        project_id: UUID,
        starts_on: Day | None,
        ends_on: Day | None,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the project's days had been written wrong."""
        project = self.get(Project, project_id, version)
        project.correct_period(starts_on, ends_on, reason)
        return self.record(project, origin=origin)

    def complete_project(
        self, project_id: UUID, completed_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Close a project that is done."""
        project = self.get(Project, project_id, version)
        project.complete(completed_on)
        return self.record(project, origin=origin)

    def cancel_project(
        self,
        project_id: UUID,
        cancelled_on: Day,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Call a project off."""
        project = self.get(Project, project_id, version)
        project.cancel(cancelled_on, reason)
        return self.record(project, origin=origin)

    def withdraw_project(self, project_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a project. Raises StillNeeded."""
        project = self.get(Project, project_id)
        project.withdraw(reason)
        return self.record(project, origin=origin, rules=[is_not_needed(project_id)])
