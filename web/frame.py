"""What stands around every page: the menu, search, the time machine, the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from crm.language import LANGUAGES
from crm.language import gettext as _
from web import days

if TYPE_CHECKING:
    from web.visit import Visit

NATIVE = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the main menu."""

    key: str
    label: str
    url: str
    icon: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """The days that the time machine is set to, in words, and the way back."""

    on_label: str
    known_at_label: str
    back_url: str


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The form of the time machine; `kept` are the other parameters of the page."""

    action: str
    on: str
    known_at: str
    kept: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the layout needs to know."""

    lang: str
    title_suffix: str
    languages: list[tuple[str, str, str]]
    menu: list[MenuItem]
    current: str
    sub: list[tuple[str, str, bool]]
    time: Time | None
    time_form: TimeForm
    create: list[tuple[str, str]]
    person: str
    query: str
    demo: bool
    notice: str | None


def frame(visit: Visit, key: str, sub: str) -> Frame:
    """Return the frame of a page."""
    language, path = visit.language, visit.request.url.path
    return Frame(
        lang=language,
        title_suffix="Verkosto",
        languages=_languages(visit),
        menu=_menu(visit),
        current=key,
        sub=_sub(visit, sub) if key == "network" else [],
        time=_time(visit),
        time_form=_time_form(visit, path),
        create=[] if visit.past else _create(),
        person="",
        query=visit.one("q") if path == "/search" else "",
        demo=visit.demo,
        notice=_("Saved.") if "saved" in visit.query else None,
    )


def _languages(visit: Visit) -> list[tuple[str, str, str]]:
    here = visit.here(saved=None)
    return [
        (code, NATIVE[code], f"/language?{urlencode({'to': code, 'next': here})}")
        for code in LANGUAGES
    ]


def _menu(visit: Visit) -> list[MenuItem]:
    url = visit.url
    return [
        MenuItem("home", _("Home"), url("/"), "house"),
        MenuItem("partners", _("Partners"), url("/partners"), "building-2"),
        MenuItem("people", _("People"), url("/people"), "users"),
        MenuItem("units", _("Units"), url("/units"), "grid-3x3"),
        MenuItem("networks", _("Networks"), url("/networks"), "network"),
        MenuItem("projects", _("Projects"), url("/projects"), "folder-kanban"),
        MenuItem("engagements", _("Engagements"), url("/engagements"), "calendar-check"),
        MenuItem("network", _("Network"), url("/network/map"), "waypoints"),
        MenuItem("imports", _("Import"), "/imports", "upload"),
    ]


def _sub(visit: Visit, sub: str) -> list[tuple[str, str, bool]]:
    views = (
        ("map", _("Map")),
        ("matrix", _("Matrix")),
        ("pairs", _("Strongest pairs")),
        ("path", _("Path")),
        ("changes", _("Changes")),
        ("measures", _("Measures")),
    )
    return [(label, visit.url(f"/network/{name}"), name == sub) for name, label in views]


def _time(visit: Visit) -> Time | None:
    if not visit.past:
        return None
    labels: dict[str, str] = {}
    for name in ("on", "known_at"):
        day = visit.day(name)
        labels[name] = days.date_written(day, visit.language) if day else ""
    return Time(labels["on"], labels["known_at"], visit.here(on=None, known_at=None))


def _time_form(visit: Visit, path: str) -> TimeForm:
    left_out = {"on", "known_at", "saved", "page"}
    kept = [
        (name, value)
        for name, values in visit.query.items()
        for value in values
        if name not in left_out
    ]
    return TimeForm(path, visit.one("on"), visit.one("known_at"), kept)


def _create() -> list[tuple[str, str]]:
    return [
        (_("Engagement"), "/engagements/new"),
        (_("Partner"), "/partners/new"),
        (_("Project"), "/projects/new"),
        (_("Colleague"), "/people/new"),
        (_("Unit"), "/units/new"),
        (_("Network"), "/networks/new"),
    ]
