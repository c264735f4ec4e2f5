"""A visit: who looks at what, in which language, on which day; and how it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from litestar import Request, Response
from litestar.response import Redirect

from crm.access import Right, Scope, Viewer
from crm.access.reach import reaches
from crm.application import CRM
from crm.clocks import Clocks, end_of
from crm.language import current
from crm.language.days import written
from crm.log import Origin
from crm.projections.directory.listing import Wanted, parties
from domain.day import UnreadableDay
from web import days
from web.frame import Frame, frame
from web.noting import COMMANDS
from web.rendering import html, render, with_query

CLOCKS = ("on", "known_at")
FILTERS = (
    "from", "to", "role", "theme", "kind", "sector", "form", "unit", "project", "stayed",
)  # fmt: skip
# Days from which something goes: a year means its first day there, and its last elsewhere.
STARTS = {"from", "active_from", "quiet_since"}
# Days beyond are slips, and a calendar has nothing before or after them to compare with.
FIRST_YEAR, LAST_YEAR = 1000, 9000


@dataclass
class Visit:
    """One request, as the pages see it."""

    crm: CRM
    request: Request[Any, Any, Any]
    clock: Callable[[], date]
    demo: bool = False
    # Whether the database can't be reached, so that the page is made without asking it.
    is_cut_off: bool = False
    faults: list[str] = field(default_factory=list)
    _frame: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address under which people reach the pages, without a slash at its end."""
        known: str = self.request.app.state.url
        return known or str(self.request.base_url).rstrip("/")

    @property
    def host(self) -> str:
        """The name of the machine in that address."""
        return urlsplit(self.address).hostname or ""

    @property
    def sees_all(self) -> bool:
        """Whether the viewer sees the whole network, as all but guests do."""
        return bool(self.someone and self.someone.reach(Right.SEE) is Scope.ALL)

    @property
    def someone(self) -> Viewer | None:
        """Who signed in and may look around; None for anybody else."""
        found: Viewer | None = self.request.scope.get("user")
        return found if found and not found.awaits else None

    @property
    def viewer(self) -> Viewer:
        """Who looks. Behind the guard that is always somebody."""
        found = self.request.scope.get("user")
        if not isinstance(found, Viewer):
            raise TypeError
        return found

    def may(self, right: Right) -> bool:
        """Say whether the viewer may act by a right, now and over something at least."""
        return bool(not self.past and self.someone and self.someone.reach(right) > Scope.PROJECT)

    @cached_property
    def edits(self) -> bool:
        """Whether the viewer may change what this page is about: its thing, or its list."""
        opt, found = self.request.route_handler.opt, self.request.path_params
        right = opt.get("right")
        if not isinstance(right, Right) or not self.may(right):
            return False
        subject = found.get("subject_id")
        return not subject or reaches(self.crm.database, self.viewer, right, subject)

    @property
    def logs(self) -> bool:
        """Whether the viewer may log an engagement now."""
        return self.may(Right.ENGAGEMENTS)

    @cached_property
    def own_unit(self) -> UUID | None:
        """The unit of the colleague who looks; None for anybody else."""
        if not (colleague := self.viewer.colleague_id):
            return None
        known = parties(self.crm.database, Wanted(type="colleague", ids=(colleague,)))
        return next((row.unit_id for row in known), None)

    @property
    def language(self) -> str:
        """The language of the page."""
        return current.get()

    @cached_property
    def today(self) -> date:
        """The day it is."""
        return self.clock()

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The parameters of the URL, each with all its values, empty ones left out."""
        found: dict[str, list[str]] = {}
        for name, value in self.request.query_params.multi_items():
            if value.strip():
                found.setdefault(name, []).append(value.replace("\0", "").strip())
        return found

    @cached_property
    def position(self) -> int:
        """How far the log goes; for whoever only reads, how far it went when they came."""
        found = self.request.scope.get("user")
        known = found.position if found and self.request.method == "GET" else None
        return self.crm.position() if known is None else known

    def one(self, name: str, default: str = "") -> str:
        """Return a parameter of the URL, the first if there are more."""
        return self.query.get(name, [default])[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter of the URL."""
        return tuple(self.query.get(name, ()))

    def leave_out(self, name: str, value: str, why: str) -> None:
        """Go on as if a parameter of the URL hadn't been there, and tell why."""
        if rest := [other for other in self.query.get(name, ()) if other != value]:
            self.query[name] = rest
        else:
            # The same may have been said twice.
            self.query.pop(name, None)
        self.__dict__.pop("clocks", None)
        if why not in self.faults:
            self.faults.append(why)

    @property
    def page_number(self) -> int:
        """Which page of a list is asked for, from 1."""
        page = self.one("page", "1")
        return max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1  # noqa: PLR2004

    def ids(self, name: str) -> tuple[UUID, ...]:
        """Return the values of a parameter that are ids."""
        return tuple(found for text in self.many(name) if (found := as_id(text)))

    def day(self, name: str) -> date | None:
        """Return a day of the URL: its last date if it isn't exact, its first if it is a start."""
        text = self.one(name)
        try:
            day = days.read(text, name, self.today) if text else None
        except UnreadableDay:
            return None
        found = (day.first if name in STARTS else day.last) if day else None
        return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None

    @cached_property
    def clocks(self) -> Clocks:
        """The two clocks, as the URL sets them; a period goes before the time machine's day."""
        known = self.day("known_at")
        from_on, until_on = self.day("from"), self.day("to")
        return Clocks(
            on=None if from_on or until_on else self.day("on"),
            from_on=from_on,
            until_on=until_on,
            known_at=end_of(known) if known else None,
        )

    @property
    def so_far(self) -> Clocks:
        """The two clocks for what was done up to the time machine's day, not on it alone."""
        clocks = self.clocks
        return replace(clocks, on=None, until_on=clocks.on) if clocks.on else clocks

    def so_far_url(self, path: str, **params: Any) -> str:
        """Return the address of the rows behind a figure of what was done so far."""
        return self.url(path, **{"to": self.one("on") or None, **params})

    def on_its_days(self) -> "Visit":
        """Return the same visit as if the URL said nothing but the time machine's days."""
        return self.asking({})

    def asking(self, asked: Mapping[str, list[str]]) -> "Visit":
        """Return the same visit as if the URL said this, besides the time machine's days."""
        same = replace(self, faults=[])
        days = {name: self.query[name] for name in CLOCKS if name in self.query}
        same.query = {**days, **asked}
        return same

    @property
    def past(self) -> bool:
        """Whether the time machine is on, and editing therefore off."""
        return bool(self._days)

    def url(self, path: str, **params: Any) -> str:
        """Return an address within the program that keeps the time machine's days."""
        return with_query(path, {**self._days, **params}) if params else path + self._tail

    @cached_property
    def _days(self) -> dict[str, str]:
        return {name: self.one(name) for name in CLOCKS if self.day(name)}

    @property
    def unread(self) -> str | None:
        """What was said for a day of the time machine and is none."""
        unread = (self.one(name) for name in CLOCKS if not self.day(name))
        return next(filter(None, unread), None)

    @cached_property
    def _tail(self) -> str:
        return with_query("", self._days)

    def narrowed(self, path: str, **params: Any) -> str:
        """Return an address that keeps the filters of this page besides the two clocks."""
        kept = {name: self.query[name] for name in FILTERS if name in self.query}
        return self.url(path, **{**kept, **params})

    def that_day_url(self, path: str, **params: Any) -> str:
        """Return the address of the rows behind a figure of what was going on that day."""
        day = self.one("on") or None
        return self.url(path, **{"from": day, "to": day, **params})

    def here(self, **changed: Any) -> str:
        """Return the address of this page with some parameters changed, None taking one away."""
        return self.at(self.request.url.path, **changed)

    def at(self, path: str, **changed: Any) -> str:
        """Return the address of another page that is asked the same, some parameters changed."""
        params: dict[str, Any] = {**self.query, **changed}
        return with_query(path, params)

    def page(
        self,
        name: str,
        key: str = "",
        /,
        *,
        status_code: int = 200,
        sub: str = "",
        **context: Any,
    ) -> Response[str]:
        """Render a page; `key` marks where it is in the menu, `sub` in the network's own."""
        return html(render(name, frame=self.frame(key, sub), visit=self, **context), status_code)

    def frame(self, key: str, sub: str = "") -> Frame:
        """Return what stands around a page."""
        return frame(self, key, sub)

    @property
    def wants_fragment(self) -> bool:
        """Whether htmx asks, for a part of the page."""
        return self.request.headers.get("hx-request-type") == "partial"

    def origin(self, command_id: UUID | None = None) -> Origin:
        """Say where a command comes from; a form gives its id, so that it is recorded once."""
        actor = self.viewer.actor
        return Origin(actor, command_id=command_id) if command_id else Origin(actor)

    def new_command(self) -> UUID:
        """Return an id for a form, so that sending it twice records once."""
        command_id, scope = uuid4(), cast("dict[str, Any]", self.request.scope)
        scope.setdefault(COMMANDS, []).append(command_id)
        return command_id

    def go(self, url: str) -> Redirect:
        """Answer a command: see there what came of it."""
        return Redirect(url, status_code=303)

    def written(self, day: str | None) -> str:
        """Write a day as precisely as it is known."""
        return written(day, self.language)


def as_id(text: str) -> UUID | None:
    """Return the id that a text is, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
