"""No other site writes here or is led to, and every answer says how it may be used."""

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import Message
from email.parser import BytesParser
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from crm.application import CRM
from crm.signing_in.limits import OF_ACCOUNT
from features.site import Site
from tests.web.addresses import addresses
from tests.web.forms import browser, filled, send
from web.app import create_app
from web.assets import asset
from web.shield import HEADERS

PLAIN = {"Content-Type": "text/plain"}
WRONG = {"login": "nobody@example.org", "password": "wrong"}


@pytest.mark.parametrize("plain", [False, True], ids=["form", "text/plain JSON"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"HX-Request": "true"},
        {"HX-Request": "true", "Origin": "https://evil.example"},
        {},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused(
    site: Site, client: httpx.Client, small: CRM, headers: dict[str, str], *, plain: bool
) -> None:
    form = filled(client, "/partners/new")
    typed = {**form.data, "name": "Mallory", "command_id": str(uuid4())}
    before = small.position()

    with httpx.Client(base_url=site.url, cookies={"session": client.cookies["session"]}) as other:
        answers = {
            url: other.post(url, headers=headers | PLAIN, content=json.dumps(typed))
            if plain
            else other.post(url, headers=headers, data=typed)
            for url in addresses(small, "POST")
        }

    assert {url: one.text for url, one in answers.items() if one.status_code != 403} == {}
    assert {one.text for one in answers.values()} == {
        "Refused: this wasn't sent from a page of this site."
    }
    assert small.position() == before


@pytest.mark.parametrize("says", ["Origin", "Sec-Fetch-Site"])
def test_what_a_page_of_this_site_sends_is_taken(
    site: Site, client: httpx.Client, small: CRM, says: str
) -> None:
    form = filled(client, "/partners/new")
    before = small.position()

    headers = {"Origin": site.url} if says == "Origin" else {"Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=site.url, cookies={"session": client.cookies["session"]}) as other:
        answer = other.post(form.url, data={**form.data, "name": says}, headers=headers)

    assert (303, before + 1) == (answer.status_code, small.position())


def test_what_is_asked_for_by_head_is_answered_as_by_get_but_empty(client: httpx.Client) -> None:
    for path in ("/partners", "/nowhere", asset("app.css")):
        page, told = client.get(path), client.head(path)

        assert (page.status_code, b"") == (told.status_code, told.content)
        assert page.headers["content-type"] == told.headers["content-type"]
        assert told.headers["content-security-policy"]


def test_every_answer_is_shielded(client: httpx.Client, small: CRM, site: Site) -> None:
    form = filled(client, "/partners/new")
    with browser(site.url) as nobody:
        answers = {
            200: client.get("/"),
            303: send(client, form),
            400: client.get("/language"),
            401: nobody.post("/partners/new"),
            404: client.get("/nowhere"),
            405: client.delete("/partners"),
            413: send(client, form, name="x" * 11_000_000),
            422: send(client, form, name=""),
            403: client.post("/partners/new", headers={"Sec-Fetch-Site": "cross-site"}),
            429: [nobody.post("/sign-in", data=WRONG) for _ in range(OF_ACCOUNT.tries + 1)][-1],
        }
    with _broken(small, "party"):
        answers[500] = client.get("/partners")

    assert {one.status_code for one in answers.values()} == set(answers)
    for status, answer in answers.items():
        assert_shielded(answer, status)
    kept = client.get(asset("app.css"))
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert_shielded(kept, kept=True)


@pytest.mark.parametrize(
    ("url", "told"),
    [("https://crm.example.org", "max-age=31536000; includeSubDomains"), ("", None)],
)
def test_browsers_are_held_to_https_where_people_come_over_it(
    small: CRM, url: str, told: str | None
) -> None:
    app: Any = create_app(small, url=url)

    async def ask(path: str) -> httpx.Response:
        base = url or "http://localhost"
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
            return await client.get(path)

    # In a thread: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        paths = ("/sign-in", "/nowhere", asset("app.css"))
        answers = [pool.submit(asyncio.run, ask(path)).result() for path in paths]

    assert {one.headers.get("strict-transport-security") for one in answers} == {told}


def test_what_fails_before_any_page_is_shielded_and_told_too(
    client: httpx.Client, small: CRM
) -> None:
    with _broken(small, "session"):
        answer = client.get("/partners")

    assert (500, True) == (answer.status_code, "The program failed" in answer.text)
    assert_shielded(answer)
    assert client.get("/partners").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        b"GET /%ff HTTP/1.1", b"GET /%00 HTTP/1.1", b"GET /..%2f..%2fetc HTTP/1.1",
        b"GET //evil.example/ HTTP/1.1", b"GET http://evil.example/x HTTP/1.1",
        b"OPTIONS * HTTP/1.1", b"GET partners HTTP/1.1", b"GET /\xff HTTP/1.1", b"nothing",
        b"GET / HTTP/9.9", b"CONNECT evil.example:443 HTTP/1.1", b"TRACE / HTTP/1.1",
    ],
)  # fmt: skip
def test_what_is_hardly_http_is_refused_behind_the_shield_too(site: Site, asked: bytes) -> None:
    status, headers = _raw(site, asked + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert status in {204, 400, 403, 404, 405}
    for name, value in HEADERS.items():
        assert headers[name.decode()] == value.decode()
    assert headers["cache-control"] == "no-store"


def test_a_web_socket_is_never_opened(site: Site) -> None:
    upgrade = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )

    status, headers = _raw(site, b"GET /partners HTTP/1.1\r\nHost: localhost\r\n" + upgrade)

    assert (303, "/sign-in?next=%2Fpartners") == (status, headers["location"])
    assert headers["content-security-policy"]


