"""Who worked with whom, straight from the definition of Collaboration in language.md.

Two parties worked together on an activity when both took part in it, in roles that count, over
periods that overlap.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from uuid import UUID

from crm.network.filters import Filters
from tests.crm.network.facts import EVER, NEVER, Facts, Happened, Part

Pair = frozenset[UUID]
Keys = Callable[[UUID], list[str]]


@dataclass
class Oracle:
    """Answers from facts: everything that filters keep of them, in roles that `count`."""

    facts: Facts
    filters: Filters
    count: set[str]

    def __post_init__(self) -> None:
        self.parts = {
            activity.id: [part for part in self._parts(activity) if self._keeps(part, activity)]
            for activity in self.facts.activities.values()
            if self._keeps_activity(activity)
        }
        self.parts = {activity: parts for activity, parts in self.parts.items() if parts}
        self.pairs = self._pairs()

    def parties(self) -> dict[UUID, set[UUID]]:
        """Return who took part in what."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for activity, parts in self.parts.items():
            for part in parts:
                found[part.party].add(activity)
        return found

    def led(self, party: UUID) -> int:
        """Return how many activities a party led."""
        return sum(
            any(part.party == party and part.role == "lead" for part in parts)
            for parts in self.parts.values()
        )

    def partners(self, party: UUID) -> dict[UUID, int]:
        """Return with whom a party worked, on how many activities."""
        return {
            other: len(activities)
            for pair, activities in self.pairs.items()
            if party in pair
            for other in pair - {party}
        }

    def among(self, party: UUID, others: list[UUID]) -> dict[tuple[UUID, UUID], int]:
        """Return on how many activities of a party two others worked together and with it."""
        found: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
        for activity, parts in self.parts.items():
            mine = [part for part in parts if part.party == party]
            met = [
                part
                for part in parts
                if part.party in others and any(self._overlap(activity, part, one) for one in mine)
            ]
            for one, other in product(met, met):
                if one.party < other.party and self._overlap(activity, one, other):
                    found[one.party, other.party].add(activity)
        return {pair: len(activities) for pair, activities in found.items()}

    def cell(
        self, row: Keys, column: Keys, of: tuple[bool, bool], *, own: bool
    ) -> dict[tuple[str, str], set[UUID]]:
        """Return the activities behind each cell; `of` says which side sorts parties."""
        cells: dict[tuple[str, str], set[UUID]] = defaultdict(set)
        for activity, one, other in self._met(of, own=own):
            for key in product(row(one), column(other)):
                cells[key].add(activity)
        return cells

    def distances(self, start: UUID) -> dict[UUID, int]:
        """Return over how many ties each party is reached."""
        found, reached = {start: 0}, [start]
        for party in reached:
            for other in self.partners(party):
                if other not in found:
                    found[other] = found[party] + 1
                    reached.append(other)
        return found

    def _met(self, of: tuple[bool, bool], *, own: bool) -> list[tuple[UUID, UUID, UUID]]:
        took_part = [(a, party) for party, each in self.parties().items() for a in each]
        if of == (True, True):
            met = [
                (activity, one, other)
                for pair, activities in self.pairs.items()
                for activity in activities
                for one, other in (tuple(pair), tuple(pair)[::-1])
            ]
            return met + [(a, party, party) for a, party in took_part if own]
        return [(a, party if of[0] else a, party if of[1] else a) for a, party in took_part]

    def _pairs(self) -> dict[Pair, set[UUID]]:
        found: dict[Pair, set[UUID]] = defaultdict(set)
        for activity, parts in self.parts.items():
            for one, other in combinations(parts, 2):
                if one.party != other.party and self._overlap(activity, one, other):
                    found[frozenset({one.party, other.party})].add(activity)
        return found

    def _overlap(self, activity: UUID, one: Part, other: Part) -> bool:
        happened = self.facts.activities[activity]
        first = max(one.first, other.first, happened.first, self._days[0])
        return first <= min(one.last, other.last, happened.last, self._days[1])

    @property
    def _days(self) -> tuple[date, date]:
        clocks = self.filters.clocks
        return clocks.first or EVER, clocks.last or NEVER

    def _parts(self, activity: Happened) -> list[Part]:
        return [part for parts in activity.parts.values() for part in parts]

    def _keeps(self, part: Part, activity: Happened) -> bool:
        first, last = self._days
        return (
            first <= last
            and self._is_in_role(part)
            and part.first <= part.last
            and part.first <= last
            and part.last >= first
            and not (self.filters.stayed and self._has_left(part.party, activity))
            and self._matches(part.party)
        )

    def _is_in_role(self, part: Part) -> bool:
        return part.role in (self.filters.roles or self.count)

    def _has_left(self, party: UUID, activity: Happened) -> bool:
        """Say whether a party left an activity, and takes no other part that counts."""
        parts = [part for part in self._parts(activity) if part.party == party]
        return all(part.left for part in parts if self._is_in_role(part))

    def _matches(self, party: UUID) -> bool:
        kinds, sectors = self.filters.kinds, self.filters.sectors
        described = self.facts.partners.get(party)
        if described is None:
            return True
        return (not kinds or described.kind in kinds) and (
            not sectors or bool({*sectors} & {*described.sectors})
        )

    def _keeps_activity(self, activity: Happened) -> bool:
        first, last = self._days
        filters = self.filters
        return (
            not activity.cancelled
            and activity.first <= last
            and activity.last >= first
            and (not filters.themes or bool({*filters.themes} & {*activity.themes}))
            and (not filters.forms or activity.form in filters.forms)
            and (
                not filters.projects
                or bool({activity.id, activity.project_id} & {*filters.projects})
            )
            and (
                not filters.units
                or any(part.party in filters.units for part in self._parts(activity))
            )
        )
