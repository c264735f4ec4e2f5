"""A million participations, heavy-tailed as real ones are: a few take part in very much."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
from psycopg import Connection

from crm.opening import opened_at
from crm.projections.participation.tables import ACTIVITY, PARTICIPATION
from crm.projections.writer import Table, Writer
from tests.bench.installation import made

PARTICIPATIONS = int(os.environ.get("BENCH_PARTICIPATIONS") or 1_000_000)
PARTIES, ACTIVITIES = PARTICIPATIONS // 10, PARTICIPATIONS // 5
RECORDED = "[2026-01-01T00:00:00+00:00,)"
AT_ONCE = 10_000


def synthetic(server: str) -> str:
    """Return the address of a database whose read models hold as many as asked for."""
    return made(server, f"participations_{PARTICIPATIONS}", _fill)


def _fill(url: str) -> None:
    chance = np.random.default_rng(1_000_000)
    with opened_at(url) as crm, crm.database.connection() as connection:
        parties = [UUID(bytes=chance.bytes(16), version=4) for _ in range(PARTIES)]
        activities = [UUID(bytes=chance.bytes(16), version=4) for _ in range(ACTIVITIES)]
        starts = chance.integers(0, 3_650, ACTIVITIES)
        _copy(connection, ACTIVITY, _activities(activities, starts))
        _copy(connection, PARTICIPATION, _participations(chance, activities, parties))
        connection.execute(NAMED, [parties])


def _activities(
    ids: list[UUID], starts: "np.typing.NDArray[np.int64]"
) -> Iterator[tuple[Any, ...]]:
    nothing = (None,) * 6
    for number, (one, days) in enumerate(zip(ids, starts.tolist(), strict=True)):
        first = date(2016, 1, 1) + timedelta(days=days)
        valid = f"[{first},{first + timedelta(days=900)})"
        title = f"Project {number}"
        named = (one, "project", "project", title, title.lower(), title.lower(), "planned")
        dated = (first.isoformat(), None, valid)
        yield (*named, *dated, [], None, *nothing, None, "{}", False, RECORDED, 1)


def _participations(
    chance: np.random.Generator, activities: list[UUID], parties: list[UUID]
) -> Iterator[tuple[Any, ...]]:
    sizes = chance.geometric(ACTIVITIES / PARTICIPATIONS, ACTIVITIES)
    often = 1 / np.arange(1, PARTIES + 1) ** 0.5
    picked = chance.choice(PARTIES, int(sizes.sum()), p=often / often.sum())
    at = 0
    for activity, size in zip(activities, sizes.tolist(), strict=True):
        for number, party in enumerate(dict.fromkeys(picked[at : at + size].tolist()), 1):
            role = "partner" if number > 1 else "lead"
            said = (activity, number, parties[party], role, None, None, False)
            yield (*said, "(,)", RECORDED, number)
        at += size


def _copy(connection: Connection, table: Table, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            writer = Writer()
            for row in some:
                writer.insert(table, row)
            writer.write(cursor)


NAMED = """
    INSERT INTO party
    SELECT id, 'partner', 'Partner ' || nth, NULL, NULL, 'partner ' || nth, 'partner ' || nth,
           to_tsvector('simple', 'partner ' || nth), 'association', '{}', 'Kuopio', 'FI', '{}',
           NULL, 'active', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '(,)', '[2026-01-01,)', 1
    FROM unnest(%s::uuid[]) WITH ORDINALITY AS made (id, nth)
"""
