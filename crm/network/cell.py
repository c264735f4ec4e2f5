"""The activities that a cell or a total of the matrix counts: the rows behind its figure."""

from uuid import UUID

import numpy as np

from crm.database import Database
from crm.network.arrays import arrays
from crm.network.dimensions import ACTIVITY, PARTY, Labels, labels_of
from crm.network.filters import Filters
from crm.network.matrix import UnknownDimension, triples_of
from domain.refusal import NotFound

Group = tuple[str, str | None]


def activities_of_cell(
    database: Database,
    filters: Filters,
    position: int,
    row: Group,
    column: Group,
    language: str,
) -> tuple[tuple[UUID, ...], tuple[str | None, str | None]]:
    """Return the activities that a cell counts, and the names of its row and column.

    Row and column are (dimension, key), all of them together where the key is None. Raises
    UnknownDimension, NotFound.
    """
    for dimension, _key in (row, column):
        if dimension not in PARTY | ACTIVITY:
            raise UnknownDimension(dimension)
    data = arrays(database, filters, position)
    labels = labels_of(database, data, filters, (row[0], column[0]), language)
    triples = triples_of(data, labels[0], labels[1], same=row[0] == column[0], dimension=row[0])
    names: list[str | None] = []
    for place, (found, (_dimension, wanted)) in enumerate(zip(labels, (row, column), strict=True)):
        number, name = _group(found, wanted)
        names.append(name)
        if number is not None:
            triples = triples[triples[:, place] == number]
    activities = np.unique(triples[:, 2])
    return tuple(data.activity_uuid(int(one)) for one in activities), (names[0], names[1])


def _group(labels: Labels, key: str | None) -> tuple[int | None, str | None]:
    """Return the number and the name of a group; of none where all are meant."""
    if key is None:
        return None, None
    for number, (known, name) in enumerate(labels.names):
        if known == key:
            return number, name
    raise NotFound("cell", key)
