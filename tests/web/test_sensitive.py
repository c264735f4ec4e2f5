"""Sensitive engagements: those without the right read of them nowhere, and count them everywhere.

Every word that only the sensitive engagement says has the same canary in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.audit import count_readings, readings
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.attendance import Headcount
from domain.colleague import Position
from domain.contact import Contact
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.addresses import addresses
from tests.web.forms import browser, filled, page

CANARY = "Zebrafinch"
DAY = "2026-04-07"
UNDER = ("", "/history", "/partners", "/collaborations", "?known_at=2027-01-01", "?on=2026-04-07")
# Whom it is restricted to: by role, and the colleague or the project of their account.
OTHERS = {
    "leadership": (Role.LEADERSHIP, None, None),
    "guest": (Role.GUEST, None, "Elsewhere"),
    "lead of another unit": (Role.PROJECT_LEAD, "Eero Salo", None),
    "coordinator of another unit": (Role.COORDINATOR, "Eero Salo", None),
}
READERS = {
    "administrator": (Role.ADMINISTRATOR, None, None),
    "lead of the unit": (Role.PROJECT_LEAD, "Noora Salmi", None),
    "coordinator who took part": (Role.COORDINATOR, "Maija Virta", None),
}


@dataclass(frozen=True, slots=True)
class Told:
    """The network with a sensitive engagement, and those who look at it."""

    crm: CRM
    canary: UUID
    tokens: dict[str, str]
    accounts: dict[str, UUID]


@pytest.fixture(scope="module")
def told(small: CRM) -> Told:
    espoo, unit, maija = (
        id_of(small, one) for one in ("City of Espoo", "Väkivaltatyö", "Maija Virta")
    )
    small.welcome_colleague(
        "Noora Salmi", Position.EXPERT, unit, Day("2020"), origin=Origin("Aino")
    )
    elsewhere = small.plan_project(
        "Elsewhere",
        Day("2026-01-01"),
        Day("2026-12-31"),
        parties=[TakesPart(espoo, "lead")],
        origin=Origin("Aino"),
    ).subject_id
    canary = small.agree_engagement(
        Form.SESSION,
        f"{CANARY} Evning",
        Day("2026-04-06"),
        themes=("violence",),
        place=f"{CANARY} Hall",
        identified_by={"stea": f"{CANARY}-1"},
        project_id=elsewhere,
        network_id=id_of(small, "Father Friendly"),
        parties=[TakesPart(unit, "lead"), TakesPart(espoo, "client"), TakesPart(maija, "trainer")],
        sensitive=True,
        origin=Origin("Aino"),
    ).subject_id
    _live(small, canary)
    accounts = {}
    for who, (role, colleague, project) in (OTHERS | READERS).items():
        accounts[who] = let_in(
            small,
            role,
            f"{who.replace(' ', '.')}@example.org",
            name=who,
            colleague_id=id_of(small, colleague) if colleague else None,
            project_id=elsewhere if project else None,
        )
    tokens = {
        who: sessions.begin(small.database, one, strong=True) for who, one in accounts.items()
    }
    return Told(small, canary, tokens, accounts)


def _live(crm: CRM, canary: UUID) -> None:
    """Let it be moved, held, counted, corrected, and somebody leave it."""
    reason = f"{CANARY} was away"
    crm.reschedule_engagement(canary, Day(DAY), None, reason, origin=Origin("Aino"))
    crm.correct_engagement_title(canary, f"{CANARY} Evening", reason, origin=Origin("Aino"))
    heads = (Headcount(17, "professional"),)
    crm.deliver_engagement(canary, heads, today=date(2026, 4, 8), origin=Origin("Aino"))
    clinic = id_of(crm, "Kerava Clinic")
    crm.join_activity(canary, clinic, "partner", origin=Origin("Aino"))
    crm.leave_activity(canary, 4, None, reason, origin=Origin("Aino"))
    elli = id_of(crm, "Elli Esimerkki")
    crm.say_which_contacts_came(canary, [elli], origin=Origin("Aino"))
    crm.lift_sensitivity(canary, reason, origin=Origin("Aino"))
    crm.mark_sensitive(canary, reason, origin=Origin("Aino"))


def client_of(site: Site, told: Told, who: str) -> httpx.Client:
    site.show(told.crm)
    return browser(site.url, told.tokens[who])


def walk(told: Told) -> Iterator[str]:
    """Give every address, those of the parties that took part, and questions for what is hidden."""
    crm = told.crm
    yield from addresses(crm)
    parties = ("City of Espoo", "Väkivaltatyö", "Maija Virta", "Kerava Clinic", "Father Friendly")
    at = {"City of Espoo": "partners", "Väkivaltatyö": "units", "Maija Virta": "people"}
    for name in parties:
        start = at.get(name, "networks" if name == "Father Friendly" else "partners")
        yield from (f"/{start}/{id_of(crm, name)}{under}" for under in UNDER)
    elsewhere = id_of(crm, "Elsewhere")
    yield from (f"/projects/{elsewhere}{under}" for under in UNDER if under not in UNDER[2:4])
    yield from (
        f"/engagements/{told.canary}{under}" for under in ("", "/history", "/title-correction")
    )
    yield f"/taking-part/{told.canary}/1/leaving"
    yield from (f"/history/{n}" for n in range(1, crm.position() + 1))
    a, b = id_of(crm, "City of Espoo"), id_of(crm, "Väkivaltatyö")
    clinic = id_of(crm, "Kerava Clinic")
    for asked in (
        "",
        "?theme=violence",
        "?known_at=2027-01-01",
        f"?with={id_of(crm, 'Maija Virta')}",
    ):
        yield f"/network/between/{a}/{b}{asked}"
    yield f"/network/path?start={a}&goal={b}"
    yield f"/network/path?start={a}&goal={clinic}"
    yield "/network/changes?from=2026-04-01&to=2026-05-01"
    yield "/network/changes?from=2026-04-01&to=2026-05-01&changed=stronger"
    yield f"/network/cell?rows=unit&columns=theme&row={b}&column=violence"
    yield "/network/matrix?rows=unit&columns=theme&as=csv"
    for key in ("day", "title", "state", "people"):
        yield from (f"/engagements?sort={sign}{key}" for sign in ("", "-"))
        yield f"/network/activities?sort={key}"
    yield f"/engagements/all?party={a}&counted=worked"
    for text in ("zebraf", "evening", "zebrafimch", "hall"):
        yield f"/engagements?q={text}"
        yield f"/search?q={text}"
        yield f"/search/suggestions?q={text}"
    yield "/network/map.svg?steps=all"


@pytest.mark.parametrize("who", OTHERS)
def test_those_without_the_right_read_of_it_nowhere(site: Site, told: Told, who: str) -> None:
    canary = str(told.canary)
    with client_of(site, told, who) as client:
        answers = {url: client.get(url) for url in walk(told)}
        of_nothing = {
            url: client.get(url.replace(canary, str(uuid4()))).status_code
            for url in answers
            if canary in url
        }

    assert {url for url, answer in answers.items() if answer.status_code >= 500} == set()
    assert {url for url, answer in answers.items() if CANARY in answer.text} == set()
    assert any("restricted" in answer.text for answer in answers.values())
    # Nothing tells it from one that isn't there.
    assert of_nothing == {url: answers[url].status_code for url in of_nothing}
    assert set(of_nothing.values()) <= {403, 404}
    others = [answer for url, answer in answers.items() if str(told.canary) not in url]
    assert not any(str(told.canary) in answer.text for answer in others)


@pytest.mark.parametrize("who", READERS)
def test_those_with_the_right_read_it_as_any_other(site: Site, told: Told, who: str) -> None:
    with client_of(site, told, who) as client:
        found = {url for url in walk(told) if CANARY in client.get(url).text}

    assert len(found) > 40
    assert f"/engagements/{told.canary}" in found
    assert "/search?q=zebraf" in found
    assert "/network/participations" in found


def test_every_list_is_as_long_and_every_figure_the_same_without_the_right(
    site: Site, told: Told
) -> None:
    # That somebody came isn't told at all: the line that says so isn't there.
    elli = f"/contacts/{id_of(told.crm, 'Elli Esimerkki')}/history"
    with (
        client_of(site, told, "leadership") as one,
        client_of(site, told, "administrator") as other,
    ):
        differing = {
            url
            for url in walk(told)
            if "/search" not in url and "?q=" not in url and str(told.canary) not in url
            if url != elli
            if (first := one.get(url)).status_code == 200
            if figures(first) != figures(other.get(url))
        }

    # What is behind a button isn't offered to leadership; figures are.
    assert differing == set()


def figures(answer: httpx.Response) -> list[str]:
    """Return how many a page counts and lists."""
    if "text/html" not in answer.headers["content-type"]:
        return [answer.text]
    found = page(answer).select(
        "main h1 .count, main .stats, main .strongest, main .bars, main .heat"
    )
    rows = len(page(answer).select("main tbody tr, main .timeline li"))
    return [*(" ".join(one.get_text(" ").split()) for one in found), str(rows)]


def test_a_search_finds_it_for_those_with_the_right_alone(site: Site, told: Told) -> None:
    with client_of(site, told, "leadership") as client:
        others = page(client.get("/engagements?q=zebraf")).select("tbody tr")
    with client_of(site, told, "administrator") as client:
        own = page(client.get("/engagements?q=zebraf")).select("tbody tr")

    assert (len(others), len(own)) == (0, 1)


@pytest.mark.parametrize("sort", ["title", "-title", "people", "-people", "state", "-state"])
def test_its_place_in_an_order_tells_nothing(site: Site, told: Told, sort: str) -> None:
    with client_of(site, told, "leadership") as client:
        rows = page(client.get(f"/engagements?sort={sort}")).select("tbody tr")

    assert "restricted" in rows[-1].get_text()


def test_its_line_shows_its_day_and_nothing_else(site: Site, told: Told) -> None:
    with client_of(site, told, "leadership") as client:
        [row] = [
            one
            for one in page(client.get("/engagements")).select("tbody tr")
            if "restricted" in one.get_text()
        ]

    assert row.get_text(" ").split() == ["7", "Apr", "2026", "restricted", "–"]


def test_nobody_acts_on_what_they_may_not_read(site: Site, told: Told) -> None:
    before = told.crm.position()
    with client_of(site, told, "coordinator of another unit") as client:
        eero = str(id_of(told.crm, "Eero Salo"))
        typed = {"party": eero, "role": "trainer", "reason": "x", "title": "x"}
        statuses = {
            client.post(f"/engagements/{told.canary}/{act}", data=typed).status_code
            for act in ("parties", "sensitivity-lifting", "title-correction", "withdrawal")
        }
        calm = id_of(told.crm, "Calm Evening")
        let_through = client.post(f"/engagements/{calm}/title-correction", data={"title": ""})

    assert statuses == {404}
    assert let_through.status_code == 422
    assert told.crm.position() == before


def test_what_rests_on_a_partner_is_not_named_to_those_it_is_restricted_to(
    site: Site, told: Told
) -> None:
    espoo = id_of(told.crm, "City of Espoo")
    shown = {}
    for who in ("coordinator of another unit", "coordinator who took part"):
        with client_of(site, told, who) as client:
            form = filled(client, f"/partners/{espoo}/withdrawal")
            shown[who] = client.post(form.url, data={**form.data, "reason": "tupla"})

    assert {answer.status_code for answer in shown.values()} == {422}
    assert CANARY not in shown["coordinator of another unit"].text
    assert "restricted" in shown["coordinator of another unit"].text
    assert CANARY in shown["coordinator who took part"].text


def test_reading_it_is_written_down_and_failing_to_is_not(site: Site, told: Told) -> None:
    database, at = told.crm.database, f"/engagements/{told.canary}"
    calm = id_of(told.crm, "Calm Evening")
    before = count_readings(database)
    with client_of(site, told, "leadership") as client:
        client.get(at)
    with client_of(site, told, "lead of the unit") as client:
        client.get(at)
        client.get(f"/engagements/{calm}")

    [newest] = readings(database, limit=1)
    assert count_readings(database) == before + 1
    assert newest.account_id == told.accounts["lead of the unit"]
    assert (newest.what, newest.about) == ("engagement", str(told.canary))
    with client_of(site, told, "administrator") as client:
        rows = page(client.get("/audit/readings")).select("tbody tr")
    [row] = [one.get_text(" ") for one in rows[:2] if "a sensitive engagement" in one.get_text()]
    assert f"{CANARY} Evening" in row
    assert "lead of the unit" in row


def test_reading_an_entry_of_it_is_written_down_each_time(site: Site, told: Told) -> None:
    crm, database = told.crm, told.crm.database
    own = crm.entries_about(told.canary)[0].position
    calm = crm.entries_about(id_of(crm, "Calm Evening"))[0].position
    [came] = [
        one.position
        for one in crm.entries_about(id_of(crm, "Elli Esimerkki"))
        if isinstance(one.event, Contact.TookPart) and one.event.engagement_id == told.canary
    ]
    before = count_readings(database)

    for who in ("leadership", "lead of the unit"):
        with client_of(site, told, who) as client:
            for position in (own, own, came, calm):
                client.get(f"/history/{position}")

    assert count_readings(database) == before + 3
    assert [(one.account_id, one.what, one.about) for one in readings(database, limit=3)] == [
        (told.accounts["lead of the unit"], "engagement", str(told.canary))
    ] * 3


def test_one_that_is_opened_to_all_is_read_by_all(site: Site, told: Told) -> None:
    crm = told.crm
    opened = crm.agree_engagement(
        Form.SESSION, "Open Evening", Day("2027-02"), sensitive=True, origin=Origin("Aino")
    ).subject_id
    with client_of(site, told, "leadership") as client:
        before = client.get(f"/engagements/{opened}").status_code
        crm.lift_sensitivity(opened, "a lecture", origin=Origin("Aino"))
        after = client.get(f"/engagements/{opened}").status_code
    crm.withdraw_engagement(opened, "tupla", origin=Origin("Aino"))

    assert (before, after) == (404, 200)


def test_what_was_withdrawn_stays_restricted(site: Site, told: Told) -> None:
    crm = told.crm
    gone = crm.agree_engagement(
        Form.SESSION, "Gone Evening", Day("2027-03"), sensitive=True, origin=Origin("Aino")
    ).subject_id
    espoo = id_of(crm, "City of Espoo")
    crm.join_activity(gone, espoo, "client", origin=Origin("Aino"))
    crm.withdraw_engagement(gone, "tupla", origin=Origin("Aino"))

    with client_of(site, told, "leadership") as client:
        status = client.get(f"/engagements/{gone}").status_code
        history = client.get(f"/partners/{espoo}/history").text
    with client_of(site, told, "administrator") as client:
        own = client.get(f"/partners/{espoo}/history").text

    assert status == 404
    assert "Gone Evening" not in history
    assert "Gone Evening" in own
