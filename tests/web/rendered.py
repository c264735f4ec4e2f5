"""The forms and the queries that pages themselves offer, read from pages as they are rendered."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx
from bs4 import BeautifulSoup, Tag

from tests.web.addresses import HOLE, templates
from tests.web.forms import FILLED

ROOT = Path(__file__).parents[2]
TYPED = {None, "text", "search", "tel", "email", "password"}
# What is done for good is done last, so that every form before it still has its thing.
LAST = (
    "removal",
    "ending",
    "closing",
    "reopening",
    "withdrawal",
    "erasure",
    "undoing",
    "retirement",
    "merge",
    "sign-out",
)
READ = re.compile(r"(?:visit|self)\.(?:one|many|day|ids)\(f?\"(\w+)\"")


@dataclass(frozen=True)
class Rendered:
    """A form: where it is sent, what a browser would send of it, and the fields one types into."""

    method: str
    url: str
    data: dict[str, list[str]] = field(default_factory=dict, hash=False)
    typed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every field, those too that nothing was chosen of."""
        return tuple(self.data)

    def send(self, client: httpx.Client, **other: str) -> httpx.Response:
        """Send it with some fields as told, and a command id of its own."""
        data = {name: values for name, values in self.data.items() if values}
        if "command_id" in data:
            data["command_id"] = [str(uuid4())]
        for name, text in other.items():
            data[name] = [text]
        if self.method == "get":
            return client.get(self.url, params=data)
        return client.post(self.url, data=data)


def forms_of(url: str, page: BeautifulSoup) -> Iterator[Rendered]:
    """Give every form of a page that was at an address."""
    for form in page.select("form"):
        boxes = form.select("input[name], textarea[name], select[name], button[name]")
        found = Rendered(str(form.get("method", "get")).lower(), str(form.get("action") or url))
        typed = []
        for box in boxes:
            values = found.data.setdefault(str(box["name"]), [])
            values += _sent(box)
            if box.name == "textarea" or (box.name == "input" and box.get("type") in TYPED):
                typed.append(str(box["name"]))
        yield replace(found, typed=tuple(typed))


def in_order(forms: Iterable[Rendered]) -> list[Rendered]:
    """Return forms once each, those that do something for good last."""
    once = {(one.method, one.url, one.names): one for one in forms}
    return sorted(once.values(), key=lambda one: one.url.endswith(LAST))


def queries_of(url: str, page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Give every parameter that a page leads to, with the path that it is asked of."""
    led = [str(tag[name]) for name in ("href", "hx-get", "src") for tag in page.select(f"[{name}]")]
    for one in led:
        split = urlsplit(one)
        if one.startswith(("/", "?")):
            for name, _ in parse_qsl(split.query, keep_blank_values=True):
                yield split.path or urlsplit(url).path, name
    for form in forms_of(url, page):
        if form.method == "get":
            yield from ((urlsplit(form.url).path, name) for name in form.names)


def read_by_name() -> set[str]:
    """Return every parameter that some page reads by its name."""
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "web").rglob("*.py"))
    return set(READ.findall(code))


def template_of(method: str, path: str) -> str:
    """Return the route that takes a path; '' where none does."""
    for template in sorted(templates(method), key=lambda one: one.count("{")):
        if re.fullmatch(HOLE.sub("[^/]+", template), path):
            return template
    return ""


def _sent(box: Tag) -> list[str]:
    kind, name, value = box.get("type"), str(box["name"]), str(box.get("value") or "")
    if box.name == "select":
        chosen = box.select_one("option[selected]") or box.select_one(
            "option[value]:not([value=''])"
        )
        return [str(chosen["value"])] if chosen else []
    if box.name == "textarea" or (box.name == "input" and kind in TYPED):
        text = value or box.get_text().strip()
        return [text or _needed(name, box)]
    if kind in {"checkbox", "radio"}:
        return [value] if box.has_attr("checked") else []
    return [] if kind == "file" or box.name == "button" else [value]


def _needed(name: str, box: Tag) -> str:
    if not box.get("aria-required"):
        return ""
    return "12.3.2026" if name.endswith("_on") else FILLED.get(name, "Text")
