"""The pages, wired: a table of contents."""

from collections.abc import Callable
from datetime import date
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.types import ASGIApp

from crm.application import CRM
from crm.clocks import today as real_today
from crm.signing_in.provider import Provider
from web import assets, health, language, refusals
from web.access import allowed, check_every_route_says_who
from web.account.controller import AccountController
from web.accounts.controller import AccountsController
from web.audit.controller import AuditController
from web.contacts.controller import ContactsController
from web.engagements.controller import EngagementsController
from web.form import Entered
from web.gate import Gate
from web.history.controller import HistoryController
from web.home.controller import HomeController
from web.imports.controller import ImportsController
from web.imports.running import RUNNING
from web.network.controller import NetworkController
from web.network.pictures import PicturesController
from web.networks.controller import NetworksController
from web.noting import note_route
from web.partners.controller import PartnersController
from web.people.controller import PeopleController
from web.projects.controller import ProjectsController
from web.saved_views.controller import SavedViewsController
from web.saved_views.lists import LISTS
from web.search.controller import SearchController
from web.sent import form_of
from web.shield import Shield
from web.signing_in.controller import SigningInController
from web.signing_in.passkeys import PasskeysController
from web.signing_in.provider import ProviderController
from web.taking_part.controller import TakingPartController
from web.units.controller import UnitsController
from web.visit import Visit
from web.vocabularies.controller import VocabulariesController

CONTROLLERS = [
    HomeController,
    PartnersController,
    ContactsController,
    PeopleController,
    UnitsController,
    NetworksController,
    ProjectsController,
    EngagementsController,
    TakingPartController,
    NetworkController,
    PicturesController,
    SearchController,
    SavedViewsController,
    ImportsController,
    VocabulariesController,
    HistoryController,
    SigningInController,
    PasskeysController,
    ProviderController,
    AccountController,
    AccountsController,
    AuditController,
]
HANDLERS = [language.choose, assets.serve_asset, health.live, health.ready]


def create_app(
    crm: CRM,
    *,
    demo: bool = False,
    url: str = "",
    hosts: frozenset[str] = frozenset(),
    provider: Provider | None = None,
    second_factor_of_all: bool = False,
    today: Callable[[], date] = real_today,
) -> ASGIApp:
    """Wire the pages over an opened installation; `today` tells them the day it is.

    `url` is the address under which people reach them, if it isn't the one that each request was
    sent to; `provider` is whom they may sign in with; a second factor is needed by administrators,
    or `second_factor_of_all`. Raises RuntimeError where a route doesn't say who may ask for it.
    """
    secure = url.startswith("https://")
    app = _wired(
        crm=crm,
        demo=demo,
        url=url,
        secure=secure,
        today=today,
        provider=provider,
        second_factor_of_all=second_factor_of_all,
        lists=LISTS,
    )
    check_every_route_says_who(app)
    return Shield(Gate(app), hosts, secure=secure)


def _wired(**state: Any) -> Litestar:
    return Litestar(
        route_handlers=[*CONTROLLERS, *HANDLERS],
        dependencies={
            "visit": Provide(visit, sync_to_thread=False),
            "entered": Provide(entered),
        },
        state=State(state),
        guards=[allowed],
        exception_handlers=refusals.HANDLERS,
        middleware=[language.InLanguage()],
        before_send=[note_route],
        on_shutdown=[RUNNING.forget],
        request_max_body_size=refusals.BODY_LIMIT,
        openapi_config=None,
        logging_config=None,
    )


def visit(request: Request[Any, Any, Any]) -> Visit:
    """Give a handler its visit."""
    # Litestar would copy the state for each who asks for it by name.
    state = request.app.state
    return Visit(state.crm, request, state.today, state.demo)


async def entered(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Entered:
    """Give a handler what was typed into its form."""
    return Entered(await form_of(request), visit.today, request.url.path)
