"""All that is wrong with a row, so that it is mended at once: asked only where a row is refused.

What stood in its way is told first; the rest follows in the order of the fields.
"""

from collections.abc import Callable, Iterable

from crm.imports.tables import Row
from crm.imports.values import Cells, read_form
from domain.activity import Days
from domain.day import Day, check_order
from domain.refusal import Missing, Refusal
from domain.text import line, optional_line, paragraphs

Check = Callable[[], object]


def all_of(first: Refusal, checks: Iterable[Check]) -> list[Refusal]:
    """Return what refused a row, and whatever else is refused of it, each once."""
    found = {_key(first): first}
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            found.setdefault(_key(refusal), refusal)
    return list(found.values())


def of_activity(cells: Cells, row: Row, *, needs_day: bool) -> list[Check]:
    """Return what is asked of the fields of a row of projects or engagements."""
    return [
        lambda: line(cells.text(row, "title"), "title"),
        lambda: read_form(cells.text(row, "form")),
        lambda: _needed(cells.day(row, "starts_on")) if needs_day else cells.day(row, "starts_on"),
        lambda: cells.day(row, "ends_on"),
        lambda: check_order(*days_of(cells, row, "starts_on", "ends_on")),
        lambda: optional_line(cells.text(row, "place"), "place"),
        lambda: paragraphs(cells.text(row, "goal"), "goal"),
    ]


def days_of(cells: Cells, row: Row, first: str, last: str) -> Days:
    """Return two days of a row, those that can be read; what can't was told of by itself."""

    def day(field: str) -> Day | None:
        try:
            return cells.day(row, field)
        except Refusal:
            return None

    return day(first), day(last)


def _needed(day: Day | None) -> None:
    if not day:
        raise Missing("starts_on")


def _key(refusal: Refusal) -> tuple[object, ...]:
    return type(refusal), *refusal.args, *sorted(vars(refusal).items(), key=lambda one: one[0])
