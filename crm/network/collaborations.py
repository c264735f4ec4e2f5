"""The collaborations of a party: with whom it worked together on what, one by one."""

from dataclasses import dataclass
from uuid import UUID

from crm.database import Database
from crm.network.filters import BY_TITLE, Filters, condition


@dataclass(frozen=True, slots=True)
class Collaboration:
    """An activity on which a party worked together with another."""

    id: UUID
    type: str
    form: str
    title: str
    starts: str | None
    other: UUID


def collaborations(
    database: Database, party_id: UUID, filters: Filters, *, limit: int, offset: int = 0
) -> list[Collaboration]:
    """Return with whom a party worked together on what, newest first: one other on one activity."""
    where = condition(database, filters)
    sql = f"""
        WITH mine AS MATERIALIZED (
            SELECT p.activity, p.valid FROM participation p {where.join}
            WHERE p.party = %(party)s AND {where.sql}
        ), together AS MATERIALIZED (
            SELECT DISTINCT o.activity, o.party
            FROM mine JOIN participation o ON o.activity = mine.activity AND o.valid && mine.valid
            WHERE o.party <> %(party)s AND {where.on("o")}
        )
        SELECT v.id, v.type, v.form, v.title, v.starts, t.party
        FROM together t JOIN activity v ON v.id = t.activity AND {filters.clocks.known("v")}
        ORDER BY lower(v.valid) DESC NULLS LAST, {BY_TITLE}, v.id, t.party
        LIMIT %(limit)s OFFSET %(offset)s
    """
    params = {**where.params, "party": party_id, "limit": limit, "offset": offset}
    return database.rows(Collaboration, sql, params)
