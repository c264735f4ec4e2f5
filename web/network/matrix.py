"""Whom with whom: a heat map with numbers, each a door."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Response

from crm.language import gettext as _
from crm.language import pgettext
from crm.network.matrix import Matrix, matrix
from web.access import take_turn
from web.network.asking import filter_bar, filters_in
from web.rendering import html
from web.visit import Visit

LEVELS = 5
FEW, MANY = 60, 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with its level of colour, from 0 to 5, and the rows behind it."""

    n: int
    level: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Heat:
    """The matrix as it is shown."""

    columns: list[str]
    rows: list[tuple[str, list[Cell], Cell]]
    totals: list[Cell]
    total: Cell


def matrix_page(visit: Visit) -> Response[str]:
    """Show two dimensions crossed; as CSV where the URL asks for it."""
    rows, columns = visit.one("rows", "unit"), visit.one("columns", "sector")
    database, filters = visit.crm.database, filters_in(visit)
    as_file = visit.one("as") == "csv"
    if as_file:
        take_turn(database, visit.viewer, "export")
    found = matrix(database, filters, visit.position, rows, columns, visit.language)
    if as_file:
        return _csv(visit, found)
    heat = heat_of(visit, found, rows, columns)
    names = dimensions()
    return visit.page(
        "network/matrix.html",
        "network",
        sub="matrix",
        heat=heat,
        rows=rows,
        columns=columns,
        dimensions=list(names.items()),
        corner=f"{names[rows]} ↓ {names[columns]} →",
        left_out=max(len(found.rows) - FEW, 0) + max(len(found.columns) - MANY, 0),
        bar=filter_bar(visit),
    )


def heat_of(visit: Visit, found: Matrix, rows: str, columns: str, **span: str) -> Heat:
    """Give each cell its colour and its door; the largest rows and columns where many.

    `span` are days that the address of the page doesn't say, but its figures are about.
    """
    chosen_rows = _largest(found.row_totals, FEW)
    chosen_columns = _largest(found.column_totals, MANY)
    most = max((max(line) for line in found.cells if line), default=0)
    door = partial(_door, visit, rows, columns, **span)
    lines = []
    for i in chosen_rows:
        row = found.rows[i][0]
        cells = [
            Cell(
                n,
                _level(n, most),
                door(row=row, column=found.columns[j][0]) if n else None,
            )
            for j in chosen_columns
            for n in (found.cells[i][j],)
        ]
        lines.append((found.rows[i][1], cells, _total(found.row_totals[i], door(row=row))))
    return Heat(
        columns=[found.columns[j][1] for j in chosen_columns],
        rows=lines,
        totals=[
            _total(found.column_totals[j], door(column=found.columns[j][0])) for j in chosen_columns
        ],
        total=_total(found.total, door()),
    )


def _total(n: int, url: str) -> Cell:
    return Cell(n, 0, url if n else None)


def _largest(totals: list[int], room: int) -> list[int]:
    if len(totals) <= room:
        return list(range(len(totals)))
    return sorted(sorted(range(len(totals)), key=lambda i: -totals[i])[:room])


def _level(n: int, most: int) -> int:
    return 0 if not n else max(1, round(LEVELS * (n / most) ** 0.6))


def _door(
    visit: Visit,
    rows: str,
    columns: str,
    *,
    row: str | None = None,
    column: str | None = None,
    **span: str,
) -> str:
    """Return the address of what a cell counts, or of a whole row, a whole column, or all."""
    kept = {
        name: list(values)
        for name, values in visit.query.items()
        if name not in {"rows", "columns", "as", "saved"}
    }
    return visit.url(
        "/network/cell",
        **{**kept, **span, "rows": rows, "row": row, "columns": columns, "column": column},
    )


def _csv(visit: Visit, found: Matrix) -> Response[str]:
    head = ["", *(name for _key, name in found.columns)]
    lines = [head] + [
        [name, *map(str, cells)]
        for (_key, name), cells in zip(found.rows, found.cells, strict=True)
    ]
    text = "\r\n".join(";".join(_quoted(cell) for cell in line) for line in lines)
    answer = html(f"\ufeff{text}\r\n")
    answer.media_type = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="matrix-{visit.today}.csv"'
    return answer


def _quoted(cell: Any) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    text = str(cell)
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def dimensions() -> dict[str, str]:
    """Return the ways to sort, in words."""
    return {
        "unit": _("Unit"),
        "partner": _("Partner"),
        "person": _("Person"),
        "kind": _("Kind of partner"),
        "sector": _("Sector"),
        "region": pgettext("municipality", "Place"),
        "country": _("Country"),
        "theme": _("Theme"),
        "year": _("Year"),
        "form": _("Form"),
    }
