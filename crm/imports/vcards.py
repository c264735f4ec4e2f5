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
# What a row is made of; the rest, as a picture of megabytes, isn't given to the library.
NEEDED = {
    *("BEGIN", "END", "VERSION"),
    *("FN", "N", "ORG", "EMAIL", "TEL", "TITLE", "ROLE", "LANG"),
}
# The library's own pattern takes for ever over what is nearly such a line: a name, parameters, a
# colon. This one never goes back, and where it matches the library's goes through as straight.
LINE = re.compile(
    r"""(?: [A-Z0-9_-]++ \. )?+ ( [A-Z0-9_-]++ ) (?: ; (?= [;:] ) )?+
    (?: ; [A-Z0-9_-]++ (?: = (?: "[^"]*+" | [^";:,]*+ ) )?+ (?: , (?: "[^"]*+" | [^";:,]*+ ) )*+ )*+
    :""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
# No name of a person or a partner comes near, in whatever encoding; some that the library decodes
# take it as long as the square of this.
LONGEST = 10_000
FIRST_LETTERS = set("bBeE")
FOLDS = set(" \t")


class UnreadableCard(Refusal):
    """A card that isn't written as vCards are."""


def cards(text: str) -> Iterator[list[str] | Refusal]:
    """Give the heading, then a row a card; one that can't be read is given as a refusal."""
    # Few import any.
    import vobject

    yield COLUMNS
    for card in _cards(text):
        try:
            yield _row(vobject.readOne("\n\n".join(_needed(card)), allowQP=True))
        except Exception:  # noqa: BLE001 - what the library raises for a spoilt card can be anything
            yield UnreadableCard()


def _cards(text: str) -> Iterator[list[str]]:
    """Give the lines of each card; the last may have been cut off."""
    card: list[str] = []
    for line in io.StringIO(text):
        said = line.rstrip("\r\n")
        # Few lines begin with the letters of BEGIN and END, so most are asked nothing more.
        mark = said.rstrip().upper() if said[:1] in FIRST_LETTERS else ""
        if card or mark == "BEGIN:VCARD":
            card.append(said)
        if card and mark == "END:VCARD":
            yield card
            card = []
    if card:
        yield card


def _needed(card: list[str]) -> Iterator[str]:
    """Give the lines that a row is made of. Raises UnreadableCard where any is none of a card."""
    for line in _whole(card):
        found = LINE.match(line)
        if not found:
            raise UnreadableCard
        if found[1].upper() in NEEDED:
            if len(line) > LONGEST:
                raise UnreadableCard
            yield line


def _whole(card: list[str]) -> Iterator[str]:
    """Give lines that were folded as one, by a space or as quoted-printable text is."""
    parts: list[str] = []
    is_quoted = goes_on = False
    for said in card:
        is_empty = not said or said.isspace()
        if goes_on and not is_empty:
            parts.append("\n" + said)
        elif parts and said[:1] in FOLDS and not is_empty:
            parts.append(said[1:])
        else:
            if parts:
                yield "".join(parts)
            parts, is_quoted = [] if is_empty else [said], False
        is_quoted = is_quoted or "quoted-printable" in said.lower()
        goes_on = is_quoted and said[-1:] == "="
    if parts:
        yield "".join(parts)


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
