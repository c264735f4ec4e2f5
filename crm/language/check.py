"""python -m crm.language.check: are the catalogues whole? With --update, bring in new messages."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from crm.language import LANGUAGES

HERE = Path(__file__).parent
LOCALE = HERE / "locale"
SOURCES = (HERE.parent, HERE.parents[1] / "web")
KEYWORDS = parse_keywords(["_", "gettext", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3"])
WRITTEN_IN = "en"  # where an empty translation means that the message is right as it stands
WIDTH = 100
MUST_STAY = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^<>]+>")
FOREIGN_QUOTES = re.compile(r"(?<!=)[\"“„](?![^<]*>)")


def main(*words: str) -> int:
    """Check the catalogues, after updating them if a word asks for it; return the exit code."""
    messages = extracted()
    if "--update" in words:
        for language in LANGUAGES:
            update(language, messages)
    found = [problem for language in LANGUAGES for problem in problems(language, messages)]
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


def extracted() -> Catalog:
    """Return the messages of the code and the templates, without translations."""
    found = Catalog()
    with (HERE / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    for folder in SOURCES:
        for _, _, message, _, context in extract_from_dir(folder, methods, options, KEYWORDS):
            found.add(message, context=context)
    return found


def update(language: str, messages: Catalog, folder: Path = LOCALE) -> None:
    """Bring a catalogue to these messages: the new ones empty, the others as they were."""
    (folder / f"{language}.po").write_text(_updated(language, messages, folder), "utf-8")


def problems(language: str, messages: Catalog, folder: Path = LOCALE) -> Iterator[str]:
    """Tell what is wrong with a catalogue, a line each."""
    catalogue = read(language, folder)
    for message in messages:
        for problem in _wrong(catalogue.get(message.id, message.context), message, language):
            yield f"{language}: {problem}: {_told(message)}"
    for message in (*catalogue, *catalogue.obsolete.values()):
        if message.id and not messages.get(message.id, message.context):
            yield f"{language}: in use no more: {_told(message)}"
    if (folder / f"{language}.po").read_text("utf-8") != _updated(language, messages, folder):
        yield f"{language}: not as --update writes it"


def read(language: str, folder: Path = LOCALE) -> Catalog:
    """Read a catalogue; one that isn't there yet is empty."""
    path = folder / f"{language}.po"
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def _updated(language: str, messages: Catalog, folder: Path) -> str:
    known, made = read(language, folder), Catalog(locale=language)
    for message in messages:
        if message.id:
            kept = known.get(message.id, message.context)
            string = kept.string if kept and kept.pluralizable == message.pluralizable else None
            made.add(message.id, string, context=message.context)
    return _header(made) + _body(made)


def _header(catalogue: Catalog) -> str:
    # Short: names of tools and hours of extraction would differ with every update.
    lines = (
        f"Language: {catalogue.locale_identifier}",
        f"Plural-Forms: {catalogue.plural_forms}",
        "Content-Type: text/plain; charset=utf-8",
    )
    return "\n".join(('msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines))) + "\n\n"


def _body(catalogue: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, catalogue, WIDTH, no_location=True, omit_header=True, sort_output=True)
    return written.getvalue().decode().rstrip() + "\n"


def _wrong(found: Message | None, message: Message, language: str) -> Iterator[str]:
    if not message.id:
        return
    if not found or found.pluralizable != message.pluralizable:
        yield "missing"
        return
    if found.fuzzy:
        yield "fuzzy"
    for original, translation in zip(_forms(message.id), _forms(found.string), strict=True):
        yield from _wrong_form(original, translation, language)


def _wrong_form(original: str, translation: str, language: str) -> Iterator[str]:
    if not translation:
        if language != WRITTEN_IN:
            yield "not translated"
        return
    if _must_stay(original) != _must_stay(translation):
        yield "other placeholders or markup"
    if language != WRITTEN_IN and FOREIGN_QUOTES.search(translation):
        yield "other quotation marks than ”…”"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def _must_stay(text: str) -> list[str]:
    return sorted(MUST_STAY.findall(text))


def _told(message: Message) -> str:
    context = f" ({message.context})" if message.context else ""
    return f"{_forms(message.id)[0]!r}{context}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
