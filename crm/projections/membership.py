"""Who is a member of which co-operative network, when, and since when we know."""

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
)


class Membership(ReadModel):
    """The members of networks."""

    name = "membership"
    version = 1
    tables = (MEMBER,)
    indexes = "CREATE INDEX member_party ON member (party);"

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
        params = {
            "network": event.originator_id,
            "party": event.party_id,
            "at": entry.recorded_at,
            "left": event.left_on.text,
            "last": event.left_on.last,
            "position": entry.position,
        }
        writer.execute(LEAVE, params)

    @handles(Network.Withdrawn)
    def withdrawn(self, event: Network.Withdrawn, entry: Entry, writer: Writer) -> None:
        writer.execute(WITHDRAW, {"network": event.originator_id, "at": entry.recorded_at})


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

WITHDRAW = """
    UPDATE member SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE network = %(network)s AND upper_inf(recorded)
"""
