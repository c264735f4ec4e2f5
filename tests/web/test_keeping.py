"""Pages are made once for as long as nothing is written, and are nobody else's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from uuid import uuid4

import httpx
import pytest

from crm.access import Viewer
from crm.application import CRM
from crm.audit import count_readings
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.conftest import visitor
from tests.web.forms import page
from web.keeping import who


@contextmanager
def cut_off(crm: CRM) -> Iterator[None]:
    """Take away what lists and profiles are read from: only what is kept can be answered then."""
    with crm.database.connection() as connection:
        connection.execute("ALTER TABLE party RENAME TO away")
        try:
            yield
        finally:
            connection.execute("ALTER TABLE away RENAME TO party")


@pytest.fixture
def at(small: CRM) -> str:
    return f"/partners/{id_of(small, 'City of Espoo')}"


@pytest.mark.parametrize("address", ["/partners?q=esp", "/search/suggestions?q=esp", None])
def test_a_page_is_made_once(
    client: httpx.Client, small: CRM, at: str, address: str | None
) -> None:
    address = address or at
    first = client.get(address)

    with cut_off(small):
        again = client.get(address)
        other = client.get(f"{address}{'&' if '?' in address else '?'}page=2")

    assert again.status_code == 200
    assert other.status_code == 500
    assert again.headers["content-type"] == first.headers["content-type"]
    assert again.headers["cache-control"] == "no-store"
    assert _without_commands(again) == _without_commands(first)


def test_what_was_asked_for_longest_ago_makes_room(
    client: httpx.Client, small: CRM, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shelf in ("LATEST_BYTES", "PACKED_BYTES"):
        monkeypatch.setattr(f"web.answers.{shelf}", 60_000)
    addresses = [f"{at}?look={number}" for number in range(24)]
    for address in addresses:
        client.get(address)

    with cut_off(small):
        latest, oldest = client.get(addresses[-1]), client.get(addresses[0])

    assert latest.status_code == 200
    assert oldest.status_code == 500


def test_what_is_asked_at_great_length_is_made_each_time(client: httpx.Client, small: CRM) -> None:
    asked: list[tuple[str, dict[str, str]]] = [
        (f"/partners?look={'x' * 1_001}", {}),
        (f"/partners/{'-' * 1_001}{id_of(small, 'City of Espoo')}", {}),
        ("/partners", {"hx-request-type": "x" * 1_001}),
    ]
    for address, headers in asked:
        assert client.get(address, headers=headers).status_code == 200

    with cut_off(small):
        again = [client.get(address, headers=headers).status_code for address, headers in asked]

    assert again == [500, 500, 500]


def test_what_is_saved_is_shown_by_the_next_page(client: httpx.Client, small: CRM) -> None:
    client.get("/partners")
    small.register_partner("Aavasaksa Anglers", Description("association"), origin=Origin("Aino"))

    shown = client.get("/partners")

    assert "Aavasaksa Anglers" in shown.text


def test_each_look_at_a_kept_form_sends_something_new(client: httpx.Client, at: str) -> None:
    looks = [_quick_entry(client, at) for _ in range(2)]

    saved = [client.post("/engagements/new", data=form) for form in looks]

    assert looks[0]["command_id"] != looks[1]["command_id"]
    assert saved[0].headers["location"] != saved[1].headers["location"]


def test_another_language_is_another_page(client: httpx.Client) -> None:
    client.get("/partners")

    finnish = client.get("/partners", headers={"Accept-Language": "fi"})
    client.cookies.set("language", "sv")
    swedish = client.get("/partners")

    assert 'lang="fi"' in finnish.text
    assert 'lang="sv"' in swedish.text


def test_somebody_else_is_shown_a_page_of_their_own(
    client: httpx.Client, site: Site, small: CRM, at: str
) -> None:
    client.get(at)
    account = let_in(small, Role.LEADERSHIP, "leader@example.org", name="Leader")
    client.get(at)

    with visitor(site, small) as other:
        other.cookies.set("session", sessions.begin(small.database, account, strong=True))
        shown = other.get(at)

    assert "Leader" in shown.text
    assert "command_id" not in shown.text


@pytest.mark.parametrize("one", [one.name for one in fields(Viewer)])
def test_whatever_a_page_may_go_by_tells_viewers_apart(one: str) -> None:
    viewer = Viewer(uuid4(), "Aino", Role.GUEST, uuid4(), uuid4(), None, views=1)
    else_ = {"is_strong": True, "session": b"x", "position": 7, "views": 2}
    other = Viewer(uuid4(), "Eero", Role.COORDINATOR, uuid4(), uuid4(), "code", **else_)  # type: ignore[arg-type]

    changed = replace(viewer, **{one: getattr(other, one)})

    # What is awaited is seen to before, and the rest is no matter of pages.
    assert (who(viewer) == who(changed)) is (one in {"awaits", "is_strong", "session", "position"})


def test_nothing_kept_is_shown_to_whoever_signed_out(
    client: httpx.Client, small: CRM, at: str
) -> None:
    client.get(at)

    small.database.value("DELETE FROM session RETURNING true")
    refused = client.get(at)

    assert refused.status_code == 303
    assert "/sign-in" in refused.headers["location"]


def test_every_reading_of_what_is_sensitive_is_written_down(
    client: httpx.Client, small: CRM
) -> None:
    agreed = small.agree_engagement(
        Form.SESSION, "Quietly", Day("2026-05-11"), origin=Origin("Aino")
    )
    small.mark_sensitive(agreed.subject_id, "Violence", origin=Origin("Aino"))
    before = count_readings(small.database)

    for _ in range(3):
        assert client.get(f"/engagements/{agreed.subject_id}").status_code == 200

    assert count_readings(small.database) == before + 3


def test_a_broken_log_is_told_on_pages_that_were_kept(
    client: httpx.Client, small: CRM, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.log.proof.REMEMBERED", 0)
    client.get(at)
    small.database.value("UPDATE log_state SET broken_at = 7 RETURNING true")

    told = client.get(at)
    small.database.value("UPDATE log_state SET broken_at = NULL RETURNING true")
    mended = client.get(at)

    assert page(told).select_one(".notice.bad")
    assert not page(mended).select_one(".notice.bad")


def _quick_entry(client: httpx.Client, at: str) -> dict[str, str]:
    boxes = page(client.get(at)).select("form.quick-entry input")
    form = {str(box["name"]): str(box.get("value") or "Called them") for box in boxes}
    return {**form, "starts_on": "11.5.2026"}


def _without_commands(answer: httpx.Response) -> str:
    found = page(answer)
    for one in found.select("[name=command_id]"):
        one.decompose()
    return str(found)
