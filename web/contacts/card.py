"""The people at a partner, on its profile."""

from dataclasses import dataclass
from uuid import UUID

from crm import contact_list, vault
from crm.access import Right
from crm.clocks import Clocks
from crm.projections.contacts.questions import contacts_at
from domain.details import Details
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
    there = contacts_at(database, partner_id, clocks, visit.today)
    known = vault.details(database, [one.contact for one in there], clocks.known_at)
    people = sorted(
        ((known.get(one.contact, Details.NONE), one.contact) for one in there),
        key=lambda pair: vault.sort_key(pair[0].name),
    )
    ever = contact_list.Wanted(Clocks(known_at=clocks.known_at), partner_id=partner_id)
    more = len(people) > SHOWN or contact_list.count(database, ever) > len(people)
    return ContactsCard(
        [_line(visit, details, contact) for details, contact in people[:SHOWN]],
        visit.url("/contacts", partner=partner_id) if more else None,
        visit.may(Right.CONTACTS),
    )


def _line(visit: Visit, details: Details, contact_id: UUID) -> ContactLine:
    knows = visit.someone and visit.someone.may(Right.CONTACTS)
    reached = details.phone or details.email if knows else ""
    about = ", ".join(filter(None, (details.job_title, reached)))
    return ContactLine(details.name, about, visit.url(f"/contacts/{contact_id}"))
