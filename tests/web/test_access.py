"""Every route, by every method, as everybody: who is let through to their own and to others'.

In the table y is let through, n is told that the role doesn't allow it (403), 0 finds nothing
(404), d is led to the door. Where two stand together, the first is over what is the viewer's own.
Everything that is asked for is there (tests/web/belongings.py), but for what - stands at, which
nobody finds (404): there is no provider, and nobody looks around as somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromPath

from crm.access import MAY, Right, Scope
from crm.application import CRM
from domain.account import Role
from features.known import address_of
from features.site import Site
from tests.web.addresses import HOLE, routes, templates
from tests.web.belongings import Things, fill, filled, imported, things, token_as
from tests.web.forms import browser, page
from web.access import any_of, check_every_route_says_who, needs
from web.imports.running import RUNNING

# administrator, coordinator, project lead, leadership, guest, nobody
TABLE = """
GET  /                                              y   y   y   y   y   d
GET  /account                                       y   y   y   y   y   d
GET  /account/password                              y   y   y   y   y   d
POST /account/password                              y   y   y   y   y   d
GET  /account/second-factor                         y   y   y   y   y   d
POST /account/passkeys                              y   y   y   y   y   d
POST /account/passkeys/options                      y   y   y   y   y   d
POST /account/passkeys/{passkey}/removal            y   y   y   y   y   d
POST /account/provider                              -   -   -   -   -   d
POST /account/provider/removal                      -   -   -   -   -   d
POST /account/second-factor                         y   y   y   y   y   d
POST /account/sessions/ending                       y   y   y   y   y   d
POST /account/sessions/{session}/ending             y   y   y   y   y   d
GET  /accounts                                      y   n   n   n   0   d
GET  /accounts/new                                  y   n   n   n   0   d
POST /accounts/new                                  y   n   n   n   0   d
GET  /accounts/{subject_id}                         y   n   n   n   0   d
POST /accounts/{subject_id}/closing                 y   n   n   n   0   d
POST /accounts/{subject_id}/invitation              y   n   n   n   0   d
POST /accounts/{subject_id}/new-beginning           y   n   n   n   0   d
POST /accounts/{subject_id}/reopening               y   n   n   n   0   d
GET  /accounts/{subject_id}/role                    y   n   n   n   0   d
POST /accounts/{subject_id}/role                    y   n   n   n   0   d
GET  /audit                                         y   n   n   n   0   d
GET  /audit/readings                                y   n   n   n   0   d
GET  /contacts                                      y   y   y   y   0   d
GET  /contacts/likely                               y   y   y   n   0   d
GET  /contacts/new                                  y   y   y   n   0   d
POST /contacts/new                                  y   y   y   n   0   d
GET  /contacts/{subject_id}                         y   y   y   y   0   d
GET  /contacts/{subject_id}/copy                    y   n   n   n   0   d
GET  /contacts/{subject_id}/copy.json               y   n   n   n   0   d
GET  /contacts/{subject_id}/erasure                 y   n   n   n   0   d
POST /contacts/{subject_id}/erasure                 y   n   n   n   0   d
GET  /contacts/{subject_id}/history                 y   y   y   y   0   d
GET  /contacts/{subject_id}/{act}                   y   y   y   n   0   d
POST /contacts/{subject_id}/{act}                   y   y   y   n   0   d
GET  /engagements                                   y   y   y   y   0   d
GET  /engagements/all                               y   y   y   y   0   d
GET  /engagements/new                               y   y   y   n   0   d
POST /engagements/new                               y   y   y   n   0   d
GET  /engagements/{subject_id}                      yy  yy  yy  yy  y0  dd
GET  /engagements/{subject_id}/history              yy  yy  yy  yy  00  dd
GET  /engagements/{subject_id}/{number}/undoing     yy  yy  y0  nn  00  dd
POST /engagements/{subject_id}/{number}/undoing     yy  yy  y0  nn  00  dd
GET  /engagements/{subject_id}/{act}                yy  yy  y0  nn  00  dd
POST /engagements/{subject_id}/{act}                yy  yy  y0  nn  00  dd
GET  /health/live                                   y   y   y   y   y   y
GET  /health/ready                                  y   y   y   y   y   y
GET  /history/{position}                            y   y   y   y   0   d
GET  /imports                                       y   y   n   n   0   d
POST /imports                                       y   y   n   n   0   d
GET  /imports/uploads/{upload_id}                   y   y   n   n   0   d
POST /imports/uploads/{upload_id}                   y   y   n   n   0   d
GET  /imports/uploads/{upload_id}/columns           y   y   n   n   0   d
POST /imports/uploads/{upload_id}/columns           y   y   n   n   0   d
GET  /imports/{run_id}                              y   y   n   n   0   d
POST /imports/{run_id}/undoing                      y   y   n   n   0   d
GET  /invitation/{token}                            y   y   y   y   y   y
POST /invitation/{token}                            y   y   y   y   y   y
GET  /invitation/{token}/provider                   -   -   -   -   -   -
GET  /language                                      y   y   y   y   y   y
GET  /network/activities                            y   y   y   y   0   d
GET  /network/between/{a}/{b}                       y   y   y   y   0   d
GET  /network/bridges/{a}                           y   y   y   y   0   d
GET  /network/cell                                  y   y   y   y   0   d
GET  /network/changes                               y   y   y   y   0   d
GET  /network/groups                                y   y   y   y   0   d
GET  /network/map                                   y   y   y   y   0   d
GET  /network/map.svg                               y   y   y   y   0   d
GET  /network/matrix                                y   y   y   y   0   d
GET  /network/measures                              y   y   y   y   0   d
GET  /network/pairs                                 y   y   y   y   0   d
GET  /network/path                                  y   y   y   y   0   d
GET  /network/participations                        y   y   y   y   0   d
GET  /network/pieces                                y   y   y   y   0   d
GET  /networks                                      y   y   y   y   0   d
GET  /networks/new                                  y   y   n   n   0   d
POST /networks/new                                  y   y   n   n   0   d
GET  /networks/{subject_id}                         y   y   y   y   0   d
GET  /networks/{subject_id}/collaborations          y   y   y   y   0   d
GET  /networks/{subject_id}/history                 y   y   y   y   0   d
GET  /networks/{subject_id}/{number}/undoing        y   y   n   n   0   d
POST /networks/{subject_id}/{number}/undoing        y   y   n   n   0   d
GET  /networks/{subject_id}/partners                y   y   y   y   0   d
GET  /networks/{subject_id}/{act}                   y   y   n   n   0   d
POST /networks/{subject_id}/{act}                   y   y   n   n   0   d
GET  /partners                                      y   y   y   y   0   d
GET  /partners/likely                               y   y   y   y   0   d
GET  /partners/new                                  y   y   y   n   0   d
POST /partners/new                                  y   y   y   n   0   d
GET  /partners/{subject_id}                         yy  yy  yy  yy  00  dd
GET  /partners/{subject_id}/collaborations          yy  yy  yy  yy  00  dd
GET  /partners/{subject_id}/history                 yy  yy  yy  yy  00  dd
GET  /partners/{subject_id}/{number}/undoing        yy  yy  y0  nn  00  dd
POST /partners/{subject_id}/{number}/undoing        yy  yy  y0  nn  00  dd
GET  /partners/{subject_id}/partners                yy  yy  yy  yy  00  dd
GET  /partners/{subject_id}/{act}                   yy  yy  y0  nn  00  dd
POST /partners/{subject_id}/{act}                   yy  yy  y0  nn  00  dd
GET  /people                                        y   y   y   y   0   d
GET  /people/new                                    y   n   n   n   0   d
POST /people/new                                    y   n   n   n   0   d
GET  /people/{subject_id}                           y   y   y   y   0   d
GET  /people/{subject_id}/collaborations            y   y   y   y   0   d
GET  /people/{subject_id}/copy                      y   n   n   n   0   d
GET  /people/{subject_id}/copy.json                 y   n   n   n   0   d
GET  /people/{subject_id}/erasure                   y   n   n   n   0   d
POST /people/{subject_id}/erasure                   y   n   n   n   0   d
GET  /people/{subject_id}/history                   y   y   y   y   0   d
GET  /people/{subject_id}/{number}/undoing          y   n   n   n   0   d
POST /people/{subject_id}/{number}/undoing          y   n   n   n   0   d
GET  /people/{subject_id}/partners                  y   y   y   y   0   d
GET  /people/{subject_id}/{act}                     y   n   n   n   0   d
POST /people/{subject_id}/{act}                     y   n   n   n   0   d
GET  /projects                                      y   y   y   y   0   d
GET  /projects/new                                  y   y   y   n   0   d
POST /projects/new                                  y   y   y   n   0   d
GET  /projects/{subject_id}                         yy  yy  yy  yy  y0  dd
GET  /projects/{subject_id}/history                 yy  yy  yy  yy  00  dd
GET  /projects/{subject_id}/{number}/undoing        yy  y0  y0  nn  00  dd
POST /projects/{subject_id}/{number}/undoing        yy  y0  y0  nn  00  dd
GET  /projects/{subject_id}/{act}                   yy  y0  y0  nn  00  dd
POST /projects/{subject_id}/{act}                   yy  y0  y0  nn  00  dd
GET  /search                                        y   y   y   y   0   d
GET  /search/parties                                y   y   y   y   0   d
GET  /search/suggestions                            y   y   y   y   0   d
GET  /sign-in                                       y   y   y   y   y   y
POST /sign-in                                       y   y   y   y   y   y
GET  /sign-in/again                                 y   y   y   y   y   d
POST /sign-in/again                                 y   y   y   y   y   d
POST /sign-in/as                                    -   -   -   -   -   -
GET  /sign-in/again/provider                        -   -   -   -   -   d
GET  /sign-in/code                                  y   y   y   y   y   d
POST /sign-in/code                                  y   y   y   y   y   d
POST /sign-in/passkey                               y   y   y   y   y   y
GET  /sign-in/provider                              -   -   -   -   -   -
GET  /sign-in/provider/answer                       -   -   -   -   -   -
POST /sign-in/passkey/options                       y   y   y   y   y   y
GET  /saved-views                                   y   y   y   y   0   d
GET  /saved-views/new                               y   y   y   y   0   d
POST /saved-views/new                               y   y   y   y   0   d
GET  /saved-views/{view_id}/name                    y   y   y   y   0   d
POST /saved-views/{view_id}/name                    y   y   y   y   0   d
POST /saved-views/{view_id}/removal                 y   y   y   y   0   d
POST /sign-out                                      y   y   y   y   y   d
GET  /static/{digest}/{name}                        y   y   y   y   y   y
GET  /taking-part/{activity_id}/{number}/{act}      yy  y0  y0  nn  00  dd
POST /taking-part/{activity_id}/{number}/{act}      yy  y0  y0  nn  00  dd
GET  /units                                         y   y   y   y   0   d
GET  /units/new                                     y   n   n   n   0   d
POST /units/new                                     y   n   n   n   0   d
GET  /units/{subject_id}                            y   y   y   y   0   d
GET  /units/{subject_id}/collaborations             y   y   y   y   0   d
GET  /units/{subject_id}/history                    y   y   y   y   0   d
GET  /units/{subject_id}/{number}/undoing           y   n   n   n   0   d
POST /units/{subject_id}/{number}/undoing           y   n   n   n   0   d
GET  /units/{subject_id}/partners                   y   y   y   y   0   d
GET  /units/{subject_id}/{act}                      y   n   n   n   0   d
POST /units/{subject_id}/{act}                      y   n   n   n   0   d
GET  /vocabularies                                  y   n   n   n   0   d
GET  /vocabularies/{vocabulary}/new                 y   n   n   n   0   d
POST /vocabularies/{vocabulary}/new                 y   n   n   n   0   d
GET  /vocabularies/{vocabulary}/{code}/{act}        y   n   n   n   0   d
POST /vocabularies/{vocabulary}/{code}/{act}        y   n   n   n   0   d
"""
ROLES = [Role.ADMINISTRATOR, Role.COORDINATOR, Role.PROJECT_LEAD, Role.LEADERSHIP, Role.GUEST, None]
ROWS = [(words[0], words[1], words[2:]) for line in TABLE.split("\n") if (words := line.split())]
# What answers whoever is let through: a page, the way on from it, or what was wrong in a form that
# was sent with nothing in it. No page of these misses its question (400) or is at odds (409).
LET_THROUGH = {200, 303, 422}
DOOR = {303, 401}


@dataclass
class Somebody:
    """A client of the pages, and what its viewer knows as theirs and as others'."""

    client: httpx.Client
    own: Things
    others: Things


