"""What stands around every page: the menu, search, the time machine, the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from crm.access import MAY, Right, Scope
from crm.language import LANGUAGES, days, pgettext
from crm.language import gettext as _
from crm.language.sentences import sentence
from crm.log.writes import WritesAreStopped
from domain.account import Role
from domain.day import UnreadableDay
from web.counts import Counts, counts
from web.history.undoable import undo_of_saved
from web.rendering import render, with_query
from web.saved_views.menu import drawn as saved_views

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
    """All that the layout needs to know; `is_inside` where somebody has signed in."""

    lang: str
    is_inside: bool
    searches: bool
    title_suffix: str
    languages: list[tuple[str, str, str]]
    menu: Markup
    saved_views: Markup
    palette: Markup
    sub: list[tuple[str, str, bool]]
    time: Time | None
    time_form: TimeForm
    create: list[tuple[str, str]]
    person: str
    query: str
    demo: bool
    notice: str | None
    undo_url: str | None
    warning: str | None
    alarm: str | None
    search_url: str


def frame(visit: Visit, key: str, sub: str) -> Frame:
    """Return the frame of a page."""
    language, path, past = visit.language, visit.request.url.path, visit.past
    views = _sub(visit.url, sub) if key == "network" else []
    viewer = visit.someone
    # A page without a place in the menu may be one that tells of a failure.
    numbers = counts(visit) if key and viewer else ()
    # Only the time machine's days, and what a role sees, change the links of the menu.
    around = (Markup(), Markup())
    if viewer and not past:
        around = _around(language, key, numbers, viewer.role)
    elif viewer:
        around = _drawn(visit, key, numbers, viewer.role)
    return Frame(
        lang=language,
        is_inside=viewer is not None,
        searches=viewer is not None and _sees(viewer.role, "search"),
        title_suffix="Verkosto",
        languages=_languages(visit),
        menu=around[0],
        saved_views=saved_views(visit) if key and viewer else Markup(),
        palette=around[1],
        sub=views,
        time=_time(visit) if past else None,
        time_form=_time_form(visit, path),
        create=_create(viewer.role) if viewer and not past else [],
        person=viewer.name if viewer else "",
        query=visit.one("q") if path == "/search" else "",
        demo=visit.demo,
        notice=_("Saved.") if "saved" in visit.query else None,
        undo_url=undo_of_saved(visit, visit.one("saved")) if viewer and not past else None,
        warning=sentence(UnreadableDay(visit.unread)) if visit.unread else None,
        alarm=_alarm(visit),
        search_url=visit.url("/search"),
    )


@lru_cache(maxsize=100)
def _around(
    language: str,
    key: str,
    numbers: Counts,
    role: Role,
) -> tuple[Markup, Markup]:
    """Draw the main menu and the palette once a language, role and place in the menu."""
    assert language
    return _draw(with_query, key, _create(role), numbers, role)


def _drawn(visit: Visit, key: str, numbers: Counts, role: Role) -> tuple[Markup, Markup]:
    return _draw(visit.url, key, [], numbers, role)


def _draw(
    url: Callable[[str], str],
    key: str,
    create: list[tuple[str, str]],
    numbers: Counts,
    role: Role,
) -> tuple[Markup, Markup]:
    many = dict(numbers)
    menu = [replace(item, count=many.get(item.key)) for item in _menu(url) if _sees(role, item.key)]
    side = render("layout/menu.html", menu=menu, current=key)
    views = _views(url) if _sees(role, "network") else []
    palette = render("layout/palette.html", menu=menu, views=views, create=create)
    return Markup(side), Markup(palette)  # noqa: S704 - rendered templates


def _alarm(visit: Visit) -> str | None:
    """Tell of a log that isn't proved: nobody should learn of it only from a save."""
    proof = visit.crm.proof
    if not visit.is_cut_off and (position := proof.broken_at):
        return sentence(WritesAreStopped(position))
    if (after := proof.going_on_after) is not None:
        return _(
            "What was recorded after position %(position)d is still being checked, because the "
            "program wasn't stopped properly. You can read everything; saving takes a moment."
        ) % {"position": after}
    return None


def _languages(visit: Visit) -> list[tuple[str, str, str]]:
    here = visit.here(saved=None)
    return [
        (code, NATIVE[code], f"/language?{urlencode({'to': code, 'next': here})}")
        for code in LANGUAGES
    ]


def _menu(url: Callable[[str], str]) -> list[MenuItem]:
    return [
        MenuItem("home", _("Home"), url("/"), "house"),
        MenuItem("partners", _("Partners"), url("/partners"), "building-2"),
        MenuItem("contacts", _("Contacts"), url("/contacts"), "user"),
        MenuItem("people", pgettext("colleagues", "People"), url("/people"), "users"),
        MenuItem("units", _("Units"), url("/units"), "grid-3x3"),
        MenuItem("networks", _("Networks"), url("/networks"), "network"),
        MenuItem("projects", _("Projects"), url("/projects"), "folder-kanban"),
        MenuItem("engagements", _("Engagements"), url("/engagements"), "calendar-check"),
        MenuItem("network", pgettext("menu", "Network"), url("/network/map"), "waypoints"),
        MenuItem("imports", _("Import"), "/imports", "upload"),
        MenuItem("vocabularies", _("Vocabularies"), "/vocabularies", "filter"),
        MenuItem("accounts", _("Accounts"), "/accounts", "key-round"),
        MenuItem("audit", _("Audit"), "/audit", "history"),
    ]


def _sees(role: Role, key: str) -> bool:
    """Say whether a role has a place of the menu."""
    if key in {"imports", "vocabularies", "accounts", "audit"}:
        return MAY[role][Right(key)] > Scope.PROJECT
    return MAY[role][Right.SEE] > Scope.PROJECT


def _sub(url: Callable[[str], str], sub: str) -> list[tuple[str, str, bool]]:
    return [(label, url(f"/network/{name}"), name == sub) for name, label, _asked in _pages()]


def _views(url: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the pages of the network by their names and the questions they answer."""
    network = pgettext("menu", "Network")
    return [
        (f"{network}: {label} – {asked}", url(f"/network/{name}"))
        for name, label, asked in _pages()
    ]


def _pages() -> list[tuple[str, str, str]]:
    return [
        ("map", _("Map"), _("The whole network")),
        ("matrix", _("Matrix"), _("Whom with whom")),
        ("pairs", _("Strongest pairs"), _("Who worked with whom most")),
        ("path", _("Path"), _("How are we connected?")),
        ("changes", _("Changes"), _("What changed")),
        ("measures", _("Measures"), _("Who holds it together")),
    ]


def _time(visit: Visit) -> Time:
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


def _create(role: Role) -> list[tuple[str, str]]:
    """Return what a role may create."""
    offered = [
        (Right.ENGAGEMENTS, _("Engagement"), "/engagements/new"),
        (Right.PARTNERS, _("Partner"), "/partners/new"),
        (Right.CONTACTS, _("Contact"), "/contacts/new"),
        (Right.PROJECTS, _("Project"), "/projects/new"),
        (Right.PEOPLE, _("Colleague"), "/people/new"),
        (Right.UNITS, _("Unit"), "/units/new"),
        (Right.NETWORKS, _("Network"), "/networks/new"),
    ]
    return [(label, url) for right, label, url in offered if MAY[role][right] > Scope.PROJECT]
