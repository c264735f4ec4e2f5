"""The profile of a contact: who they are, where they worked and when, what they took part in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Response
from markupsafe import Markup

from crm import vault
from crm.access import Right
from crm.language import gettext as _
from crm.projections.contacts import questions as contacts
from crm.projections.contacts.questions import WorksAt
from crm.projections.directory.questions import names as names_of
from crm.projections.participation import listing as participation
from domain.day import Day
from domain.details import Details
from domain.refusal import NotFound
from web import words
from web.contacts import words as said
from web.personal_data.forms import acts as answering
from web.profiles.tabs import tabs_of
from web.profiles.telling import link
from web.restricting import veiled
from web.visit import Visit

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, with the version that forms are filled in on; `details` are empty once erased."""

    id: UUID
    version: int
    details: Details
    positions: list[WorksAt]
    erased: bool

    @property
    def name(self) -> str:
        """What they are called, in the reader's language if nothing is known of them."""
        return self.details.name or said.nameless(erased=self.erased)

    @property
    def now(self) -> WorksAt:
        """Where they work, or last worked."""
        return self.positions[0]


@dataclass(frozen=True, slots=True)
class Position:
    """A line of where somebody worked, and what they took part in from there."""

    partner: Markup | str
    days: str
    is_now: bool
    engagements: list[participation.ActivityRow]


def read(visit: Visit, contact_id: UUID) -> Person:
    """Return a contact as known on the day asked of. Raises NotFound."""
    database, clocks = visit.crm.database, visit.clocks
    standing = contacts.standing(database, contact_id)
    positions = contacts.positions_of(database, [contact_id], clocks)
    if not standing or not positions:
        raise NotFound("contact", str(contact_id))
    known = vault.details(database, [contact_id], clocks.known_at).get(contact_id, Details.NONE)
    version = visit.crm.version_of(contact_id)
    return Person(contact_id, version, known, positions, standing.erased)


def contact_page(visit: Visit, person: Person) -> Response[str]:
    """Show a contact; of an erased one what is left: where somebody worked, and took part."""
    at = f"/contacts/{person.id}"
    edits = visit.edits and not person.erased
    return visit.page(
        "contacts/show.html",
        "contacts",
        person=person,
        facts=_facts(visit, person, f"{at}/details" if edits else None),
        note=person.details.note if _may_know(visit) else "",
        positions=_positions(visit, person),
        consents=_consents(visit, person) if _may_know(visit) else [],
        edits=edits,
        answers=answering(at) if visit.may(Right.PERSONAL_DATA) and not person.erased else [],
        at=at,
        tab_list=tabs_of(visit, "contact", person.id, "profile"),
    )


def _may_know(visit: Visit) -> bool:
    """Say whether the viewer may know more than who somebody is: how to reach them, and why."""
    return bool(visit.someone and visit.someone.may(Right.CONTACTS))


def _facts(visit: Visit, person: Person, change: str | None) -> list[tuple[Any, ...]]:
    details = person.details
    rows: list[tuple[Any, ...]] = [(_("Job title"), details.job_title or "–", None, change)]
    if _may_know(visit):
        languages = dict(words.languages())
        rows += [
            (_("E-mail"), _mailto(details.email), None, change),
            (_("Telephone"), _tel(details.phone), None, change),
            (_("Language"), languages.get(details.language, details.language) or "–", None, change),
        ]
    return rows


def _mailto(email: str) -> Markup | str:
    # An address may hold what a mail program would take for a subject or a copy to others.
    to = quote(email, safe="@")
    return Markup('<a href="mailto:{}">{}</a>').format(to, email) if email else "–"


def _tel(phone: str) -> Markup | str:
    digits = "".join(one for one in phone if one in "+0123456789")
    return Markup('<a href="tel:{}">{}</a>').format(digits, phone) if digits else phone or "–"


def _positions(visit: Visit, person: Person) -> list[Position]:
    """Return where somebody worked, newest first, each with what they did from there.

    That somebody came to what is restricted is nothing to know of them: it isn't told at all.
    """
    database = visit.crm.database
    ids = tuple(contacts.attended_by(database, person.id, visit.clocks))
    wanted = participation.Wanted(visit.so_far, ids=ids)
    rows = veiled(visit, participation.activities(database, wanted, limit=SHOWN)) if ids else []
    names = names_of(database, {one.partner for one in person.positions})
    return [
        Position(
            partner=link(visit, names[one.partner]) if one.partner in names else "–",
            days=_days(visit, one),
            is_now=not one.until_day,
            engagements=[row for row in rows if row.title and _place(person, row) is one],
        )
        for one in person.positions
    ]


def _place(person: Person, row: participation.ActivityRow) -> WorksAt:
    """Return the position from which somebody took part: the one they had on that day.

    Where they had none on it, as before the first day that is known, it is the nearest one.
    """
    day = Day(row.starts).first if row.starts else None
    held = [one for one in person.positions if one.holds_on(day)]
    earlier = [one for one in person.positions if day and (not one.first or one.first <= day)]
    return next(iter(held or earlier), person.positions[-1])


def _days(visit: Visit, one: WorksAt) -> str:
    if not one.since_day and not one.until_day:
        return ""
    return f"{visit.written(one.since_day) or '…'} – {visit.written(one.until_day) or ''}".strip()


def _consents(visit: Visit, person: Person) -> list[tuple[str, str, str, str | None]]:
    """Return what is held for what purpose, on which ground, after which text, since when."""
    return [
        (
            said.purposes()[one.purpose],
            said.bases()[one.basis],
            _("text %(version)s, %(day)s")
            % {"version": one.text_version, "day": visit.written(one.given_day)},
            visit.written(one.withdrawn_day) if one.withdrawn_day else None,
        )
        for one in contacts.consents_of(visit.crm.database, person.id, visit.clocks)
    ]
