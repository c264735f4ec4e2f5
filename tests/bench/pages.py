"""The list and the profile over CORDIS beside bare pages of the same rows, and what they hold.

The bare profile has the rows of ours: facts, timeline, strongest ties, themes, points of the map.
Nothing is written meanwhile, so that ours is kept after it was asked for once; what is made anew is
told apart.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from crm.database import Database
from crm.opening import opened_at
from tests.bench.cordis import cordis
from tests.bench.installation import server
from tests.bench.load import Site, compared
from tests.bench.processes import megabytes
from tests.bench.result import Bound, Result
from tests.bench.sites import both

ASKED = 200
MOST = 1.5


def pages(data: Path) -> Iterator[Result]:
    """Measure both pages, one client at a time and eight."""
    with server(data) as running:
        url = cordis(running)
        with opened_at(url) as crm:
            lists, profiles = _lists(crm.database), _profiles(crm.database, ANY)
            busy = _profiles(crm.database, BUSY)
        with both(url) as (ours, other):
            for what, paths, most, anew in (
                ("list of 50", lists, MOST, False),
                ("list of 50 made anew", lists, MOST, True),
                ("profile", profiles, MOST, False),
                ("profile made anew", profiles, MOST, True),
                ("profile of a busy partner made anew", busy, None, True),
            ):
                for clients in (1, 8):
                    here, there = Site(ours, paths), Site(other, paths)
                    yield compared(what, here, there, clients, most, anew=anew)
            share, mapped = megabytes(ours.pid)
            theirs, _ = megabytes(other.pid)
    note = f"PSS; RSS {mapped:.0f} MB"
    yield Result("memory after these pages", "MB", share, theirs, share / theirs, Bound(100), note)


def _lists(database: Database) -> list[str]:
    return [
        f"/partners?{urlencode({'q': beginning, 'kind': kind})}"
        for beginning, kind in database.rows(_pair, BEGINNINGS, [ASKED])
    ]


def _profiles(database: Database, sql: str) -> list[str]:
    ids: list[UUID] = database.values(sql, [ASKED])
    return [f"/partners/{one}" for one in ids]


def _pair(one: str, other: str) -> tuple[str, str]:
    return one, other


# What somebody has typed so far, where that leaves a whole page of a kind.
BEGINNINGS = """
    SELECT beginning, kind FROM (
        SELECT left(lower(name), letters) AS beginning, kind
        FROM party, generate_series(2, 5) AS letters WHERE type = 'partner'
    ) typed
    WHERE beginning ~ '^[a-z]+$'
    GROUP BY beginning, kind HAVING count(*) >= 50
    ORDER BY md5(beginning || kind) LIMIT %s
"""

# Any partner with something to show.
ANY = """
    SELECT party FROM participation WHERE upper_inf(recorded)
    GROUP BY party HAVING count(*) >= 5 ORDER BY md5(party::text) LIMIT %s
"""

# Partners as often as they take part: the busier, the more often looked at.
BUSY = """
    SELECT party FROM participation WHERE upper_inf(recorded)
    ORDER BY md5(party::text || activity::text) LIMIT %s
"""
