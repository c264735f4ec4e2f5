"""What made ties change: the activities behind each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm.database import Database
from crm.network.changes import ChangedTie, Changes
from crm.network.filters import BY_TITLE, Filters, condition

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Cause:
    """An activity that a tie came of, or that it ended with."""

    id: UUID
    type: str
    title: str
    starts: str | None


def causes(
    database: Database, filters: Filters, found: Changes, ties: Sequence[ChangedTie]
) -> dict[Pair, list[Cause]]:
    """Return by the two ids of a tie the activities that changed it, latest first.

    They are those of the days asked about that the days before hadn't; where there are none, those
    of the days before, which came to an end.
    """
    pairs = [(one.tie.a.id, one.tie.b.id) for one in ties]
    before = _shared(database, filters.during(found.before), pairs)
    now = _shared(database, filters.during(found.now), pairs)
    return {
        pair: _added(now.get(pair, []), before.get(pair, [])) or before.get(pair, [])
        for pair in pairs
    }


def _added(now: Iterable[Cause], before: Iterable[Cause]) -> list[Cause]:
    known = {cause.id for cause in before}
    return [cause for cause in now if cause.id not in known]


def _shared(database: Database, filters: Filters, pairs: Sequence[Pair]) -> dict[Pair, list[Cause]]:
    where = condition(database, filters)
    sql = f"""
        SELECT t.one, t.other, v.id, v.type, v.title, v.starts
        FROM unnest(%(ones)s::uuid[], %(others)s::uuid[]) AS t (one, other)
        JOIN participation p ON p.party = t.one {where.join}
        JOIN participation o ON o.activity = p.activity AND o.party = t.other AND o.valid && p.valid
        JOIN activity v ON v.id = p.activity AND {filters.clocks.known("v")}
        WHERE {where.sql} AND {where.on("o")}
        GROUP BY t.one, t.other, v.id, v.version
        ORDER BY lower(v.valid) DESC NULLS LAST, {BY_TITLE}, v.id
    """
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    found: dict[Pair, list[Cause]] = {}
    for pair, cause in database.rows(
        _of_pair, sql, {**where.params, "ones": ones, "others": others}
    ):
        found.setdefault(pair, []).append(cause)
    return found


def _of_pair(
    one: UUID, other: UUID, activity: UUID, kind: str, title: str, starts: str | None
) -> tuple[Pair, Cause]:
    return (one, other), Cause(activity, kind, title, starts)
