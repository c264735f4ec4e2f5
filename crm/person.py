"""Everything that is held of one person, as the law lets them ask for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.erasing import check_there
from crm.projections.contacts import questions
from crm.projections.directory.colleagues import stays
from crm.projections.directory.questions import names as names_of
from crm.projections.participation import listing as participation
from crm.saved_views.keeping import views_of
from crm.signing_in.holders import Holder, accounts_of

# More than anybody takes part in.
MOST = 100_000


class Value(msgspec.Struct, frozen=True):
    """What a field held from an instant on; empty where it was taken away."""

    field: str
    value: str
    recorded_at: datetime


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where they worked, of contacts the partner, of colleagues the unit if they were in one.

    `until` is the last day there, or the first one elsewhere.
    """

    since: str | None
    until: str | None
    partner: str = ""
    unit: str = ""


class Ground(msgspec.Struct, frozen=True):
    """On which ground their data are held for a purpose."""

    purpose: str
    basis: str
    text_version: str
    given: str
    withdrawn: str | None


class TookPart(msgspec.Struct, frozen=True):
    """What they took part in."""

    title: str
    form: str
    day: str | None


class Said(msgspec.Struct, frozen=True):
    """An event of the log that is about them."""

    position: int
    topic: str
    recorded_at: datetime
    data: dict[str, Any]


class SignedIn(msgspec.Struct, frozen=True):
    """Where they are signed in."""

    begun_at: datetime
    seen_at: datetime
    address: str | None
    browser: str | None


class Identity(msgspec.Struct, frozen=True):
    """As whom a provider knows them."""

    issuer: str
    subject: str
    bound_at: datetime


class View(msgspec.Struct, frozen=True):
    """A list that they keep under a name: where it is, and what it is asked."""

    name: str
    path: str
    asked: dict[str, list[str]]


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """With what a colleague signs in, from where they did, and as whom a provider knows them.

    With it go the views that they saved, where they did.
    """

    login: str
    name: str
    role: str
    closed: bool
    sessions: list[SignedIn]
    identities: list[Identity]
    saved_views: list[View] = []


class Person(msgspec.Struct, frozen=True):
    """All of it: `details` with everything they ever were, newest last."""

    id: UUID
    type: str
    details: list[Value]
    works_at: list[Place]
    held_for: list[Ground]
    took_part: list[TookPart]
    events: list[Said]
    accounts: list[Account]


def everything(crm: CRM, person_id: UUID, kind: str = "") -> Person:
    """Gather everything that is held of somebody, with a `kind` only if they are of that.

    Raises NotFound, PersonIsErased.
    """
    kind, database = check_there(crm, person_id, kind), crm.database
    return Person(
        id=person_id,
        type=kind,
        details=[
            Value(one.field, one.value, one.recorded_at)
            for one in vault.versions(database, person_id)
        ],
        works_at=_units(crm, person_id) if kind == "colleague" else _partners(crm, person_id),
        held_for=[
            Ground(one.purpose, one.basis, one.text_version, one.given_day, one.withdrawn_day)
            for one in questions.consents_of(database, person_id, Clocks())
        ],
        took_part=[
            TookPart(one.title, one.form, one.starts) for one in _activities(crm, person_id, kind)
        ],
        events=[
            Said(one.position, one.topic, one.recorded_at, msgspec.json.decode(one.state))
            for one in crm.entries_about(person_id)
        ],
        accounts=[_account(crm, one) for one in accounts_of(database, person_id)],
    )


def _partners(crm: CRM, contact_id: UUID) -> list[Place]:
    positions = questions.positions_of(crm.database, [contact_id], Clocks())
    names = names_of(crm.database, {one.partner for one in positions})
    return [
        Place(one.since_day, one.until_day, partner=names[one.partner].name) for one in positions
    ]


def _units(crm: CRM, colleague_id: UUID) -> list[Place]:
    found = stays(crm.database, colleague_id)
    names = names_of(crm.database, {one.unit for one in found if one.unit})
    return [
        Place(one.since, one.until or one.after, unit=names[one.unit].name if one.unit else "")
        for one in found
    ]


def _account(crm: CRM, holder: Holder) -> Account:
    account, database = [holder.account_id], crm.database
    return Account(
        holder.login,
        holder.name,
        holder.role,
        holder.closed,
        sessions=database.rows(SignedIn, SESSIONS, account),
        identities=database.rows(Identity, IDENTITIES, account),
        saved_views=[
            View(one.name, one.path, one.asked) for one in views_of(database, holder.account_id)
        ],
    )


def _activities(crm: CRM, person_id: UUID, kind: str) -> list[participation.ActivityRow]:
    wanted = participation.Wanted(parties=(person_id,))
    if kind == "contact":
        ids = tuple(questions.attended_by(crm.database, person_id, Clocks()))
        wanted = participation.Wanted(ids=ids)
    return participation.activities(crm.database, wanted, limit=MOST)


SESSIONS = """
    SELECT begun_at, seen_at, address, agent FROM session WHERE account_id = %s ORDER BY begun_at
"""
IDENTITIES = "SELECT issuer, subject, bound_at FROM identity WHERE account_id = %s ORDER BY 1, 2"
