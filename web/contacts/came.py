"""Which contacts took part in an engagement, on its page, and the form that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from crm import vault
from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.contacts import questions as contacts
from crm.projections.contacts.questions import WorksAt
from crm.projections.directory.questions import names as names_of
from crm.projections.participation.profile import ActivityInFull, taking_part
from domain.day import Day
from web.acting import Act
from web.contacts.words import nameless
from web.form import Entered, Field, Form
from web.visit import Visit

if TYPE_CHECKING:
    from web.activities.show import Thing


@dataclass(frozen=True, slots=True)
class CameLine:
    """Somebody who came, and for which partner: where they worked on that day."""

    name: str
    partner: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to an engagement by name."""

    lines: list[CameLine]


def came(visit: Visit, activity: ActivityInFull) -> Came | None:
    """Return who came to an engagement; nothing of projects, and nothing to guests."""
    if activity.type != "engagement" or not visit.sees_all:
        return None
    ids = contacts.attendants(visit.crm.database, activity.id, visit.clocks)
    return Came(_lines(visit, ids, _day_of(activity)))


def _day_of(activity: ActivityInFull) -> date | None:
    return Day(activity.starts).first if activity.starts else None


def _lines(visit: Visit, ids: list[UUID], day: date | None) -> list[CameLine]:
    database = visit.crm.database
    names = vault.names(database, ids, visit.clocks.known_at)
    partners, erased = _partners(visit, ids, day), contacts.erasures_among(database, ids)
    return [
        CameLine(
            names.get(one) or nameless(erased=erased[one]),
            partners.get(one, ""),
            visit.url(f"/contacts/{one}") if one in names else None,
        )
        for one in ids
    ]


def _partners(visit: Visit, ids: list[UUID], day: date | None) -> dict[UUID, str]:
    """Return by contact the name of the partner where they worked on a day."""
    found = contacts.positions_of(visit.crm.database, ids, visit.clocks) if ids else []
    held = {one.contact: one.partner for one in reversed(found) if one.holds_on(day)}
    names = names_of(visit.crm.database, set(held.values()))
    return {
        contact: names[partner].named(visit.language)
        for contact, partner in held.items()
        if partner in names
    }


def _saying(visit: Visit, engagement: "Thing") -> Form:
    ids = contacts.attendants(visit.crm.database, engagement.id, visit.clocks)
    options = _to_choose_from(visit, engagement, ids)
    known = {value for value, _label in options}
    nobody = _("Nobody is known at the partners who take part. Add a contact on a partner's page.")
    return Form(
        title=_("Which contacts came to %(title)s") % {"title": engagement.title},
        lead="" if options else nobody,
        fields=[
            Field(
                "contacts",
                _("Contacts who came"),
                "choices",
                [str(one) for one in ids if str(one) in known],
                options=options,
            )
        ],
        submit=_("Save"),
        cancel=f"/engagements/{engagement.id}",
        key="engagements",
    )


def _to_choose_from(visit: Visit, engagement: "Thing", ids: list[UUID]) -> list[tuple[str, str]]:
    """Return those who worked on its day at a partner that takes part, and those who came."""
    database, day = visit.crm.database, _day_of(engagement.full)
    parties = {one.party for one in taking_part(database, engagement.id, visit.clocks)}
    there = _there(visit, parties, day or visit.today)
    people = dict.fromkeys([*ids, *(one.contact for one in there)])
    names, partners = vault.names(database, people), _partners(visit, list(people), day)
    labelled = [(names[one], partners.get(one, ""), str(one)) for one in people if one in names]
    labelled.sort(key=lambda one: vault.sort_key(one[0]))
    return [
        (value, f"{name} ({partner})" if partner else name) for name, partner, value in labelled
    ]


def _there(visit: Visit, parties: Iterable[UUID], day: date) -> list[WorksAt]:
    database, clocks = visit.crm.database, visit.clocks
    return [
        found
        for party in sorted(parties)
        for found in contacts.contacts_at(database, party, clocks, day)
    ]


def _say(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    return visit.crm.say_which_contacts_came(engagement_id, typed.ids("contacts"), origin=origin)


SAYING_WHO_CAME = Act(_saying, _say)
