"""What the pages of partners, units, colleagues and networks have in common."""

from dataclasses import replace
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.projections.directory.questions import Party
from web.acting import Page
from web.history.undoing import UndoingController
from web.profiles.collaborations import collaborations_page
from web.profiles.profile import read
from web.profiles.ties import ties_page
from web.visit import Visit


class PartiesController(UndoingController):
    """Pages of one type of party."""

    def read(self, visit: Visit, subject_id: UUID) -> Party:
        """Return a party as it was on the day asked of. Raises NotFound."""
        return read(visit, subject_id, self.subject.type)

    def to_change(self, visit: Visit, subject_id: UUID) -> Party:
        """Return the same with the version that a form is filled in on."""
        return replace(self.read(visit, subject_id), version=visit.crm.version_of(subject_id))

    @get("/{subject_id:uuid}/partners", sync_to_thread=True)
    def ties(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Everybody it worked with."""
        return ties_page(visit, self.read(visit, subject_id))

    @get("/{subject_id:uuid}/collaborations", sync_to_thread=True)
    def collaborations(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Everything it shared with anybody."""
        return collaborations_page(visit, self.read(visit, subject_id))
