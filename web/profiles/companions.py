"""Whom a project or a network worked with: who took part in its engagements, most often first."""

from typing import Any
from uuid import UUID

from crm.projections.directory import questions as directory
from crm.projections.participation.listing import Wanted, by_party_and_year
from web import words
from web.profiles.worked import STRONGEST, YEARS, TieRow
from web.visit import Visit


def companions(visit: Visit, wanted: Wanted, rows: str, **params: Any) -> list[TieRow]:
    """Return who took part most in some activities, each with the years, and its list `rows`."""
    database, counts = visit.crm.database, dict[UUID, dict[int | None, int]]()
    for party, year, n in by_party_and_year(database, wanted, words.counting_roles(visit)):
        counts.setdefault(party, {})[year] = n
    names = directory.names(database, counts)
    ranked = sorted(
        names.values(), key=lambda name: (-sum(counts[name.id].values()), name.sort_key)
    )
    last = (visit.clocks.last or visit.today).year
    return [
        TieRow(
            name=one.named(visit.language),
            url=visit.url(f"{words.PATHS[one.type]}/{one.id}"),
            count=sum(counts[one.id].values()),
            count_url=visit.so_far_url(rows, party=one.id, **params),
            years=[counts[one.id].get(year, 0) for year in range(last - YEARS + 1, last + 1)],
            type=one.type,
        )
        for one in ranked[:STRONGEST]
    ]
