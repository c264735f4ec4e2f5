"""What is grave asks again for who one is, of whoever showed it longer ago."""

from collections.abc import Iterator

import httpx
import pytest

from crm.application import CRM
from domain.account import Role
from features.site import Site
from tests.web.addresses import HOLE, routes
from tests.web.belongings import Things, fill, filled, imported, things, token_as
from tests.web.forms import browser
from web.imports.running import RUNNING

# What others may do, forgetting somebody for good, handing out all that is held of somebody, and
# one's own ways in.
GRAVE = """
GET  /accounts/new
POST /accounts/new
POST /accounts/{subject_id}/closing
POST /accounts/{subject_id}/invitation
POST /accounts/{subject_id}/new-beginning
POST /accounts/{subject_id}/reopening
GET  /accounts/{subject_id}/role
POST /accounts/{subject_id}/role
GET  /contacts/{subject_id}/copy
GET  /contacts/{subject_id}/copy.json
GET  /contacts/{subject_id}/erasure
POST /contacts/{subject_id}/erasure
POST /imports/{run_id}/undoing
GET  /people/{subject_id}/copy
GET  /people/{subject_id}/copy.json
GET  /people/{subject_id}/erasure
POST /people/{subject_id}/erasure
GET  /account/second-factor
POST /account/second-factor
POST /account/sessions/ending
POST /account/passkeys
POST /account/passkeys/options
POST /account/passkeys/{passkey}/removal
POST /account/provider
POST /account/provider/removal
"""
ROUTES = [(words[0], words[1]) for line in GRAVE.split("\n") if (words := line.split())]


@pytest.fixture(scope="module")
def known(small: CRM, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Things]:
    """Give what an administrator has, so that all that is asked for is there."""
    fill(small)
    run_id = imported(small, tmp_path_factory.mktemp("import"))
    yield things(small, Role.ADMINISTRATOR)[0] | {"run_id": run_id}
    RUNNING.forget()


def test_the_table_has_every_route_that_asks_again() -> None:
    there = {
        (method, HOLE.sub(r"{\1}", path))
        for method, path, says in routes()
        if says.get("strong") and method != "OPTIONS"
    }

    assert set(ROUTES) == there


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_who_showed_long_ago_who_they_are_shows_it_again_before_something_grave(
    site: Site, small: CRM, known: Things, route: tuple[str, str]
) -> None:
    site.show(small)
    method, path, before = route[0], filled(route[1], known), small.position()

    with browser(site.url, token_as(small, Role.ADMINISTRATOR, strong=False)) as client:
        answer = client.request(method, path)
        by_htmx = client.request(method, path, headers={"HX-Request": "true"})
        lesser = client.get("/accounts")

    assert (303, "/sign-in/again") == (answer.status_code, _path(answer.headers["location"]))
    assert (401, "/sign-in/again") == (by_htmx.status_code, by_htmx.headers["hx-redirect"])
    assert (200, before) == (lesser.status_code, small.position())


def _path(url: str) -> str:
    return httpx.URL(url).path
