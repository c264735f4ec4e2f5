"""Reading vCards, as telephones and mail programs write them, as a table of contacts.

The columns are those that the profile `contacts` asks for: no notes, which may say anything about
somebody, and no pictures. A number counts the cards, the heading
being 1, as if each were a row.
"""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from domain.refusal import Refusal

COLUMNS = ["name", "partner", "email", "phone", "job_title", "language"]
# From one line to the other, or to the end of a file that was cut off.
CARD = re.compile(r"(?ims)^BEGIN:VCARD\s*$.*?(?:^END:VCARD\s*$|\Z)")


class UnreadableCard(Refusal):
    """A card that isn't written as vCards are."""


def cards(text: str) -> Iterator[list[str] | Refusal]:
    """Give the heading, then a row a card; one that can't be read is given as a refusal."""
    # Few import any.
    import vobject

    yield COLUMNS
    for found in CARD.finditer(text):
        try:
            yield _row(vobject.readOne(io.StringIO(found[0]), allowQP=True))
        except Exception:  # noqa: BLE001 - what the library raises for a spoilt card can be anything
            yield UnreadableCard()


def _row(card: Any) -> list[str]:
    return [
        _first(card, "fn") or _called(card),
        _organisation(card),
        _first(card, "email"),
        _first(card, "tel").removeprefix("tel:"),
        _first(card, "title") or _first(card, "role"),
        _first(card, "lang")[:2].lower(),
    ]


def _first(card: Any, name: str) -> str:
    """Return the first value of a property, the preferred one where the card says so."""
    found = sorted(card.contents.get(name, ()), key=_is_not_preferred)
    return str(found[0].value).strip() if found else ""


def _is_not_preferred(line: Any) -> bool:
    kinds = {kind.lower() for kind in line.params.get("TYPE", [])}
    return "pref" not in kinds and "1" not in line.params.get("PREF", [])


def _called(card: Any) -> str:
    """Return the name put together of its parts, where a card says it in no other way."""
    for line in card.contents.get("n", ()):
        return " ".join(f"{line.value.given} {line.value.family}".split())
    return ""


def _organisation(card: Any) -> str:
    """Return where somebody works, without the department."""
    for line in card.contents.get("org", ()):
        with suppress(IndexError):
            return str(line.value[0]).strip()
    return ""
