"""Every address of the pages, with ids of the competence centre's network in it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from litestar.handlers import HTTPRouteHandler

from crm.application import CRM
from crm.saved_views.keeping import save
from crm.signing_in.holders import holders
from features.known import id_of
from web.app import create_app
from web.contacts.controller import ContactsController
from web.engagements.controller import EngagementsController
from web.networks.controller import NetworksController
from web.partners.controller import PartnersController
from web.people.controller import PeopleController
from web.projects.controller import ProjectsController
from web.taking_part.controller import TITLES
from web.units.controller import UnitsController

NAMES = {
    "/partners": "City of Vantaa",
    "/contacts": "Elli Esimerkki",
    "/people": "Eero Salo",
    "/units": "Isätyö",
    "/networks": "Father Friendly",
    "/projects": "Near You",
    "/engagements": "Autumn Seminar",
    "/taking-part": "Near You",
}
CONTROLLERS = (
    PartnersController,
    ContactsController,
    PeopleController,
    UnitsController,
    NetworksController,
    ProjectsController,
    EngagementsController,
)
ACTS = {one.path: list(one.subject.acts) for one in CONTROLLERS} | {
    "/taking-part": list(TITLES()),
    "/vocabularies": ["names", "merge", "retirement"],
}
# A term that is used for nothing, so that nothing is lost where it is retired.
TERM = {"vocabulary": "theme", "code": "male_psychology"}
HOLE = re.compile(r"\{(\w+)(?::\w+)?\}")
QUERIES = {
    "/network/cell": "?rows=unit&columns=sector&row={unit}&column=social",
    "/saved-views/new": "?of=/partners&kind=municipality",
}
ERASING_A_COLLEAGUE = "/people/{subject_id:uuid}/erasure"
VIEW = UUID(int=5)
# These need an upload of the same process, or a link of one's own, or are no pages for people, as
# are the ways to an organisation's provider; or refuse, as who works with us isn't erased. Other
# tests look at them.
LEFT_OUT = ("/health/", "/imports/", "/invitation", "/language", "/static", ERASING_A_COLLEAGUE)


@cache
def templates(method: str = "GET") -> tuple[str, ...]:
    """Return every path that answers a method, with its parameters in braces."""
    return tuple(sorted({path for asked, path, _ in routes() if asked == method}))


@cache
def routes() -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """Return every method and path, with what the route says of who may ask for it."""
    return tuple(_routes())


def _routes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    # Wired over no installation: nothing is asked of it.
    app: Any = create_app(SimpleNamespace(database=None))  # type: ignore[arg-type]
    for route in app.app.app.routes:
        for handler in route.route_handlers:
            if isinstance(handler, HTTPRouteHandler):
                for method in handler.http_methods:
                    yield method, route.path, handler.opt


def addresses(crm: CRM, method: str = "GET") -> list[str]:
    """Return every address, each parameter filled in with what there is."""
    found: list[str] = []
    for template in templates(method):
        leads_away = method == "GET" and "/provider" in template
        if not (template.startswith(LEFT_OUT) or leads_away):
            found += _filled(crm, template)
    return found


def a_view(crm: CRM, account_id: UUID | None = None) -> str:
    """Let an account, or the first administrator, keep a list, and return its id."""
    found = (one.account_id for one in holders(crm.database) if one.role == "administrator")
    save(crm.database, account_id or next(found), VIEW, "Towns", "/partners", {"kind": ["school"]})
    return str(VIEW)


def _filled(crm: CRM, template: str) -> list[str]:
    holes = HOLE.findall(template)
    values = [_values(crm, template, hole) for hole in holes]
    bare = HOLE.sub("{}", template)
    query = QUERIES.get(template, "").format(unit=id_of(crm, "Isätyö"))
    return [bare.format(*chosen) + query for chosen in product(*values)]


def _values(crm: CRM, template: str, hole: str) -> list[str]:
    start = "/" + template.split("/")[1]
    if hole == "act":
        return ACTS[start]
    if hole in {"number", "position"}:
        return ["1"]
    if hole in {"a", "b"}:
        return [str(id_of(crm, {"a": "City of Vantaa", "b": "Isätyö"}[hole]))]
    if hole in TERM:
        return [TERM[hole]]
    if hole in {"session", "token", "passkey"}:
        return ["00"]
    if hole == "view_id":
        return [a_view(crm)]
    if start == "/accounts":
        return [str(one.account_id) for one in holders(crm.database)[:1]]
    return [str(id_of(crm, NAMES[start]))]
