"""The ways to sort parties and activities into the rows and columns of a matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from crm.database import Database
from crm.meanings import Meanings
from crm.network.arrays import Arrays, Ints
from crm.network.filters import Filters
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.projections.terms import terms_in
from crm.projections.words import sort_key

TYPES = {"unit": "unit", "partner": "partner", "person": "colleague"}
SINGLE = frozenset(TYPES)
PARTY = SINGLE | {"kind", "sector", "region", "country"}
FIELDS = {"kind": "kind", "region": "municipality", "country": "country"}
ACTIVITY = frozenset({"theme", "year", "form"})
VOCABULARIES = {"kind": "kind", "sector": "sector", "theme": "theme"}


@dataclass(frozen=True, slots=True)
class Labels:
    """Groups by number, named (key, name), and which groups each party or activity is in.

    `groups` lists the groups of item i at `starts[i]` to `starts[i + 1]`.
    """

    of_parties: bool
    names: list[tuple[str, str]]
    sort_keys: list[tuple[int, str]]
    starts: Ints
    groups: Ints

    def explode(self, items: Ints) -> tuple[Ints, Ints]:
        """Give each item once for each of its groups: the place it had, and the group."""
        sizes = self.starts[items + 1] - self.starts[items]
        places = np.repeat(np.arange(len(items)), sizes)
        within = np.arange(len(places)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return places, self.groups[self.starts[items][places] + within]


def labels_of(
    database: Database, data: Arrays, filters: Filters, dimensions: Sequence[str], language: str
) -> list[Labels]:
    """Sort the parties or activities of the network, whose traits are read once, by dimensions."""
    parties: list[directory.Traits | None] = []
    activities: list[participation.ActivityTraits | None] = []
    if PARTY.intersection(dimensions):
        ids = [data.party_uuid(number) for number in range(data.parties)]
        parties = list(map(directory.traits(database, ids, filters.clocks).get, ids))
    if ACTIVITY.intersection(dimensions):
        ids = [data.activity_uuid(number) for number in range(data.activities)]
        activities = list(map(participation.traits(database, ids, filters.clocks).get, ids))
    found = []
    for dimension in dimensions:
        if of_parties := dimension in PARTY:
            groups = [_group(trait, dimension) for trait in parties]
        else:
            groups = [_group_of_activity(trait, dimension) for trait in activities]
        if vocabulary := VOCABULARIES.get(dimension):
            known = Meanings(terms_in(database, vocabulary))
            # Nothing is looked at one by one where no term was ever merged.
            groups = [known.of(codes) for codes in groups] if known.merged else groups
            names = _names_of_terms(known, groups, language)
        else:
            names = _names(database, groups, dimension, language)
        found.append(_labels(groups, names, of_parties=of_parties))
    return found


def _group(trait: directory.Traits | None, dimension: str) -> list[str]:
    if trait is None:
        return []
    if dimension in SINGLE:
        return [str(trait.id)] if trait.type == TYPES[dimension] else []
    if trait.type != "partner":
        return []
    if dimension == "sector":
        return trait.sectors
    value: str | None = getattr(trait, FIELDS[dimension])
    return [value] if value else []


def _group_of_activity(trait: participation.ActivityTraits | None, dimension: str) -> list[str]:
    if trait is None:
        return []
    if dimension == "theme":
        return trait.themes
    if dimension == "form":
        return [trait.form]
    return [str(trait.first.year)] if trait.first else []


def _names(
    database: Database, groups: Iterable[list[str]], dimension: str, language: str
) -> dict[str, tuple[int, str, str]]:
    """Return, by key, where a group comes in the order, its name, and how the name sorts."""
    keys = {key for found in groups for key in found}
    if dimension in SINGLE:
        names = directory.names(database, map(UUID, keys))
        told = {str(name.id): name.named(language) for name in names.values()}
        return {key: (0, name, sort_key(name)) for key, name in told.items()}
    return {key: (0, key, key) for key in keys}


def _names_of_terms(
    known: Meanings, groups: Iterable[list[str]], language: str
) -> dict[str, tuple[int, str, str]]:
    keys = {key for found in groups for key in found}
    return {
        term.code: (place, term.in_language(language), "")
        for place, term in enumerate(known.terms)
        if term.code in keys or not term.retired
    }


def _labels(
    groups: list[list[str]], names: dict[str, tuple[int, str, str]], *, of_parties: bool
) -> Labels:
    numbers = {key: number for number, key in enumerate(names)}
    known = [[numbers[key] for key in found if key in numbers] for found in groups]
    starts = np.concatenate([[0], np.cumsum([len(found) for found in known])]).astype(np.int64)
    flat: list[Any] = [number for found in known for number in found]
    return Labels(
        of_parties=of_parties,
        names=[(key, name) for key, (_, name, _) in names.items()],
        sort_keys=[(place, key) for place, _, key in names.values()],
        starts=starts,
        groups=np.array(flat, dtype=np.int64),
    )
