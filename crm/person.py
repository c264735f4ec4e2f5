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
from crm.projections.directory.questions import names as names_of
from crm.projections.participation import listing as participation


class Value(msgspec.Struct, frozen=True):
    """What a field held from an instant on; empty where it was taken away."""

    field: str
    value: str
    recorded_at: datetime


class Place(msgspec.Struct, frozen=True):
    """Where they worked; `until` is the last day there, or the first one elsewhere."""

    partner: str
    since: str | None
    until: str | None


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


class Person(msgspec.Struct, frozen=True):
    """All of it: `details` with everything they ever were, newest last."""

    id: UUID
    details: list[Value]
    works_at: list[Place]
    held_for: list[Ground]
    took_part: list[TookPart]
    events: list[Said]


def everything(crm: CRM, contact_id: UUID) -> Person:
    """Gather everything that is held of a contact. Raises NotFound, ContactIsErased."""
    check_there(crm, contact_id)
    database, clocks = crm.database, Clocks()
    positions = questions.positions_of(database, [contact_id], clocks)
    names = names_of(database, {one.partner for one in positions})
    ids = tuple(questions.attended_by(database, contact_id, clocks))
    activities = _activities(crm, ids)
    return Person(
        id=contact_id,
        details=[
            Value(one.field, one.value, one.recorded_at)
            for one in vault.versions(database, contact_id)
        ],
        works_at=[
            Place(names[one.partner].name, one.since_day, one.until_day) for one in positions
        ],
        held_for=[
            Ground(one.purpose, one.basis, one.text_version, one.given_day, one.withdrawn_day)
            for one in questions.consents_of(database, contact_id, clocks)
        ],
        took_part=[TookPart(one.title, one.form, one.starts) for one in activities],
        events=[
            Said(one.position, one.topic, one.recorded_at, msgspec.json.decode(one.state))
            for one in crm.entries_about(contact_id)
        ],
    )


def _activities(crm: CRM, ids: tuple[UUID, ...]) -> list[participation.ActivityRow]:
    wanted = participation.Wanted(ids=ids)
    return participation.activities(crm.database, wanted, limit=len(ids)) if ids else []