@pytest.fixture(scope="module")
def crm_(small: CRM) -> CRM:
    """Give the network with everybody in it, and what is none of theirs."""
    fill(small)
    return small


@pytest.fixture(scope="module")
def run_id(crm_: CRM, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give an import that can be taken back."""
    return imported(crm_, tmp_path_factory.mktemp("import"))


@pytest.fixture(params=ROLES, ids=lambda role: role.value if role else "nobody")
def somebody(
    request: pytest.FixtureRequest, site: Site, crm_: CRM, run_id: str
) -> Iterator[Somebody]:
    """Give everybody in turn."""
    role: Role | None = request.param
    site.show(crm_)
    own, others = (found | {"run_id": run_id} for found in things(crm_, role))
    with browser(site.url, token_as(crm_, role) if role else "") as client:
        yield Somebody(client, own, others)
    RUNNING.forget()


def test_the_table_has_every_route() -> None:
    there = {
        (method, HOLE.sub(r"{\1}", one)) for method in ("GET", "POST") for one in templates(method)
    }

    assert {(method, template) for method, template, _ in ROWS} == there


def test_everybody_is_let_through_where_the_table_says(
    somebody: Somebody, crm_: CRM, request: pytest.FixtureRequest
) -> None:
    role = request.node.callspec.params["somebody"]
    wrong = []
    for method, template, said in ROWS:
        asked = zip(said[ROLES.index(role)], (somebody.own, somebody.others), strict=False)
        for expected, known in asked:
            answer = somebody.client.request(method, filled(template, known))
            if role and template in {"/sign-out", "/account/sessions/ending"}:
                somebody.client.cookies.clear()
                somebody.client.cookies["session"] = token_as(crm_, role)
            if not _is(expected, answer):
                wrong.append(f"{method} {answer.url.path}: {answer.status_code}, not {expected}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["Near You", "Near Evening"])
def test_a_guest_is_led_nowhere_that_is_not_there_for_them(
    site: Site, crm_: CRM, name: str
) -> None:
    site.show(crm_)
    token = token_as(crm_, Role.GUEST)
    with browser(site.url, token) as guest:
        shown = page(guest.get(address_of(crm_, name)))

        led = {str(one["href"]) for one in shown.select("a[href^='/']")} - {"/"}
        answers = {url: guest.get(url).status_code for url in led}

    assert led
    assert {url: status for url, status in answers.items() if status >= 400} == {}


def test_every_role_says_how_far_each_right_reaches() -> None:
    assert set(MAY) == set(Role)
    assert all(set(rights) == set(Right) for rights in MAY.values())


def test_a_route_that_does_not_say_who_may_ask_stops_the_program() -> None:
    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return ""

    with pytest.raises(RuntimeError, match="/forgotten"):
        check_every_route_says_who(Litestar([forgotten], openapi_config=None))


def test_an_id_that_no_right_is_asked_about_stops_the_program() -> None:
    @get("/things/{thing:uuid}", sync_to_thread=False, opt=needs(Right.PARTNERS))
    def overlooked(thing: FromPath[UUID]) -> str:
        return str(thing)

    @get("/things/{thing:uuid}", sync_to_thread=False, opt=needs(Right.IMPORTS) | any_of("thing"))
    def told(thing: FromPath[UUID]) -> str:
        return str(thing)

    check_every_route_says_who(Litestar([told], openapi_config=None))
    with pytest.raises(RuntimeError, match=r"/things/.*thing"):
        check_every_route_says_who(Litestar([overlooked], openapi_config=None))


def test_a_right_that_is_asked_about_no_id_reaches_all_or_none() -> None:
    rights = {says["right"] for _, _, says in routes() if says.get("any")}
    reached = {MAY[role][right] for role in Role for right in rights}

    assert {Right.SEE, Right.IMPORTS} == rights
    # A guest's one project is none of all: what isn't asked about is nothing to them.
    assert reached == {Scope.ALL, Scope.NONE, Scope.PROJECT}


def _is(expected: str, answer: httpx.Response) -> bool:
    status, to = answer.status_code, answer.headers.get("location", "")
    if expected == "y":
        return status in LET_THROUGH and not to.startswith(("/sign-in?", "/sign-in/"))
    if expected == "d":
        return status in DOOR and (status == 401 or to.startswith("/sign-in"))
    return status == {"n": 403, "0": 404, "-": 404}[expected]
