"""What a question about the network is narrowed to, in the URL and on the command line alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database
from crm.meanings import Meanings
from crm.projections.directory import listing as directory
from crm.projections.terms import terms_in


@dataclass(frozen=True, slots=True)
class Filters:
    """Each filter keeps what matches one of its values; none keeps all.

    `kinds` and `sectors` keep the partners that match, with all units and colleagues; `units`
    keep the activities that a unit took part in; `projects` keep those projects and the
    engagements that belong to them; `stayed` leaves out who left before the end, which nobody did
    who went on in another of the roles asked for.

    Terms are asked for with all that mean the same (crm/meanings.py). `leading` are the roles of
    those who lead; a question whose roles are all given looks up none.
    """

    clocks: Clocks = field(default_factory=Clocks)
    roles: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[UUID, ...] = ()
    projects: tuple[UUID, ...] = ()
    stayed: bool = False

    def during(self, clocks: Clocks) -> "Filters":
        """Return the same filters, asked of other days."""
        return replace(self, clocks=replace(clocks, known_at=self.clocks.known_at))


@dataclass(frozen=True, slots=True)
class Condition:
    """Filters as SQL over participations, over what they belong to, and over their activity `a`.

    What all participations of an activity have in common is asked of one of them, `p`; the row of
    the activity is joined only where something is asked of it.
    """

    of_participation: tuple[str, ...]
    in_common: tuple[str, ...]
    of_activity: tuple[str, ...]
    params: dict[str, Any]

    @property
    def join(self) -> str:
        """What joins the activity `a` to a participation `p`, if anything asks for it."""
        return "JOIN activity a ON a.id = p.activity" if self.of_activity else ""

    @property
    def sql(self) -> str:
        """The condition on a participation `p` and its activity."""
        return " AND ".join([self.on("p"), *self.in_common, *self.of_activity])

    def on(self, alias: str) -> str:
        """Return the condition on another participation of the same activity."""
        return " AND ".join(part.format(p=alias) for part in self.of_participation)


def condition(database: Database, filters: Filters) -> Condition:
    """Say filters in SQL: who took part in what, in a role that counts as working together."""
    parties = _parties(database, filters)
    of_participation = [*_of_participation(filters)]
    if parties is not None:
        of_participation.append("{p}.party = ANY (%(parties)s)")
    in_common, of_activity = [], [*_of_activity(filters)]
    if filters.units:
        in_common.append(WITH_UNITS.replace("{known}", filters.clocks.known("u")))
    if not of_activity:
        in_common.append(NOT_CANCELLED)
    else:
        of_activity += [filters.clocks.known("a"), "a.state <> 'cancelled'"]
    roles, leading = _roles(database, filters)
    params = {
        "known_at": filters.clocks.known_at,
        "roles": roles,
        "leading": leading,
        "days": filters.clocks.days,
        "themes": list(filters.themes),
        "forms": list(filters.forms),
        "projects": list(filters.projects),
        "units": list(filters.units),
        "parties": parties,
    }
    return Condition(tuple(of_participation), tuple(in_common), tuple(of_activity), params)


def _of_participation(filters: Filters) -> Iterator[str]:
    clocks = filters.clocks
    yield clocks.known("{p}")
    yield "{p}.role = ANY (%(roles)s)"
    # A role that was changed on the day it began was never held.
    yield "NOT isempty({p}.valid)"
    if clocks.first or clocks.last:
        yield "{p}.valid && %(days)s::daterange"
    if filters.stayed:
        yield STAYED.replace("{known}", clocks.known("s"))


def _of_activity(filters: Filters) -> Iterator[str]:
    clocks = filters.clocks
    if clocks.first or clocks.last:
        yield "a.valid && %(days)s::daterange"
    if clocks.known_at:
        yield "true"
    if filters.themes:
        yield "a.themes && %(themes)s"
    if filters.forms:
        yield "a.form = ANY (%(forms)s)"
    if filters.projects:
        yield "(a.id = ANY (%(projects)s) OR a.project_id = ANY (%(projects)s))"


def _parties(database: Database, filters: Filters) -> list[UUID] | None:
    if not (filters.kinds or filters.sectors):
        return None
    return directory.matching(
        database, filters.clocks, kinds=filters.kinds, sectors=filters.sectors
    )


def _roles(database: Database, filters: Filters) -> tuple[list[str], list[str]]:
    """Return the roles asked for, or all that count as working together; and those that lead."""
    roles, leading = filters.roles, filters.leading
    if not (roles and leading):
        known = Meanings(terms_in(database, "role"))
        roles, leading = roles or known.counting, leading or known.carriers(LEADING)
    return list(roles), list(leading)


LEADING = ("lead",)

# Few are, so that looking them up costs less than joining every activity.
NOT_CANCELLED = """
    NOT EXISTS (SELECT FROM activity c WHERE c.id = p.activity AND c.state = 'cancelled'
                AND upper_inf(c.recorded))
"""

STAYED = """
    (NOT {p}.left_early OR EXISTS (
        SELECT FROM participation s WHERE s.activity = {p}.activity AND s.party = {p}.party
        AND s.role = ANY (%(roles)s) AND NOT s.left_early AND {known}))
"""

WITH_UNITS = """
    EXISTS (SELECT FROM participation u WHERE u.activity = p.activity
            AND u.party = ANY (%(units)s) AND {known})
"""

# Among activities `v` of one day. Sensitive ones come last, whoever asks: their place would tell.
BY_TITLE = "CASE WHEN NOT v.sensitive THEN v.title END"
