"""Hostile text before a real browser, under the policy: nothing runs, nothing is even refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from crm.application import CRM
from features.browser import browser_type_launch_args
from features.signed_in import token_of
from features.site import Site
from tests.web.addresses import addresses
from tests.web.conftest import visitor
from tests.web.forms import filled, send
from tests.web.harm import HARM

__all__ = ["browser_type_launch_args"]
pytestmark = pytest.mark.slow
CREATING = ("partners", "units", "people", "networks", "projects", "engagements", "contacts")
TEXTS = [text for text in HARM if "\0" not in text]
LISTS = ("/partners", "/engagements", "/projects", "/network/pairs", "/network/map", "/search")
ASKED = ("q", "kind", "on", "from", "sort", "party", "theme", "start_text", "name", "next")
# What is refused has one of these, and browsers write that to the console.
REFUSED = ("status of 409", "status of 422", "status of 429")
# What a browser says of forms of ours, with a password and no name, or put in with a palette.
ADVICE = ("[DOM]", "Autofocus processing was blocked")


@dataclass
class Watched:
    """A page of the browser, and whatever came alive on it."""

    page: Page
    site: str
    alive: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._told)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _note(self, what: str) -> None:
        self.alive.append(f"{self.page.url}: {what}")

    def _told(self, dialog: Dialog) -> None:
        self._note(f"dialog {dialog.message}")
        dialog.dismiss()

    def _heard(self, message: ConsoleMessage) -> None:
        # A part of a page, looked at by itself, has no picture of its own.
        is_known = message.location["url"].endswith("/favicon.ico")
        if not is_known and not any(known in message.text for known in (*REFUSED, *ADVICE)):
            self._note(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:,")):
            self._note(f"asked for {request.url}")


# What is new, and after what others aren't there any more.
ENDING = ("/new", "/imports", "withdrawal", "closing", "erasure", "undoing", "retirement", "merge")


@pytest.fixture(scope="module")
def planted(site: Site, small: CRM) -> CRM:
    """Give a network in which everything that can be written is hostile."""
    texts = cycle(TEXTS)
    with visitor(site, small) as client:
        for _ in range(3):
            for things in CREATING:
                form = filled(client, f"/{things}/new")
                for one in form.texts:
                    if not one.endswith(("_on", "_text", "email")) and "people_" not in one:
                        form.data[one] = next(texts)
                assert send(client, form).status_code in {303, 422}
        for url in sorted(set(addresses(small, "POST")) & set(addresses(small))):
            if not url.endswith(ENDING):
                form = filled(client, url)
                texts_of = [one for one in form.texts if not one.endswith(("_on", "_text"))]
                send(client, form, **dict(zip(texts_of, islice(texts, 99), strict=False)))
    return small


@pytest.fixture
def watched(site: Site, planted: CRM, browser: Browser) -> Iterator[Watched]:
    """Give a browser before these pages, signed in."""
    site.show(planted)
    with browser.new_context(base_url=site.url, locale="en-GB") as context:
        context.add_cookies([{"name": "session", "value": token_of(planted), "url": site.url}])
        yield Watched(context.new_page(), site.url)


def test_nothing_runs_on_any_page_and_nothing_has_to_be_kept_from_running(
    watched: Watched, planted: CRM
) -> None:
    written = 0
    for url in addresses(planted):
        if not url.endswith(("copy.json", "map.svg")):
            watched.page.goto(url)
            written += watched.page.content().count("alert(1)")

    assert [] == watched.alive
    assert written > 100


def test_nothing_runs_of_what_is_asked_for(watched: Watched) -> None:
    texts = cycle(TEXTS)
    for path in LISTS:
        for _ in range(3):
            watched.page.goto(f"{path}?{urlencode({name: next(texts) for name in ASKED})}")

    assert [] == watched.alive


def test_nothing_runs_of_what_a_form_shows_again(watched: Watched) -> None:
    texts = cycle(TEXTS)
    for things in (*CREATING, "accounts"):
        watched.page.goto(f"/{things}/new")
        for box in (
            watched.page.locator("form.form").locator("input:visible, textarea:visible").all()
        ):
            if box.get_attribute("type") in {None, "text", "email", "tel"}:
                box.fill(next(texts).replace("\n", " "))
        watched.page.locator("form.form button[type=submit]").first.click()
        watched.page.wait_for_load_state("networkidle")

    assert [] == watched.alive


def test_what_comes_alive_is_noticed(watched: Watched) -> None:
    watched.page.goto("/partners")

    watched.page.evaluate(
        "document.querySelector('main').innerHTML = '<img src=x onerror=alert(1)>'"
    )
    watched.page.wait_for_timeout(300)

    assert any("Content Security Policy" in one for one in watched.alive)
