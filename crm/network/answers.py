"""Parties as answers name them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from crm.database import Database
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import PartyName


def as_json(party: PartyName) -> dict[str, Any]:
    """Return a party in the shape that every answer has: PARTY of the documentation."""
    return {
        "id": str(party.id),
        "name": party.plain,
        "kind": party.kind or party.type,
        "identifiers": party.identifiers,
    }


def named(database: Database, ids: Iterable[UUID]) -> dict[UUID, PartyName]:
    """Return the names of parties by id."""
    return directory.names(database, ids)
