"""What the pages of projects and engagements have in common."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from web.acting import Page
from web.activities.show import Thing, activity_page, read
from web.history.undoing import UndoingController
from web.visit import Visit

Menu = Callable[[Visit, Thing], list[tuple[str, str]]]


class ActivitiesController(UndoingController):
    """Pages of projects or of engagements; `menu` gives what can be said, most likely first."""

    menu: ClassVar[Menu]

    def read(self, visit: Visit, subject_id: UUID) -> Thing:
        """Return an activity as known on the day asked of. Raises NotFound."""
        return read(visit, subject_id, self.subject.type)

    def profile(self, visit: Visit, thing: Thing) -> Page:
        """Show an activity: facts, who takes part, what happened."""
        return activity_page(visit, thing, self.subject.key, type(self).menu(visit, thing))
