"""The people at a partner, on its profile."""

from dataclasses import dataclass
from uuid import UUID

from crm import vault
from crm.access import Right
from crm.projections.contacts.questions import ever_at
from domain.details import Details
from web.contacts.words import nameless
from web.visit import Visit

SHOWN = 12


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody who works there; `about` is their job title, and how they are reached."""

    name: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactsCard:
    """Who works there now, the way to all who ever did, and whether the viewer may add some."""

    lines: list[ContactLine]
    all_url: str | None
    adds: bool


def contacts_card(visit: Visit, partner_id: UUID) -> ContactsCard:
    """Return who works at a partner on the day asked of."""
    database, clocks = visit.crm.database, visit.clocks
    ever, day = ever_at(database, partner_id, clocks), clocks.last or visit.today
    there = [one for one in ever if one.holds_on(day)]
    known = vault.details(database, [one.contact for one in there], clocks.known_at)
    people = sorted(
        ((known.get(one.contact, Details.NONE), one.contact) for one in there),
        key=lambda pair: vault.sort_key(pair[0].name),
    )
    more = len(people) > SHOWN or len(ever) > len(there)
    return ContactsCard(
        [_line(visit, details, contact) for details, contact in people[:SHOWN]],
        visit.url("/contacts", partner=partner_id) if more else None,
        visit.may(Right.CONTACTS),
    )


def _line(visit: Visit, details: Details, contact_id: UUID) -> ContactLine:
    knows = visit.someone and visit.someone.may(Right.CONTACTS)
    reached = details.phone or details.email if knows else ""
    about = ", ".join(filter(None, (details.job_title, reached)))
    return ContactLine(
        details.name or nameless(erased=False), about, visit.url(f"/contacts/{contact_id}")
    )
