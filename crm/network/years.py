"""How often two parties worked together by year, for a party and many others at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crm.database import Database
from crm.network.filters import Filters, condition


def shared_by_year(
    database: Database, party: UUID, others: Sequence[UUID], filters: Filters
) -> dict[tuple[UUID, int], int]:
    """Return, by (other, year), the activities that began in the year and both worked on."""
    where = condition(database, filters)
    sql = f"""
        SELECT o.party, extract(year FROM lower(v.valid))::int, count(DISTINCT o.activity)
        FROM participation p {where.join}
        JOIN participation o ON o.activity = p.activity AND o.valid && p.valid
        JOIN activity v ON v.id = p.activity AND {filters.clocks.known("v")}
        WHERE p.party = %(party)s AND o.party = ANY (%(others)s) AND NOT lower_inf(v.valid)
          AND {where.sql} AND {where.on("o")}
        GROUP BY 1, 2
    """
    params = {**where.params, "party": party, "others": list(others)}
    return dict(database.rows(_keyed, sql, params))


def _keyed(other: UUID, year: Any, count: int) -> tuple[tuple[UUID, int], int]:
    return (other, year), count
