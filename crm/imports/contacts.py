"""Rows of contacts: new ones are added, changed ones say what changed, in the vault alone."""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import chain
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from crm import vault
from crm.clocks import Clocks, today
from crm.codes import check_languages
from crm.imports import faults
from crm.imports.profile import TableProfile
from crm.imports.taking import Numbered, Taking
from crm.imports.values import Cells, normal
from crm.projections.contacts.questions import positions_of
from crm.projections.directory import questions as directory
from domain.contact import Contact
from domain.day import Day
from domain.details import Details, changed, mail_address
from domain.identity_code import holds_identity_code
from domain.partner import PartnerHasEnded
from domain.refusal import Missing, Refusal, UnknownName
from domain.text import line, optional_line, paragraphs

Row = dict[str, str]
FIELDS = tuple(one.name for one in fields(Details))


class NoteWithCode(Refusal):
    """A note about somebody holds a personal identity code."""

    field = "note"


class ContactTaker:
    """Takes the rows of one table of contacts; `rules` keep the details of the latest chunk."""

    def __init__(self, taking: Taking, table: TableProfile, file: str) -> None:
        self.taking, self.table, self.file = taking, table, file
        self.cells = Cells(table)
        self.rules: list[Callable[..., None]] = []
        self.met: set[tuple[str, str, UUID]] = set()

    def take(self, chunk: list[Numbered]) -> list[Aggregate]:
        """Decide on some rows; the contacts that come of them are not yet recorded."""
        self.rules = []
        partners = self._partners([row for _, row in chunk])
        self.taking.look_for_ended(chain.from_iterable(partners.values()))
        known = _Known(self.taking, [self._details(row) for _, row in chunk])
        decided: list[Aggregate] = []
        for number, row in chunk:
            try:
                if contact := self._take(number, row, partners, known):
                    decided.append(contact)
            except Refusal as refusal:
                wrong = faults.all_of(refusal, self._checks(row, partners))
                self.taking.report.refuse(self.file, number, *wrong)
        return decided

    def _checks(self, row: Row, partners: dict[str, list[UUID]]) -> list[faults.Check]:
        """Return what is asked of the fields of a row; of a note with a code it was warned."""
        details = self._details(row)
        language, note = details.language, details.note
        return [
            lambda: line(details.name, "name"),
            lambda: self._partner(row, partners),
            lambda: mail_address(details.email),
            lambda: optional_line(details.phone, "phone"),
            lambda: optional_line(details.job_title, "job_title"),
            lambda: check_languages([language] if language else [], "language"),
            lambda: paragraphs("" if holds_identity_code(note) else note, "note"),
            lambda: self.cells.day(row, "since_on"),
        ]

    def _take(
        self, number: int, row: Row, partners: dict[str, list[UUID]], known: "_Known"
    ) -> Contact | None:
        details, partner = self._said(number, row), self._partner(row, partners)
        key = details.email.casefold(), details.name, partner
        if key in self.met:
            return None
        self.met.add(key)
        if not (held := known.person(details, partner)):
            return self._add(row, details, partner)
        return self._change(held, details, partner, known)

    def _add(self, row: Row, details: Details, partner: UUID) -> Contact:
        if partner in self.taking.ended:
            raise PartnerHasEnded(self.taking.ended[partner])
        contact = Contact.add(partner, details, self.cells.day(row, "since_on"))
        self.rules.append(vault.keeping(contact.id, changed(Details.NONE, details)))
        return contact

    def _change(self, held: UUID, details: Details, partner: UUID, known: "_Known") -> Contact:
        """Say what changed: an empty cell says nothing, nor does a partner of earlier days."""
        contact: Contact = self.taking.crm.get(Contact, held)
        before = known.details[held]
        after = _over(before, details)
        contact.change_details(before, after)
        if differing := changed(before, after):
            self.rules.append(vault.keeping(held, differing))
        if partner not in known.partners[held]:
            contact.move(partner, Day.of(today()))
        return contact

    def _details(self, row: Row) -> Details:
        return Details(**{name: self.cells.text(row, name).strip() for name in FIELDS})

    def _said(self, number: int, row: Row) -> Details:
        """Return the details of a row; warn of what is left out: a note with an identity code."""
        details = self._details(row)
        if holds_identity_code(details.note):
            self.taking.report.warn(self.file, number, NoteWithCode())
            details = replace(details, note="")
        check_languages([details.language] if details.language else [], "language")
        return details.checked()

    def _partners(self, rows: list[Row]) -> dict[str, list[UUID]]:
        """Return the partners that rows name, by what each says: an identifier, or a name."""
        said = [text for row in rows if (text := self._names(row))]
        if party := self.table.party:
            known = self.taking.known_parties(party.scheme, said)
            return {value: [partner] for value, partner in known.items()}
        found: dict[str, list[UUID]] = {}
        for (name, _place), ids in directory.partners_named(self.taking.crm.database, said).items():
            found.setdefault(name, []).extend(ids)
        return found

    def _names(self, row: Row) -> str:
        if party := self.table.party:
            return normal(party.scheme, row.get(party.column, "")) or ""
        return " ".join(self.cells.text(row, "partner").split())

    def _partner(self, row: Row, partners: dict[str, list[UUID]]) -> UUID:
        if not (said := self._names(row)):
            raise Missing("partner")
        if len(found := partners.get(said, [])) != 1:
            raise UnknownName("partner", said)
        return found[0]


class _Known:
    """Who is there of those that some rows speak of: their details, and where they ever worked."""

    def __init__(self, taking: Taking, said: list[Details]) -> None:
        database, clocks = taking.crm.database, Clocks()
        self.by_email = vault.by_email(database, {one.email for one in said if one.email})
        self.by_name = vault.by_name(database, {" ".join(one.name.split()) for one in said})
        addresses = Counter(one.email.casefold() for one in said)
        self.shared = {one for one, count in addresses.items() if count > 1}
        ids = [*chain.from_iterable([*self.by_email.values(), *self.by_name.values()])]
        self.details = vault.details(database, ids)
        self.partners: dict[UUID, set[UUID]] = {}
        for one in positions_of(database, ids, clocks) if ids else ():
            self.partners.setdefault(one.contact, set()).add(one.partner)

    def person(self, details: Details, partner: UUID) -> UUID | None:
        """Return who a row is about: by address, else by name at a partner of theirs.

        An address that several have, as an office's, says nothing without the name.
        """
        email = details.email.casefold()
        having = self.by_email.get(email, []) if email else []
        same = [one for one in having if self.details[one].name == details.name]
        if same or (len(having) == 1 and email not in self.shared):
            return (same or having)[0]
        alike = [
            one
            for one in self.by_name.get(details.name, [])
            if partner in self.partners[one] and not (details.email and self.details[one].email)
        ]
        return alike[0] if len(alike) == 1 else None


def _over(known: Details, said: Details) -> Details:
    """Return what is known, with what a row says over it."""
    new: dict[str, Any] = {name: value for name in FIELDS if (value := getattr(said, name))}
    return replace(known, **new)
