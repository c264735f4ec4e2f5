"""Whom with whom: two ways to sort parties or activities, crossed.

A cell counts distinct activities. Where rows and columns both sort parties, it counts those on
which a party of the row and another of the column worked together; where a dimension sorts
activities (theme, year, form), those of that kind that a party of the row took part in. A group
crossed with itself counts, for single parties, the activities they took part in at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from crm.database import Database
from crm.network.arrays import Arrays, Ints, arrays, distinct, kept
from crm.network.dimensions import ACTIVITY, PARTY, SINGLE, Labels, labels_of
from crm.network.filters import Filters
from crm.network.pairs import meet
from domain.refusal import Refusal

Dimension = Literal[
    "unit", "partner", "person", "kind", "sector", "region", "country", "theme", "year", "form"
]


class UnknownDimension(Refusal):
    """There is no such way to sort parties or activities."""

    def __init__(self, dimension: str) -> None:
        super().__init__(dimension)
        self.dimension = dimension


@dataclass(frozen=True, slots=True)
class Matrix:
    """Labels of rows and columns, as (key, name), the count of each cell, and of all together."""

    rows: list[tuple[str, str]]
    columns: list[tuple[str, str]]
    cells: list[list[int]]
    row_totals: list[int]
    column_totals: list[int]
    total: int

    def as_json(self) -> dict[str, Any]:
        """Return the matrix in its documented shape."""
        return {
            "rows": [{"key": key, "name": name} for key, name in self.rows],
            "columns": [{"key": key, "name": name} for key, name in self.columns],
            "cells": self.cells,
        }


@kept
def matrix(
    database: Database, filters: Filters, position: int, rows: str, columns: str, language: str
) -> Matrix:
    """Cross two dimensions over what the filters keep. Raises UnknownDimension."""
    for dimension in (rows, columns):
        if dimension not in PARTY | ACTIVITY:
            raise UnknownDimension(dimension)
    data = arrays(database, filters, position)
    row_labels, column_labels = labels_of(database, data, filters, (rows, columns), language)
    same = rows == columns
    triples = triples_of(data, row_labels, column_labels, same=same, dimension=rows)
    return _counted(triples, row_labels, column_labels)


def triples_of(data: Arrays, rows: Labels, columns: Labels, *, same: bool, dimension: str) -> Ints:
    """Give (row, column, activity) for everything that the cells count, possibly twice."""
    triples = _triples(data, rows, columns)
    if same and dimension in SINGLE:
        return np.concatenate([triples, _own(data, rows)])
    return triples


def _triples(data: Arrays, rows: Labels, columns: Labels) -> Ints:
    if rows.of_parties and columns.of_parties:
        met = meet(data)
        forth = _cross(rows, met.a, columns, met.b, met.activity)
        back = _cross(rows, met.b, columns, met.a, met.activity)
        return np.concatenate([forth, back])
    row_items = data.party if rows.of_parties else data.activity
    column_items = data.party if columns.of_parties else data.activity
    return _cross(rows, row_items, columns, column_items, data.activity)


def _own(data: Arrays, labels: Labels) -> Ints:
    items, groups = labels.explode(data.party)
    return np.stack([groups, groups, data.activity[items]], axis=1)


def _cross(rows: Labels, of_row: Ints, columns: Labels, of_column: Ints, activity: Ints) -> Ints:
    items, row_groups = rows.explode(of_row)
    further, column_groups = columns.explode(of_column[items])
    return np.stack([row_groups[further], column_groups, activity[items][further]], axis=1)


def _counted(triples: Ints, rows: Labels, columns: Labels) -> Matrix:
    cells = _distinct(triples, (0, 1), (len(rows.names), len(columns.names)))
    row_totals = _distinct(triples, (0,), (len(rows.names),))
    column_totals = _distinct(triples, (1,), (len(columns.names),))
    row_order, column_order = _order(rows), _order(columns)
    return Matrix(
        rows=[rows.names[i] for i in row_order],
        columns=[columns.names[i] for i in column_order],
        cells=cells[np.ix_(row_order, column_order)].tolist(),
        row_totals=row_totals[row_order].tolist(),
        column_totals=column_totals[column_order].tolist(),
        total=len(distinct(triples[:, 2])),
    )


def _distinct(triples: Ints, by: tuple[int, ...], shape: tuple[int, ...]) -> Ints:
    """Count the distinct activities of each group or pair of groups."""
    counts = np.zeros(int(np.prod(shape)), dtype=np.int64)
    if len(triples):
        group = np.ravel_multi_index(tuple(triples[:, i] for i in by), shape)
        activities = int(triples[:, 2].max()) + 1
        unique = distinct(group * activities + triples[:, 2])
        counts += np.bincount(unique // activities, minlength=len(counts))
    return counts.reshape(shape)


def _order(labels: Labels) -> list[int]:
    key: Callable[[int], Any] = lambda i: labels.sort_keys[i]  # noqa: E731 - read by sorted alone
    return sorted(range(len(labels.names)), key=key)
