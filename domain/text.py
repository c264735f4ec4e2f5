"""Text as people write it: trimmed, within reason, and printable."""

import unicodedata

from domain.refusal import Missing, TooLong, Unprintable

LINE = 500
PARAGRAPHS = 10_000
# Marks and spaces that show nothing by themselves, and letters that are drawn as nothing.
UNSEEN = {"Cf", "Mn", "Me", "Zs", "Zl", "Zp"}
BLANK = "\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}\N{BRAILLE PATTERN BLANK}"


def line(text: str, about: str, *, limit: int = LINE) -> str:
    """One line: trimmed, inner runs of space made one.

    Raises Missing, TooLong or Unprintable, naming the field `about`.
    """
    words = " ".join(text.split())
    if not _shows(words):
        raise Missing(about)
    return _checked(words, about, limit)


def optional_line(text: str | None, about: str, *, limit: int = LINE) -> str | None:
    """As `line`, but None where nothing was written."""
    return line(text, about, limit=limit) if text and _shows(text.strip()) else None


def paragraphs(text: str | None, about: str) -> str:
    """Free text of several lines; empty where nothing was written."""
    return _checked((text or "").replace("\r\n", "\n").strip(), about, PARAGRAPHS)


def _checked(text: str, about: str, limit: int) -> str:
    if len(text) > limit:
        raise TooLong(about, limit)
    if not text.isprintable() and any(_is_control(character) for character in text):
        raise Unprintable(about)
    return text


def _shows(text: str) -> bool:
    """Say whether there is anything to see in a text, and so to follow a link by."""
    return any(
        unicodedata.category(character) not in UNSEEN and character not in BLANK
        for character in text
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
