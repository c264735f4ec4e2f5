"""What is done with data of contacts and colleagues alike: handing them out, erasing them."""

from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from crm.access import Right
from crm.audit import PERSON, note_reading
from crm.erasing import check_there
from web.access import ACTS, EXPORTS, STRONG, needs
from web.acting import Answer, Page
from web.form import Entered, show, take
from web.imports.running import RUNNING
from web.personal_data import forms
from web.personal_data.copy import copy_of, copy_page
from web.subjects import SubjectController
from web.visit import Visit

# Only for whoever answers for personal data, and only right after they showed who they are.
ANSWERING = needs(Right.PERSONAL_DATA) | ACTS | STRONG


class PersonalDataController(SubjectController):
    """Pages about what is held of people of one type."""

    @get("/{subject_id:uuid}/erasure", sync_to_thread=True, opt=ANSWERING)
    def erasing(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """What goes and what stays, before somebody is erased."""
        return show(visit, forms.erasing(visit, subject_id, self.subject.type))

    @post("/{subject_id:uuid}/erasure", sync_to_thread=True, opt=ANSWERING)
    def erase(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
    ) -> Answer:
        """Erase somebody for good."""
        answer = take(
            visit,
            entered,
            lambda: forms.erasing(visit, subject_id, self.subject.type),
            lambda typed: forms.erase(visit, subject_id, typed),
            lambda _receipt: f"{self.path}/{subject_id}",
        )
        if isinstance(answer, Redirect):
            RUNNING.forget_waiting()
        return answer

    @get("/{subject_id:uuid}/copy", sync_to_thread=True, opt=ANSWERING | EXPORTS)
    def copy(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Everything held of somebody, to be read; whoever asks is written down."""
        self._note(visit, subject_id)
        return copy_page(visit, subject_id)

    @get("/{subject_id:uuid}/copy.json", sync_to_thread=True, opt=ANSWERING | EXPORTS)
    def copy_json(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]
    ) -> Response[bytes]:
        """The same for machines."""
        self._note(visit, subject_id)
        return copy_of(visit, subject_id)

    def _note(self, visit: Visit, subject_id: UUID) -> None:
        check_there(visit.crm, subject_id, self.subject.type)
        note_reading(visit.crm.database, visit.viewer.account_id, PERSON, str(subject_id))
