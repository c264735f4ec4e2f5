"""Which entries of the log concern whom, besides what they are about: an index to the log."""

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
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
from domain.contact import Contact
from domain.engagement import Engagement
from domain.network import Network
from domain.outline import Described
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
    Network.MembershipWithdrawn: ("party_id",),
    Network.LeavingWithdrawn: ("party_id",),
    Partner.PlacedUnder: ("parent_id",),
    Partner.PlacementWithdrawn: ("parent_id",),
    Partner.StewardAssigned: ("colleague_id",),
    Partner.StewardshipWithdrawn: ("colleague_id",),
    Unit.Created: ("parent_id",),
    Unit.PlacedUnder: ("parent_id",),
    Unit.PlacementWithdrawn: ("parent_id",),
    Engagement.Created: ("project_id", "network_id"),
    Contact.Created: ("partner_id",),
    Contact.Moved: ("partner_id",),
    Contact.TookPart: ("engagement_id",),
    Contact.NeverTookPart: ("engagement_id",),
    Described: ("outline.project_id", "outline.network_id"),
}


class History(ReadModel):
    """Every event that concerns somebody, in the order of recording."""

    name = "history"
    version = 4
    tables = (CONCERNS,)

    def takes_any(self, events: AbstractSet[type]) -> bool:
        """Say whether events of any of these kinds may name somebody else."""
        return any(map(_others, cast("AbstractSet[Hashable]", events)))

    def take_all(self, entries: Sequence[Entry], writer: Writer) -> None:
        """Take events in that concern anybody but what they are about; the log knows that."""
        for entry in entries:
            event = entry.event
            for named in _others(cast("Hashable", type(event))):
                other: UUID | None = named(event)
                if other and other != entry.originator_id:
                    writer.insert(CONCERNS, (other, entry.position))


@cache
def _others(event: Hashable) -> tuple[Callable[[object], UUID | None], ...]:
    names = (names for kind, names in OTHERS.items() if issubclass(cast("type", event), kind))
    return tuple(map(attrgetter, next(names, ())))


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
    WITH concerning AS (
        SELECT notification_id AS position FROM crm_events WHERE originator_id = %(subject)s
        UNION ALL
        SELECT position FROM concerns WHERE subject = %(subject)s
    )
    SELECT position FROM concerning
    WHERE %(known_at)s::timestamptz IS NULL OR position <= (
        SELECT max(notification_id) FROM crm_events
        WHERE recorded_at <= %(known_at)s::timestamptz)
    ORDER BY position DESC LIMIT %(limit)s OFFSET %(offset)s
"""
