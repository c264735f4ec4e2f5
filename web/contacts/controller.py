"""Contacts: the list, the profile, what can be said about one, and the way to be forgotten."""

from functools import partial
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from crm.access import Right
from crm.audit import PERSON, note_reading
from crm.erasing import check_there
from web.access import ACTS, EXPORTS, STRONG, needs
from web.acting import Answer, Page, show_act, take_act
from web.contacts import forms
from web.contacts.copy import copy_of, copy_page
from web.contacts.index import contacts_page
from web.contacts.show import Person, contact_page, read
from web.form import Entered
from web.imports.controller import RUNNING
from web.subjects import Subject, SubjectController
from web.visit import Visit

# Only for whoever answers for personal data, and only right after they showed who they are.
ANSWERING = needs(Right.PERSONAL_DATA) | ACTS | STRONG


class ContactsController(SubjectController):
    """Pages of contacts."""

    path = "/contacts"
    opt = needs(Right.CONTACTS)
    subject: ClassVar[Subject] = Subject(
        type="contact",
        key="contacts",
        index=contacts_page,
        creating=forms.adding,
        create=forms.add,
        acts=forms.ACTS,
    )

    def read(self, visit: Visit, subject_id: UUID) -> Person:
        """Return a contact as known on the day asked of, erased or not. Raises NotFound."""
        return read(visit, subject_id)

    def to_change(self, visit: Visit, subject_id: UUID) -> Person:
        """Return the same. Raises NotFound, PersonIsErased."""
        check_there(visit.crm, subject_id, self.subject.type)
        return self.read(visit, subject_id)

    def profile(self, visit: Visit, thing: Person) -> Page:
        """Show what is known of one."""
        return contact_page(visit, thing)

    @get("/{subject_id:uuid}/erasure", sync_to_thread=True, opt=ANSWERING)
    def erasing(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """What goes and what stays, before somebody is erased."""
        return show_act(visit, forms.ERASURE, "erasure", self.to_change(visit, subject_id))

    @post("/{subject_id:uuid}/erasure", sync_to_thread=True, opt=ANSWERING)
    def erase(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
    ) -> Answer:
        """Erase somebody for good."""
        at = f"{self.path}/{subject_id}"
        thing = partial(self.read, visit, subject_id)
        answer = take_act(visit, entered, forms.ERASURE, "erasure", thing, at)
        if isinstance(answer, Redirect):
            RUNNING.forget_waiting()
        return answer

    @get("/{subject_id:uuid}/copy", sync_to_thread=True, opt=ANSWERING)
    def copy(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Everything held of somebody, to be read; whoever asks is written down."""
        _note(visit, subject_id)
        return copy_page(visit, subject_id)

    @get("/{subject_id:uuid}/copy.json", sync_to_thread=True, opt={**ANSWERING, **EXPORTS})
    def copy_json(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]
    ) -> Response[bytes]:
        """The same for machines."""
        _note(visit, subject_id)
        return copy_of(visit, subject_id)


def _note(visit: Visit, subject_id: UUID) -> None:
    check_there(visit.crm, subject_id)
    note_reading(visit.crm.database, visit.viewer.account_id, PERSON, str(subject_id))
