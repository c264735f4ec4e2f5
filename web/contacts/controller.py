"""Contacts: the list, the profile, and what can be said about one."""

from typing import ClassVar
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency

from crm.access import Right
from crm.erasing import check_there
from web.access import ACTS, needs
from web.acting import Page
from web.contacts import forms
from web.contacts.index import contacts_page
from web.contacts.likely import likely_fragment
from web.contacts.show import Person, contact_page, read
from web.personal_data.controller import PersonalDataController
from web.subjects import Subject
from web.visit import Visit


class ContactsController(PersonalDataController):
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

    @get("/likely", sync_to_thread=True, opt=ACTS)
    def likely(self, visit: NamedDependency[Visit]) -> Page:
        """Contacts that a name being typed may already be."""
        return likely_fragment(visit)
