"""No other site writes here or is led to, and every answer says how it may be used."""

import gc
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from crm.application import CRM
from tests.web.addresses import addresses
from tests.web.forms import filled, send
from web.assets import asset
from web.shield import HEADERS


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused(
    client: httpx.Client, small: CRM, headers: dict[str, str]
) -> None:
    before = small.position()
    for url in addresses(small, "POST"):
        answer = client.post(url, data={"name": "Mallory"}, headers=headers)

        assert answer.status_code == 403, url
    assert small.position() == before


def test_what_is_asked_for_by_head_is_answered_as_by_get_but_empty(client: httpx.Client) -> None:
    for path in ("/partners", "/nowhere", asset("app.css")):
        page, told = client.get(path), client.head(path)

        assert (page.status_code, b"") == (told.status_code, told.content)
        assert page.headers["content-type"] == told.headers["content-type"]
        assert told.headers["content-security-policy"]


def test_every_answer_is_shielded(client: httpx.Client) -> None:
    form = filled(client, "/partners/new")
    answers = {
        200: client.get("/"),
        303: send(client, form),
        404: client.get("/nowhere"),
        405: client.delete("/partners"),
        413: send(client, form, name="x" * 13_000_000),
        422: send(client, form, name=""),
        403: client.post("/partners/new", headers={"Sec-Fetch-Site": "cross-site"}),
    }
    answers_by_name: dict[Any, httpx.Response] = {**answers, "static": client.get(asset("app.css"))}
    for status, answer in answers_by_name.items():
        assert status in {answer.status_code, "static"}
        for name, value in HEADERS.items():
            assert answer.headers.get(name.decode()) == value.decode(), (status, name)
        assert answer.headers["cache-control"] == (
            "public, max-age=31536000, immutable" if status == "static" else "no-store"
        )


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


# Litestar leaves what came of a broken-off upload, a temporary file, to the collector of cycles.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("url", ["/partners/new", "/imports"])
def test_what_is_too_large_is_told_the_limit(
    client: httpx.Client, language: str, url: str, *, chunked: bool
) -> None:
    head = {"Accept-Language": language}
    if url == "/imports":
        file = {"files": ("large.csv", b"x" * 13_000_000)}
        request = client.build_request("POST", url, files=file, headers=head)
    else:
        form = {"name": "x" * 13_000_000}
        request = client.build_request("POST", url, data=form, headers=head)
    if chunked:
        kind = {"Content-Type": request.headers["content-type"]}
        pieces = iter([request.read()])
        request = client.build_request("POST", url, content=pieces, headers={**head, **kind})

    answer = client.send(request)

    gc.collect()
    assert answer.status_code == 413
    assert f'lang="{language}"' in answer.text
    assert "12 MB" in answer.text
    assert "crm import" in answer.text
