"""The activities that a cell of the matrix counts: the rows behind its figure."""

from uuid import UUID

import numpy as np

from crm.database import Database
from crm.network.arrays import arrays
from crm.network.dimensions import ACTIVITY, PARTY, labels_of
from crm.network.filters import Filters
from crm.network.matrix import UnknownDimension, triples_of
from domain.refusal import NotFound

Group = tuple[str, str]


def activities_of_cell(
    database: Database,
    filters: Filters,
    position: int,
    row: Group,
    column: Group,
    language: str,
) -> tuple[tuple[UUID, ...], tuple[str, str]]:
    """Return the activities that a cell counts, and the names of its row and column.

    Row and column are (dimension, key). Raises UnknownDimension, NotFound.
    """
    for dimension, _key in (row, column):
        if dimension not in PARTY | ACTIVITY:
            raise UnknownDimension(dimension)
    data = arrays(database, filters, position)
    labels = [labels_of(database, data, filters, one, language) for one, _key in (row, column)]
    numbers, names = [], []
    for found, (_dimension, key) in zip(labels, (row, column), strict=True):
        keys = [known for known, _name in found.names]
        if key not in keys:
            raise NotFound("cell", key)
        numbers.append(keys.index(key))
        names.append(found.names[keys.index(key)][1])
    triples = triples_of(data, labels[0], labels[1], same=row[0] == column[0], dimension=row[0])
    inside = (triples[:, 0] == numbers[0]) & (triples[:, 1] == numbers[1])
    activities = np.unique(triples[inside, 2])
    return tuple(data.activity_uuid(int(one)) for one in activities), (names[0], names[1])
