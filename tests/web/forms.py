"""Forms as a browser would send them, read from their pages."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from bs4 import BeautifulSoup, Tag

DAYS = ("_on",)
FILLED = {"reason": "Because", "name": "A name", "title": "A title"}


@dataclass
class Filled:
    """A form with something in every field that needs it; `texts` are those one types into."""

    url: str
    data: dict[str, Any]
    texts: list[str] = field(default_factory=list)


def browser(url: str, token: str = "") -> httpx.Client:
    """Return a client of pages that says, as browsers do, which site its forms stand on."""
    return httpx.Client(
        base_url=url,
        headers={"Accept-Language": "en", "Origin": url},
        cookies={"session": token} if token else {},
        timeout=60,
    )


def page(answer: httpx.Response) -> BeautifulSoup:
    """Read a page."""
    return BeautifulSoup(answer.text, "html.parser")


def filled(client: httpx.Client, url: str) -> Filled:
    """Open a form, and fill in what is needed."""
    form = page(client.get(url)).select_one("form.form")
    assert form, url
    found = Filled(url, {})
    for box in form.select("input, textarea, select"):
        name = str(box.get("name"))
        if box.name == "select":
            found.data[name] = _chosen(box)
        elif box.get("type") in {None, "text", "search", "tel"} or box.name == "textarea":
            found.texts.append(name)
            found.data[name] = _needed(name, box)
        elif box.get("type") == "hidden" or box.has_attr("checked"):
            found.data[name] = str(box.get("value"))
    return found


def send(client: httpx.Client, form: Filled, /, **typed: str) -> httpx.Response:
    """Send a form with some fields as typed, and a command id of its own."""
    return client.post(form.url, data={**form.data, **typed, "command_id": str(uuid4())})


def _chosen(box: Tag) -> str:
    options = [str(option["value"]) for option in box.select("option[value]")]
    chosen = box.select_one("option[selected]")
    if chosen or not box.get("aria-required"):
        return str(chosen["value"]) if chosen else ""
    return next(filter(None, options), "")


def _needed(name: str, box: Tag) -> str:
    value = str(box.get("value") or box.get_text()).strip()
    if value or not box.get("aria-required"):
        return value
    return "12.3.2026" if name.endswith(DAYS) else FILLED.get(name, "Text")
