"""Two parties: everything they worked on together, and how often a year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from crm.database import Database
from crm.meanings import Meanings
from crm.network.answers import as_json, named
from crm.network.filters import BY_TITLE, Filters, condition
from crm.projections.directory.questions import PartyName


@dataclass(frozen=True, slots=True)
class SharedActivity:
    """An activity two parties worked together on; days as they are known, roles of both."""

    id: UUID
    type: str
    form: str
    title: str
    starts: str | None
    ends: str | None
    themes: list[str]
    first: date | None
    roles_a: list[str]
    roles_b: list[str]


@dataclass(frozen=True, slots=True)
class Between:
    """Two parties and what they did together, newest first."""

    a: PartyName
    b: PartyName
    activities: list[SharedActivity]

    def by_year(self) -> dict[int, int]:
        """Return in how many activities they worked together by the year these began."""
        years = Counter(shared.first.year for shared in self.activities if shared.first)
        return dict(sorted(years.items()))

    def meant(self, themes: Meanings, roles: Meanings) -> "Between":
        """Return the same, told in what its themes and roles mean by now."""
        if not (themes.merged or roles.merged):
            return self
        told = [
            replace(
                one,
                themes=themes.of(one.themes),
                roles_a=roles.of(one.roles_a),
                roles_b=roles.of(one.roles_b),
            )
            for one in self.activities
        ]
        return replace(self, activities=told)

    def by_theme(self) -> dict[str, int]:
        """Return on how many activities of each theme they worked together, most first."""
        return dict(Counter(t for shared in self.activities for t in shared.themes).most_common())

    def as_json(self) -> dict[str, Any]:
        """Return the answer in its documented shape."""
        return {
            "a": as_json(self.a),
            "b": as_json(self.b),
            "activities": [_activity(shared) for shared in self.activities],
        }


def between(
    database: Database, a: UUID, b: UUID, filters: Filters, others: Sequence[UUID] = ()
) -> Between:
    """Return what two parties did together, among what the filters keep.

    Where there are `others`, it is what all of them took part in, too.
    """
    where = condition(database, filters)
    sql = f"""
        SELECT v.id, v.type, v.form, v.title, v.starts, v.ends, v.themes, lower(v.valid),
               array_agg(DISTINCT p.role), array_agg(DISTINCT o.role)
        FROM participation p {where.join}
        JOIN participation o ON o.activity = p.activity AND o.valid && p.valid
        JOIN activity v ON v.id = p.activity AND {filters.clocks.known("v")}
        WHERE p.party = %(a)s AND o.party = %(b)s AND {where.sql} AND {where.on("o")}
          AND (SELECT count(DISTINCT w.party) FROM participation w
               WHERE w.activity = p.activity AND w.party = ANY (%(others)s) AND {where.on("w")})
            = cardinality(%(others)s::uuid[])
        GROUP BY v.id, v.version ORDER BY lower(v.valid) DESC NULLS LAST, {BY_TITLE}, v.id
    """
    params = {**where.params, "a": a, "b": b, "others": list(set(others))}
    names = named(database, [a, b])
    found = database.rows(SharedActivity, sql, params)
    return Between(names[a], names[b], found)


def _activity(shared: SharedActivity) -> dict[str, Any]:
    return {
        "id": str(shared.id),
        "form": shared.form or None,
        "title": shared.title or None,
        "starts": shared.starts,
        "ends": shared.ends,
        "themes": shared.themes,
        "roles_a": shared.roles_a,
        "roles_b": shared.roles_b,
    }
