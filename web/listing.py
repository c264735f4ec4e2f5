"""Lists: what every list page has, whatever its rows are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from crm.language import gettext as _
from crm.network.arrays import Kept
from web.rendering import macro

if TYPE_CHECKING:
    from web.visit import Visit

PAGE = 50
COUNTS = Kept(500)
MENUS = Kept(200)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: a parameter of the URL, its label, and the values it may have."""

    name: str
    label: str
    options: Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Span:
    """What a figure that leads here asked for besides: its chip, the parameters it goes with."""

    label: str
    names: Sequence[str]


@dataclass
class ListPage:
    """The parts around the rows: heading, search, chips, filters, sorting, pages."""

    visit: Visit
    title: str
    search_label: str
    total: int
    filters: Sequence[Filter] = ()
    span: Span | None = None
    create: tuple[str, str] | None = None
    lead: str = ""
    empty_title: str = ""
    empty_text: str = ""
    size: int = PAGE

    @property
    def path(self) -> str:
        """The address of the list without parameters."""
        return str(self.visit.request.url.path)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.visit.one("q")

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return offset(self.visit, self.size)

    @property
    def first(self) -> int:
        """The number of the first row."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row."""
        return min(self.offset + self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        """The page before."""
        page = self.offset // self.size
        return self.visit.here(page=page if page > 1 else None, saved=None) if page else None

    @property
    def next_url(self) -> str | None:
        """The page after."""
        page = self.offset // self.size + 2
        return self.visit.here(page=page, saved=None) if self.last < self.total else None

    @property
    def saves(self) -> str:
        """The path under which the viewer may keep this list as it is; '' for none of those."""
        visit = self.visit
        return self.path if self.path in visit.request.app.state.lists and not visit.past else ""

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that searching keeps."""
        left_out = {"q", "page", "saved"}
        return [
            (name, value)
            for name, values in self.visit.query.items()
            for value in values
            if name not in left_out
        ]

    @cached_property
    def chips(self) -> list[tuple[str, str, str]]:
        """The filters in use: label, the address without it, and what a screen reader says."""
        chips = []
        if self.span:
            chips.append(self._chip(self.span.label, dict.fromkeys(self.span.names)))
        for one in self.filters:
            chosen = self.visit.many(one.name)
            labels = dict(one.options()) if chosen else {}
            for value in chosen:
                label = f"{one.label}: {labels.get(value, value)}"
                rest = [other for other in self.visit.many(one.name) if other != value]
                chips.append(self._chip(label, {one.name: rest}))
        return chips

    def _chip(self, label: str, without: dict[str, Any]) -> tuple[str, str, str]:
        url = self.visit.here(**without, page=None, saved=None)
        return label, url, _("Remove the filter %(label)s") % {"label": label}

    @property
    def menus(self) -> list[Markup]:
        """The filters to choose from; made anew only when something was written."""
        return [self._menu(one) for one in self.filters]

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter is in use."""
        return bool(self.chips or self.text)

    @property
    def loosen(self) -> str:
        """What to do where nothing matches."""
        if self.chips:
            return _("Take away a filter, such as “%(label)s”.") % {"label": self.chips[-1][0]}
        return _("Try fewer letters, or another spelling.")

    @property
    def all_url(self) -> str:
        """The list without search and filters."""
        return self.visit.url(self.path)

    def sort(self, key: str) -> tuple[str, str | None]:
        """Return for a column the address that sorts by it, and how it is sorted now."""
        now = self.visit.one("sort")
        direction = {key: "ascending", f"-{key}": "descending"}.get(now)
        url = self.visit.here(sort=f"-{key}" if now == key else key, page=None, saved=None)
        return url, direction

    def _menu(self, one: Filter) -> Markup:
        visit = self.visit
        key = visit.crm.database.identity, visit.position, visit.language, one.name, one.label
        return MENUS.once(key, lambda: _drawn_menu(one))


def _drawn_menu(one: Filter) -> Markup:
    options = one.options()
    args = one.label, one.name, options
    made = macro("layout/lists.html", "filter_menu", *args) if options else ""
    return Markup(made)  # noqa: S704 - a rendered template


def offset(visit: Visit, size: int = PAGE) -> int:
    """Return how many rows the asked page leaves out."""
    return (visit.page_number - 1) * size


def counted(visit: Visit, key: object, count: Callable[[], int]) -> int:
    """Return how many rows there are; counted anew only when something was written."""
    asked = visit.crm.database.identity, visit.position, visit.today, key
    return COUNTS.once(asked, count)
