"""What is somebody's own on the first page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import httpx
import pytest
from bs4 import Tag

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, page

LetIn = Callable[[Role, UUID | None], httpx.Client]


@pytest.fixture
def enter(site: Site, small: CRM) -> Iterator[LetIn]:
    site.show(small)
    with ExitStack() as block:

        def let(role: Role, colleague_id: UUID | None) -> httpx.Client:
            login = f"{role.value}{colleague_id}@example.org"
            account_id = let_in(small, role, login, name="Somebody", colleague_id=colleague_id)
            token = sessions.begin(small.database, account_id, strong=True)
            return block.enter_context(browser(site.url, token))

        yield let


def test_an_engagement_of_others_is_not_to_be_told_by_who_leads_none(
    small: CRM, enter: LetIn
) -> None:
    eero, noora = id_of(small, "Eero Salo"), _colleague(small, "Noora Salmi", "Väkivaltatyö")
    _agree(small, "Of Eero", Day("2026-05-04"), TakesPart(eero, "trainer"))
    _agree(small, "Of Noora", Day("2026-05-05"), TakesPart(noora, "trainer"))
    _agree(small, "Still to come", Day("2026-05"), TakesPart(noora, "trainer"))

    held = _card(enter(Role.PROJECT_LEAD, noora), "Was it held?")

    assert [_told(one) for one in held] == [("Of Noora", "5 May 2026, Session", "Record as held")]


def test_a_restricted_one_has_no_name_and_no_way_on(small: CRM, enter: LetIn) -> None:
    sanna, espoo = _colleague(small, "Sanna Koski", "Isätyö"), id_of(small, "City of Espoo")
    small.assign_steward(espoo, sanna, Day("2026-05"), origin=Origin("Aino"))
    maija = TakesPart(id_of(small, "Maija Virta"), "trainer")
    for title, day in (("Secret May", "2026-05-11"), ("Secret June", "2026-06-11")):
        secret = _agree(small, title, Day(day), TakesPart(espoo, "partner"), maija)
        small.mark_sensitive(secret, "A family is known", origin=Origin("Aino"))

    client = enter(Role.COORDINATOR, sanna)

    assert [_told(one) for one in _card(client, "Coming up")] == [("restricted", "11 Jun 2026", "")]
    lately = _card(client, "What my partners did last")
    assert [_told(one) for one in lately] == [("City of Espoo", "yesterday, restricted", "")]
    assert "Secret" not in client.get("/").text


def test_who_left_has_nothing_of_it_any_more(small: CRM, enter: LetIn) -> None:
    lahja, laurea = _colleague(small, "Lahja Lehto", "Isätyö"), id_of(small, "Laurea")
    parties = [TakesPart(lahja, "expert"), TakesPart(laurea, "partner")]
    project = small.plan_project("Left early", parties=parties, origin=Origin("Aino")).subject_id
    client = enter(Role.COORDINATOR, lahja)
    before = [one.get_text() for one in page(client.get("/")).select(".own h2")]

    small.leave_activity(project, 1, None, "Another task", origin=Origin("Aino"))

    after = [one.get_text() for one in page(client.get("/")).select(".own h2")]
    assert before == ["Coming up", "My projects", "What my partners did last"]
    assert after == ["Coming up"]


@pytest.mark.parametrize(
    ("role", "name"),
    [(Role.LEADERSHIP, "Eero Salo"), (Role.ADMINISTRATOR, "Eero Salo"), (Role.COORDINATOR, "")],
)
def test_whoever_has_nothing_of_their_own_sees_the_network_first(
    small: CRM, enter: LetIn, role: Role, name: str
) -> None:
    eero = id_of(small, name) if name else None

    home = page(enter(role, eero).get("/"))

    assert home.select("h1")[0].get_text() == "The network in 2026"


def test_of_another_day_nothing_is_anybodys_own(small: CRM, enter: LetIn) -> None:
    mauri = _colleague(small, "Mauri Salo", "Isätyö")
    client = enter(Role.COORDINATOR, mauri)

    now, then = (page(client.get("/", params=asked)) for asked in ({}, {"on": "2026-05-01"}))

    assert now.select("h1")[0].get_text() == "My work"
    assert then.select("h1")[0].get_text() == "The network in 2026"


def test_whoever_has_nothing_coming_up_is_told_so(small: CRM, enter: LetIn) -> None:
    client = enter(Role.COORDINATOR, _colleague(small, "Uusi Tulija", "Isätyö"))

    cards = [one.get_text() for one in page(client.get("/")).select(".own h2")]

    assert cards == ["Coming up"]
    assert "None" in page(client.get("/")).select(".own")[0].get_text()


def _colleague(crm: CRM, name: str, unit: str) -> UUID:
    welcomed = crm.welcome_colleague(
        name, Position.EXPERT, id_of(crm, unit), Day("2020"), origin=Origin("Aino")
    )
    return welcomed.subject_id


def _agree(crm: CRM, title: str, day: Day, *parties: TakesPart) -> UUID:
    agreed = crm.agree_engagement(
        Form.SESSION, title, day, parties=[*parties], origin=Origin("Aino")
    )
    return agreed.subject_id


def _card(client: httpx.Client, title: str) -> list[Tag]:
    (card,) = [
        one
        for one in page(client.get("/")).select(".own .card")
        if one.select("h2")[0].get_text() == title
    ]
    return [*card.select(".tie")]


def _told(line: Tag) -> tuple[str, str, Any]:
    name, told = (" ".join(one.get_text().split()) for one in line.select("p"))
    more = line.select(".cause a")
    way_on = more[0].get_text() if more else ""
    return name, told.removesuffix(way_on).strip(), way_on
