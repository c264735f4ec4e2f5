"""One Chromium for all scenarios, a fresh visit for each, and what every page must hold to."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from features.reader import Reader
from features.signed_in import token_of
from features.site import Site, served

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What a page is made of is the same in the dark; only its colours change.
IN_THE_DARK = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# What is refused, or must wait, has one of these, and browsers write that to the console.
REFUSED = tuple(f"status of {status}" for status in (401, 403, 409, 413, 422, 503))
# Milliseconds; long, because nothing waits for it where all is well.
PATIENCE = 20_000
SPRING = date(2026, 3, 12)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium of the system, as `run` finds it."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return {**browser_type_launch_args, "executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def whole_site() -> Iterator[Site]:
    """Serve pages for as long as features are run."""
    with served() as site:
        yield site


@pytest.fixture
def site(whole_site: Site) -> Site:
    """Give the site on the day that scenarios take place where they don't say another."""
    whole_site.today = SPRING
    return whole_site


@pytest.fixture
def looks() -> dict[str, Any]:
    """Give how the reader's browser is set up; a step may change it before a page is opened."""
    return {
        "locale": "en-GB",
        "timezone_id": "Europe/Helsinki",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def reader(
    request: pytest.FixtureRequest, browser: Browser, site: Site, looks: dict[str, Any]
) -> Iterator[Reader]:
    """Give somebody who sits at the pages of this scenario's installation."""
    crm = request.getfixturevalue("crm")
    site.show(crm)
    context = browser.new_context(base_url=site.url, **looks)
    context.add_cookies([{"name": "session", "value": token_of(crm), "url": site.url}])
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    reader = Reader(page, crm, scripted=looks.get("java_script_enabled", True))
    page.on("pageerror", lambda error: reader.faults.append(str(error)))
    page.on("console", lambda message: _heard(reader, message))
    request.node.reader = reader
    yield reader
    context.close()


def _heard(reader: Reader, message: ConsoleMessage) -> None:
    places = reader.page.url, str(message.location.get("url", ""))
    if reader.elsewhere and any(one.startswith(reader.elsewhere) for one in places):
        return
    if "Content Security Policy" in message.text or (
        message.type == "error" and not any(status in message.text for status in REFUSED)
    ):
        reader.faults.append(message.text)


def barriers(page: Page, options: dict[str, Any] = AXE) -> list[str]:
    """Return the barriers that axe finds on the page."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [
        f"{one['id']} ({one['help']}): " + "; ".join(node["html"][:200] for node in one["nodes"])
        for one in found
    ]


def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    """Leave a scenario that failed without further checks: its own failure tells more."""
    request.node.failed = True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Hold the last page of every scenario to what all pages promise."""
    reader: Reader | None = getattr(request.node, "reader", None)
    if not reader or getattr(request.node, "failed", False):
        return
    assert not reader.faults, reader.faults
    found = barriers(reader.page) if reader.scripted else []
    assert not found, "\n".join(found)
