"""Who is a member of which co-operative network, when, and since when we know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database
from crm.log import Entry
from crm.projections.ranges import days, since
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Table, Writer
from domain.network import Network

MEMBER = Table(
    "member",
    {
        "network": "uuid NOT NULL",
        "party": "uuid NOT NULL",
        "role": "text NOT NULL",
        "joined": "text",
        "left_day": "text",
        "valid": "daterange NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (network, party, position)",
    ("CREATE INDEX member_party ON member (party)",),
)


class Membership(ReadModel):
    """The members of networks."""

    name = "membership"
    version = 1
    tables = (MEMBER,)

    @handles(Network.MemberJoined)
    def joined(self, event: Network.MemberJoined, entry: Entry, writer: Writer) -> None:
        joined = event.joined_on
        row = (
            event.originator_id,
            event.party_id,
            event.role,
            joined.text if joined else None,
            None,
            days(joined, None),
            since(entry.recorded_at),
            entry.position,
        )
        writer.insert(MEMBER, row)

    @handles(Network.MemberLeft)
    def left(self, event: Network.MemberLeft, entry: Entry, writer: Writer) -> None:
        left = {"left": event.left_on.text, "last": event.left_on.last}
        writer.execute(LEAVE, {**_about(event, entry), **left, "position": entry.position})

    @handles(Network.MembershipWithdrawn)
    def never_joined(
        self, event: Network.MembershipWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        writer.execute(NEVER_JOINED, _about(event, entry))

    @handles(Network.LeavingWithdrawn)
    def never_left(self, event: Network.LeavingWithdrawn, entry: Entry, writer: Writer) -> None:
        said = {"corrects": event.corrects, "position": entry.position}
        writer.execute(NEVER_LEFT, {**_about(event, entry), **said})

    @handles(Network.Withdrawn)
    def withdrawn(self, event: Network.Withdrawn, entry: Entry, writer: Writer) -> None:
        writer.execute(WITHDRAW, {"network": event.originator_id, "at": entry.recorded_at})


def _about(
    event: Network.MemberLeft | Network.MembershipWithdrawn | Network.LeavingWithdrawn,
    entry: Entry,
) -> dict[str, Any]:
    return {"network": event.originator_id, "party": event.party_id, "at": entry.recorded_at}


LEAVE = """
    WITH known AS (
        UPDATE member SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE network = %(network)s AND party = %(party)s
          AND upper_inf(recorded) AND left_day IS NULL RETURNING *
    )
    INSERT INTO member
    SELECT network, party, role, joined, %(left)s, valid * daterange(NULL, %(last)s, '[]'),
           tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""

NEVER_JOINED = """
    UPDATE member SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE network = %(network)s AND party = %(party)s
      AND upper_inf(recorded) AND left_day IS NULL
"""

# They may have come and gone before, so it is asked which event said this.
NEVER_LEFT = """
    WITH known AS (
        UPDATE member SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE network = %(network)s AND party = %(party)s AND upper_inf(recorded)
          AND position = (
            SELECT notification_id FROM crm_events
            WHERE originator_id = %(network)s AND originator_version = %(corrects)s
          ) RETURNING *
    )
    INSERT INTO member
    SELECT network, party, role, joined, NULL, daterange(lower(valid), NULL),
           tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""

WITHDRAW = """
    UPDATE member SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE network = %(network)s AND upper_inf(recorded)
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A membership: of whom in which network, in which role, over which days as known."""

    network: UUID
    party: UUID
    role: str
    joined: str | None
    left_day: str | None


def members(database: Database, network: UUID, clocks: Clocks, on: date) -> list[Member]:
    """Return the members of a network on a day, as known at an instant."""
    params = {"id": network, "on": clocks.last or on, "known_at": clocks.known_at}
    return database.rows(Member, MEMBERS_THEN if clocks.known_at else MEMBERS, params)


def memberships(database: Database, party: UUID, clocks: Clocks, on: date) -> list[Member]:
    """Return the networks that a party is a member of on a day."""
    params = {"id": party, "on": clocks.last or on, "known_at": clocks.known_at}
    return database.rows(Member, OF_PARTY_THEN if clocks.known_at else OF_PARTY, params)


def members_among(database: Database, parties: Iterable[UUID]) -> set[UUID]:
    """Return which of some parties are or were members of any network."""
    return set(database.values(AMONG, [list(parties)]))


MEMBERS_STANDING = """
    SELECT DISTINCT network FROM member
    WHERE party = ANY (%(ids)s) AND upper_inf(recorded) AND left_day IS NULL
"""
AMONG = "SELECT DISTINCT party FROM member WHERE party = ANY (%s) AND upper_inf(recorded)"
SELECT = (
    "SELECT network, party, role, joined, left_day FROM member WHERE valid @> %(on)s::date AND "
)
NOW = " AND upper_inf(recorded) ORDER BY role, party"
THEN = " AND recorded @> %(known_at)s::timestamptz ORDER BY role, party"
MEMBERS = SELECT + "network = %(id)s" + NOW
MEMBERS_THEN = SELECT + "network = %(id)s" + THEN
OF_PARTY = SELECT + "party = %(id)s" + NOW
OF_PARTY_THEN = SELECT + "party = %(id)s" + THEN
