"""Who took part lately, and who has gone quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database


@dataclass(frozen=True, slots=True)
class Recent:
    """How much a party took part lately, and the day it last did.

    Of what goes on, only the day it joined is known to have been a contact.
    """

    party: UUID
    activities: int
    last_on: date | None


def recent(
    database: Database, parties: list[UUID], from_on: date, until_on: date, clocks: Clocks
) -> dict[UUID, Recent]:
    """Return how often each party took part from a day to another, cancelled ones left out."""
    params = {
        "parties": parties,
        "from_on": from_on,
        "until_on": until_on,
        "known_at": clocks.known_at,
    }
    sql = RECENT.replace("{a}", clocks.known("a")).replace("{p}", clocks.known("p"))
    rows = database.rows(Recent, sql, params)
    return {row.party: row for row in rows}


@dataclass(frozen=True, slots=True)
class LastDone:
    """What a party took part in last, and its day."""

    party: UUID
    id: UUID
    type: str
    title: str
    last_on: date


def last_done(
    database: Database, parties: Sequence[UUID], until_on: date, clocks: Clocks, *, limit: int
) -> list[LastDone]:
    """Return what each of some parties took part in last up to a day, the latest first."""
    params = {"parties": list(parties), "until_on": until_on, "known_at": clocks.known_at}
    sql = LAST_DONE.replace("{a}", clocks.known("a")).replace("{p}", clocks.known("p"))
    return database.rows(LastDone, f"{sql} LIMIT {int(limit)}", params)


def active(database: Database, clocks: Clocks) -> list[UUID]:
    """Return who took part in anything on the days asked of, cancelled activities left out."""
    params = {"days": clocks.days, "known_at": clocks.known_at}
    sql = ACTIVE.replace("{a}", clocks.known("a")).replace("{p}", clocks.known("p"))
    return database.values(sql, params)


def last_days(database: Database, until_on: date, clocks: Clocks) -> dict[UUID, date]:
    """Return the day that each party took part last, up to a day, cancelled ones left out."""
    params = {"until_on": until_on, "known_at": clocks.known_at}
    sql = LAST_DAYS.replace("{a}", clocks.known("a")).replace("{p}", clocks.known("p"))
    return database.pairs(sql, params)


def quiet(database: Database, since: date, until_on: date, clocks: Clocks) -> list[Recent]:
    """Return who had taken part before a day and not from then on, most active first.

    When that was is said as everywhere: of what goes on, the day that they joined.
    """
    params = {"since": since, "until_on": until_on, "known_at": clocks.known_at}
    sql = QUIET.replace("{a}", clocks.known("a")).replace("{p}", clocks.known("p"))
    return database.rows(Recent, sql, params)


LAST_ON = """CASE WHEN upper(days) - 1 <= %(until_on)s THEN upper(days) - 1
                    ELSE lower(days) END"""
RECENT = f"""
    SELECT p.party,
           count(DISTINCT a.id)
               FILTER (WHERE a.valid && daterange(%(from_on)s, %(until_on)s, '[]')
                       AND p.valid && daterange(%(from_on)s, %(until_on)s, '[]')),
           max({LAST_ON}) FILTER (WHERE lower(days) <= %(until_on)s)
    FROM participation p JOIN activity a ON a.id = p.activity,
         LATERAL (SELECT p.valid * a.valid AS days) taking_part
    WHERE p.party = ANY (%(parties)s) AND {{p}} AND {{a}} AND a.state <> 'cancelled'
    GROUP BY p.party
"""

LAST_DONE = f"""
    SELECT * FROM (
        SELECT DISTINCT ON (p.party) p.party, a.id, a.type, a.title, {LAST_ON} AS last_on
        FROM participation p JOIN activity a ON a.id = p.activity,
             LATERAL (SELECT p.valid * a.valid AS days) taking_part
        WHERE p.party = ANY (%(parties)s) AND {{p}} AND {{a}} AND a.state <> 'cancelled'
          AND lower(days) <= %(until_on)s
        ORDER BY p.party, last_on DESC, a.id
    ) each ORDER BY last_on DESC, party
"""

ACTIVE = """
    SELECT DISTINCT p.party FROM participation p JOIN activity a ON a.id = p.activity
    WHERE {p} AND {a} AND a.state <> 'cancelled'
      AND p.valid && %(days)s::daterange AND a.valid && %(days)s::daterange
"""

TOOK_PART = """
    FROM participation p JOIN activity a ON a.id = p.activity,
         LATERAL (SELECT p.valid * a.valid AS days) taking_part
    WHERE {p} AND {a} AND a.state <> 'cancelled' AND lower(days) <= %(until_on)s
    GROUP BY p.party
"""

LAST_DAYS = f"SELECT p.party, max({LAST_ON}) {TOOK_PART}"

QUIET = f"""
    SELECT p.party, count(DISTINCT a.id), max({LAST_ON}) {TOOK_PART}
    HAVING max({LAST_ON}) < %(since)s
    ORDER BY count(DISTINCT a.id) DESC, p.party
"""
