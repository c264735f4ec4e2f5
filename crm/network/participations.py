"""The participations that the network counts: who took part in what, one by one."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from crm.database import Database
from crm.meanings import Meanings
from crm.network.arrays import Ints, arrays, distinct
from crm.network.filters import Filters, condition

Key = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Taking:
    """A party that took part in an activity, in some roles."""

    activity: UUID
    party: UUID
    roles: list[str]


def participations(
    database: Database, filters: Filters, position: int, *, limit: int, offset: int = 0
) -> list[Taking]:
    """Return who took part in what, as the summary counts it, latest to begin first."""
    data = arrays(database, filters, position)
    size = max(data.parties, 1)
    keys = data.activity * size + data.party
    # A party may take part in an activity over several periods: its latest says where it comes.
    order = np.lexsort((keys, -data.first.astype(np.int64)))
    chosen = _firsts(keys[order])[offset : offset + limit].tolist()
    ids = [(data.activity_uuid(one // size), data.party_uuid(one % size)) for one in chosen]
    roles = _roles(database, filters, ids)
    return [Taking(*one, roles.get(one, [])) for one in ids]


def by_role(database: Database, known: Meanings) -> dict[str, int]:
    """Return how many participations were in each role, whether it counts or not."""
    codes, meant = [*known.by_code], [term.code for term in known.by_code.values()]
    where = condition(database, Filters(roles=tuple(codes), leading=tuple(codes)))
    sql = f"""
        SELECT known.meant, count(DISTINCT (p.activity, p.party))
        FROM unnest(%(roles)s::text[], %(meant)s::text[]) AS known (role, meant)
        JOIN participation p USING (role) {where.join}
        WHERE {where.sql} GROUP BY known.meant
    """
    return database.pairs(sql, {**where.params, "meant": meant})


def _firsts(keys: Ints) -> Ints:
    """Return each key once, where it comes first."""
    _unique, first = np.unique(keys, return_index=True)
    return keys[distinct(first)]


def _roles(database: Database, filters: Filters, ids: list[Key]) -> dict[Key, list[str]]:
    where = condition(database, filters)
    sql = f"""
        SELECT p.activity, p.party, array_agg(DISTINCT p.role)
        FROM unnest(%(of)s::uuid[], %(who)s::uuid[]) AS asked(activity, party)
        JOIN participation p USING (activity, party) {where.join}
        WHERE {where.sql} GROUP BY 1, 2
    """
    activities, parties = [one[0] for one in ids], [one[1] for one in ids]
    params = {**where.params, "of": activities, "who": parties}
    return dict(database.rows(_keyed, sql, params))


def _keyed(activity: UUID, party: UUID, roles: list[str]) -> tuple[Key, list[str]]:
    return (activity, party), roles
