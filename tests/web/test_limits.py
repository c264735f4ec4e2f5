"""Whoever is signed in searches and exports as often as people do, and no oftener."""

import httpx
import pytest

from crm.application import CRM
from crm.signing_in.limits import Limit
from crm.signing_in.sessions import begin
from domain.account import Role
from features.signed_in import let_in
from features.site import Site
from tests.web.conftest import visitor
from tests.web.forms import page

FEW = Limit(2, 300)
ADDRESSES = {
    "search": "/search?q=espoo{n}",
    "suggestions": "/search/suggestions?q=espoo{n}",
    "parties": "/search/parties?party_text=espoo{n}",
    "matrix": "/network/matrix?as=csv&from={n}",
    "map": "/network/map.svg?from={n}",
}


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch, small: CRM) -> None:
    monkeypatch.setattr("web.access.LIMITS", {"search": FEW, "export": FEW})
    small.database.value("DELETE FROM bucket RETURNING true")


@pytest.mark.parametrize("what", ADDRESSES)
def test_who_asks_too_often_is_told_when_to_ask_again(client: httpx.Client, what: str) -> None:
    address = ADDRESSES[what]

    answers = [client.get(address.format(n=2020 + n)) for n in range(FEW.tries + 1)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) == FEW.seconds // FEW.tries
    assert "It was tried too often. Try again in 150 seconds." in answers[-1].text


def test_a_part_of_a_page_is_told_so_in_a_sentence_alone(client: httpx.Client) -> None:
    asked = {"hx-request-type": "partial"}
    answers = [
        client.get(f"/search/suggestions?q=espo{n}", headers=asked) for n in range(FEW.tries + 1)
    ]

    assert answers[-1].status_code == 429
    assert page(answers[-1]).select_one("p.notice.warn")
    assert not page(answers[-1]).select_one("main")


def test_others_search_on(client: httpx.Client, site: Site, small: CRM) -> None:
    for n in range(FEW.tries + 1):
        client.get(f"/search?q=vantaa{n}")
    account = let_in(small, Role.LEADERSHIP, "other@example.org", name="Other")

    with visitor(site, small) as other:
        other.cookies.set("session", begin(small.database, account, strong=True))
        answer = other.get("/search?q=vantaa")

    assert answer.status_code == 200


def test_a_page_isnt_a_search(client: httpx.Client) -> None:
    answers = [client.get(f"/partners?q=es{n}") for n in range(FEW.tries + 2)]

    assert {answer.status_code for answer in answers} == {200}