@pytest.mark.parametrize(
    "next_",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example",
        "\\\\evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b", "/\n/evil.example",
        "///evil.example", " //evil.example", "evil.example", "",
    ],
)  # fmt: skip
def test_choosing_a_language_leads_nowhere_else(client: httpx.Client, next_: str) -> None:
    answer = client.get("/language", params={"to": "sv", "next": next_})

    assert answer.status_code == 303
    location = "".join(answer.headers["location"].split())
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert not urlsplit(location).netloc
    assert len(answer.headers.get_list("set-cookie")) == 1


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("url", ["/partners/new", "/imports"])
def test_what_is_too_large_is_told_the_limit(
    client: httpx.Client, language: str, url: str, *, chunked: bool
) -> None:
    head = {"Accept-Language": language}
    if url == "/imports":
        file = {"files": ("large.csv", b"x" * 11_000_000)}
        request = client.build_request("POST", url, files=file, headers=head)
    else:
        form = {"name": "x" * 11_000_000}
        request = client.build_request("POST", url, data=form, headers=head)
    if chunked:
        kind = {"Content-Type": request.headers["content-type"]}
        pieces = iter([request.read()])
        request = client.build_request("POST", url, content=pieces, headers={**head, **kind})

    answer = client.send(request)

    assert answer.status_code == 413
    assert f'lang="{language}"' in answer.text
    assert {"fi": "10 Mt"}.get(language, "10 MB") in answer.text
    assert "crm import" in answer.text


def assert_shielded(answer: httpx.Response, about: object = "", *, kept: bool = False) -> None:
    """Fail where an answer lacks what every answer has, or may be kept by whoever passes it on."""
    for name, value in HEADERS.items():
        assert answer.headers.get(name.decode()) == value.decode(), (about, name)
    assert kept or answer.headers["cache-control"] == "no-store", about
    kind = answer.headers.get("content-type", "")
    assert not answer.content or kind.endswith("; charset=utf-8"), (about, kind)


@contextmanager
def _broken(crm: CRM, table: str) -> Iterator[None]:
    """Let a table be away, as after an update that went wrong."""
    with crm.database.connection() as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_away".encode())
        yield
        connection.execute(f"ALTER TABLE {table}_away RENAME TO {table}".encode())


def _raw(site: Site, asked: bytes) -> tuple[int, Message]:
    """Ask in bytes, and return the status and the headers of the answer."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(asked)
        with connection.makefile("rb") as answer:
            status = answer.readline().split()[1]
            return int(status), BytesParser().parse(answer, headersonly=True)
