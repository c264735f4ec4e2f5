"""The saved views of the viewer in the side menu, each with how many rows it holds now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from crm.network.arrays import Kept
from crm.saved_views.keeping import SavedView, views_of
from web import words
from web.rendering import render
from web.saved_views.counting import counted

if TYPE_CHECKING:
    from uuid import UUID

    from web.saved_views.lists import Listed
    from web.visit import Visit

MOST = 500
# Where on the same list somebody is, and what the time machine adds, makes no other view.
BESIDES = {"page", "saved", "on", "known_at"}
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Line:
    """A saved view as it is shown; `count` is None where it has no rows to be counted."""

    view: SavedView
    listed: Listed
    url: str
    count: int | None

    @property
    def name(self) -> str:
        """What it is called; as its list is, where it lost its name."""
        return self.view.name or self.listed.label()


class UntilWritten:
    """Answers kept until anything is written; then all go, so that nobody forgotten stays here."""

    def __init__(self) -> None:
        self._lock, self._kept = Lock(), Kept(MOST)
        self._as_of: Hashable = None

    def once(self, as_of: Hashable, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return a kept answer as of a position in the log, or make it."""
        with self._lock:
            if as_of != self._as_of:
                self._as_of, self._kept = as_of, Kept(MOST)
            kept = self._kept
        return kept.once(key, make)


LINES, DRAWN = UntilWritten(), UntilWritten()


def lines(visit: Visit) -> tuple[Line, ...]:
    """Return the saved views of the viewer by name, as of the time machine's day if it is on."""
    if not (visit.viewer.views and visit.sees_all):
        # There never was one; or the lists are there for this viewer no longer.
        return ()
    return LINES.once(_as_of(visit), _whose(visit), lambda: _lines(visit))


def drawn(visit: Visit) -> Markup:
    """Draw them for the side menu, the one that is being looked at marked."""
    found = lines(visit)
    if not found:
        return Markup()
    here = current(visit, found)
    key = _whose(visit), visit.language, here

    def draw() -> Markup:
        return Markup(render("saved_views/menu.html", lines=found, here=here))  # noqa: S704

    return DRAWN.once(_as_of(visit), key, draw)


def current(visit: Visit, found: Iterable[Line]) -> UUID | None:
    """Return which of some views is being looked at."""
    path = visit.request.url.path
    asked = {name: values for name, values in visit.query.items() if name not in BESIDES}
    views = (one.view for one in found if one.view.path == path)
    meant = words.as_meant(visit, asked)
    return next((one.id for one in views if words.as_meant(visit, one.asked) == meant), None)


def _as_of(visit: Visit) -> Hashable:
    return visit.crm.database.identity, visit.position


def _whose(visit: Visit) -> Hashable:
    """Say whose views, when they came last or went, and on which days."""
    viewer = visit.viewer
    return viewer.account_id, viewer.views, viewer.role, visit.today, visit.url("")


def _lines(visit: Visit) -> tuple[Line, ...]:
    lists = visit.request.app.state.lists
    found = views_of(visit.crm.database, visit.viewer.account_id)
    # A list that only a newer program has isn't shown.
    views = [one for one in found if one.path in lists]
    counts = counted(visit, [(one, lists[one.path]) for one in views])
    return tuple(
        Line(one, lists[one.path], visit.url(one.path, **one.asked), count)
        for one, count in zip(views, counts, strict=True)
    )
