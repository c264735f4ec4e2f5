"""Finnish, Swedish and English: every text that a person reads goes through here.

Catalogues are .po files, read at start; the language is the one of the current page or command.
"""

import io
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from typing import TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

Table = TypeVar("Table")

LANGUAGES = ("fi", "sv", "en")
current: ContextVar[str] = ContextVar("language", default="en")


@cache
def catalogue(language: str) -> Translations:
    """Read the catalogue of a language."""
    compiled = io.BytesIO()
    with files(__package__).joinpath("locale", f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def once_a_language(table: Callable[[], Table]) -> Callable[[], Table]:
    """Let a function that makes a table of texts make it once in each language."""

    @cache
    def made(_language: str) -> Table:
        return table()

    @wraps(table)
    def kept() -> Table:
        return made(current.get())

    return kept


def gettext(message: str) -> str:
    """Return a text in the current language."""
    return catalogue(current.get()).ugettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return a text in the form that a number takes in the current language."""
    return catalogue(current.get()).ungettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """Return a text that means different things in different places."""
    return str(catalogue(current.get()).upgettext(context, message))


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Return a counted text that means different things in different places."""
    return str(catalogue(current.get()).unpgettext(context, one, many, number))
