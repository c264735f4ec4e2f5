"""One party in short: its figures and its strongest ties by year, in one question."""

from dataclasses import dataclass
from uuid import UUID

from crm.database import Database
from crm.network.filters import Condition, Filters, condition


@dataclass(frozen=True, slots=True)
class Together:
    """How many `activities` a party took part in, how many it `led`, with how many `partners`.

    `strongest` holds the ties to those it worked with most, most first; `years`, by (other, year),
    on how many of them that began in the year; `among` on how many of the same activities two of
    them worked together, too, by their ids in order.
    """

    activities: int
    led: int
    partners: int
    strongest: dict[UUID, int]
    years: dict[tuple[UUID, int], int]
    among: dict[tuple[UUID, UUID], int]


def together(database: Database, party_id: UUID, filters: Filters, most: int) -> Together:
    """Return a party in the network that filters keep, with `most` of its ties."""
    where = condition(database, filters)
    params = {**where.params, "party": party_id, "most": most}
    found = database.row(_read, _sql(where, filters), params)
    assert found
    return found


def _read(
    activities: int,
    led: int,
    partners: int,
    strongest: list[tuple[str, int]],
    years: list[tuple[str, int, int]],
    among: list[tuple[str, str, int]],
) -> Together:
    ids = {one: UUID(one) for one, _ in strongest}
    return Together(
        activities,
        led,
        partners,
        {ids[one]: n for one, n in strongest},
        {(ids[one], year): n for one, year, n in years},
        {(ids[one], ids[other]): n for one, other, n in among},
    )


def _sql(where: Condition, filters: Filters) -> str:
    return f"""
        WITH mine AS MATERIALIZED (
            SELECT p.activity, p.role, p.valid FROM participation p {where.join}
            WHERE p.party = %(party)s AND {where.sql}
        ), met AS MATERIALIZED (
            SELECT DISTINCT o.party, o.activity, o.valid
            FROM mine JOIN participation o ON o.activity = mine.activity AND o.valid && mine.valid
            WHERE o.party <> %(party)s AND {where.on("o")}
        ), tie AS MATERIALIZED (
            SELECT party, count(DISTINCT activity) AS n FROM met GROUP BY party
        ), strongest AS MATERIALIZED (
            SELECT party, n FROM tie ORDER BY n DESC, party LIMIT %(most)s
        ), theirs AS MATERIALIZED (
            SELECT met.* FROM strongest JOIN met USING (party)
        ), by_year AS (
            SELECT party, extract(year FROM lower(v.valid))::int AS year,
                   count(DISTINCT activity) AS n
            FROM theirs JOIN activity v ON v.id = activity AND {filters.clocks.known("v")}
            WHERE NOT lower_inf(v.valid) GROUP BY 1, 2
        ), among AS (
            SELECT one.party AS one, other.party AS other, count(DISTINCT one.activity) AS n
            FROM theirs one JOIN theirs other ON other.activity = one.activity
             AND other.valid && one.valid AND other.party > one.party
            GROUP BY 1, 2
        )
        SELECT (SELECT count(DISTINCT activity) FROM mine),
               (SELECT count(DISTINCT activity) FROM mine WHERE role = ANY (%(leading)s)),
               (SELECT count(*) FROM tie),
               (SELECT coalesce(json_agg(json_build_array(party, n) ORDER BY n DESC, party), '[]')
                FROM strongest),
               (SELECT coalesce(json_agg(json_build_array(party, year, n)), '[]') FROM by_year),
               (SELECT coalesce(json_agg(json_build_array(one, other, n)), '[]') FROM among)
    """
