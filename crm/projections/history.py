"""Which entries of the log concern whom: an index from parties and activities to the log."""

from collections.abc import Hashable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import cast
from uuid import UUID

from crm.database import Database
from crm.log import Entry
from crm.projections.read_model import ReadModel
from crm.projections.writer import Table, Writer
from domain.activity import Joined, ParticipationWithdrawn
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.unit import Unit

CONCERNS = Table(
    "concerns",
    {"subject": "uuid NOT NULL", "position": "bigint NOT NULL"},
    "PRIMARY KEY (subject, position)",
)

# The fields of events that name somebody or something else that they concern.
OTHERS: dict[type, tuple[str, ...]] = {
    Joined: ("party_id",),
    ParticipationWithdrawn: ("party_id",),
    Network.MemberJoined: ("party_id",),
    Network.MemberLeft: ("party_id",),
    Partner.PlacedUnder: ("parent_id",),
    Partner.StewardAssigned: ("colleague_id",),
    Unit.Created: ("parent_id",),
    Unit.PlacedUnder: ("parent_id",),
    Engagement.Created: ("project_id", "network_id"),
}


class History(ReadModel):
    """Every event that concerns somebody, in the order of recording."""

    name = "history"
    version = 1
    tables = (CONCERNS,)

    def take(self, entry: Entry, writer: Writer) -> None:
        """Take any event in."""
        event, position = entry.event, entry.position
        writer.insert(CONCERNS, (entry.originator_id, position))
        for name in _others(cast("Hashable", type(event))):
            other: UUID | None = attrgetter(name)(event)
            if other and other != entry.originator_id:
                writer.insert(CONCERNS, (other, position))


@cache
def _others(event: Hashable) -> tuple[str, ...]:
    return next(
        (names for kind, names in OTHERS.items() if issubclass(cast("type", event), kind)), ()
    )


def concerning(
    database: Database,
    subject: UUID,
    known_at: datetime | None = None,
    *,
    limit: int = 100,
    offset: int = 0,
) -> list[int]:
    """Return the positions of the entries that concern somebody or something, newest first."""
    params = {"subject": subject, "limit": limit, "offset": offset, "known_at": known_at}
    return database.values(CONCERNING, params)


CONCERNING = """
    SELECT c.position FROM concerns c
    WHERE c.subject = %(subject)s AND (%(known_at)s::timestamptz IS NULL OR c.position <= (
        SELECT max(notification_id) FROM crm_events
        WHERE recorded_at <= %(known_at)s::timestamptz))
    ORDER BY c.position DESC LIMIT %(limit)s OFFSET %(offset)s
"""
