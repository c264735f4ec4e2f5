"""Search: results, suggestions while typing, and parties to choose from in a form."""

from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency

from crm.access import Right
from crm.finding import find
from crm.projections.directory import questions as directory
from crm.projections.search.questions import Found
from web import words
from web.access import SEARCHES, needs
from web.acting import Page
from web.contacts.found import people_found
from web.listing import PAGE, offset
from web.noting import KEPT
from web.rendering import html, macro
from web.restricting import all_restricted, restricted
from web.visit import Visit

SUGGESTED = 8
# Contacts stand above what else is found; a list of their own has all of them.
PEOPLE = 10
PARTIES = "partner", "unit", "colleague", "network"


class SearchController(Controller):
    """Pages and fragments of the search."""

    path = "/search"
    opt = needs(Right.SEE) | SEARCHES

    @get(sync_to_thread=True)
    def results(self, visit: NamedDependency[Visit]) -> Page:
        """Everything found by a text."""
        before = offset(visit)
        people = people_found(visit, visit.one("q"), PEOPLE + 1) if not before else []
        found = _found(visit, visit.one("q"), before + PAGE + 1)
        rows = _rows(visit, found[before : before + PAGE])
        more = len(found) > before + PAGE
        return visit.page(
            "search/index.html",
            "search",
            text=visit.one("q"),
            people=people[:PEOPLE],
            people_url=visit.url("/contacts", q=visit.one("q")) if len(people) > PEOPLE else None,
            rows=rows,
            first=before + 1,
            last=before + len(rows),
            next_url=visit.here(page=visit.page_number + 1) if more else None,
            previous_url=visit.here(page=visit.page_number - 1) if before else None,
        )

    @get("/suggestions", sync_to_thread=True, opt={KEPT: True})
    def suggestions(self, visit: NamedDependency[Visit]) -> Page:
        """The best few, while one types."""
        text = visit.one("q")
        if not text:
            return html("")
        rows = _rows(visit, _found(visit, text, SUGGESTED))
        if len(rows) < SUGGESTED:
            rows += people_found(visit, text, SUGGESTED - len(rows))
        return html(macro("layout/components.html", "suggestions", rows, text))

    @get("/parties", sync_to_thread=True)
    def parties(self, visit: NamedDependency[Visit]) -> Page:
        """Parties that a form may mean, while one types."""
        field = visit.one("field", "party")
        text = visit.one(f"{field}_text")
        wanted = tuple(part for part in visit.one("types").split(",") if part in PARTIES)
        found = find(visit.crm.database, text, types=wanted or PARTIES[:3], limit=SUGGESTED)
        rows = [
            (subject, name, kind, place)
            for (_url, name, kind, place), subject in zip(
                _rows(visit, found), [one.subject for one in found], strict=True
            )
        ]
        kind = "checkbox" if visit.one("type") == "checkbox" else "radio"
        return html(macro("layout/components.html", "party_options", field, rows, kind, text))


def _found(visit: Visit, text: str, limit: int) -> list[Found]:
    """Return what a text leads to, of what the viewer may read."""
    found = find(visit.crm.database, text, limit=limit, hidden=all_restricted(visit))
    hidden = restricted(visit, [one.subject for one in found])
    return [one for one in found if one.subject not in hidden]


def _rows(visit: Visit, found: list[Found]) -> list[tuple[str, str, str, str]]:
    names = directory.names(visit.crm.database, [one.subject for one in found])
    kinds, types = words.labels(visit, "kind"), words.types()
    return [_row(visit, one, names, kinds, types) for one in found]


def _told(visit: Visit, one: Found, party: directory.PartyName) -> str:
    """Return a name in the reader's language, beside what was looked for if that is another."""
    name = party.named(visit.language)
    return name if one.name == name else f"{name} ({one.name})"


def _row(
    visit: Visit,
    one: Found,
    names: dict[UUID, directory.PartyName],
    kinds: dict[str, str],
    types: dict[str, str],
) -> tuple[str, str, str, str]:
    url = visit.url(f"{words.PATHS[one.type]}/{one.subject}")
    party = names.get(one.subject)
    name = _told(visit, one, party) if party else one.name
    kind = types[one.type]
    if party and party.type == "partner":
        kind = kinds.get(party.kind or "", kind)
    return url, name, kind, (party.municipality if party else "") or ""
