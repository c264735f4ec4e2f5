"""What readers are promised: every text in Finnish, Swedish and English, none left out."""

import re
import runpy
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from crm.imports.profile import Profile, TableProfile, profile, shipped_profiles
from crm.imports.values import Cells
from crm.language import LANGUAGES, check, current, gettext, ngettext, npgettext, pgettext
from crm.language.fields import field_name
from crm.language.sentences import sentence
from domain.partner import PartnerHasEnded
from domain.refusal import Missing

WEB = Path(__file__).parents[2] / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
READ = ("alt", "aria-label", "placeholder", "title")
# What is written alike in every language: names, file formats, keys.
NAMES = {"Verkosto", "CSV", "SVG", "Ctrl K", "Esc", "/", "g", "p", "n"}
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(r"{%-?\s*trans\b.*?endtrans\s*-?%}", re.DOTALL)
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # as macros write them, outside of any tag
JINJA = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    token = current.set(request.param)
    yield request.param
    current.reset(token)


def test_the_catalogues_are_complete(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["check"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(check.__file__, run_name="__main__")

    assert (capsys.readouterr().out, ended.value.code) == ("", 0)


def test_a_refusal_speaks_the_readers_language(language: str) -> None:
    refusal = PartnerHasEnded("Vantaan kaupunki")

    told = sentence(refusal)

    beginnings = {
        "fi": "Kumppanuus on päättynyt: Vantaan kaupunki.",
        "sv": "Samarbetet med Vantaan kaupunki har avslutats.",
        "en": "The relationship with Vantaan kaupunki has ended.",
    }
    assert told.startswith(beginnings[language])


def test_a_refusal_names_the_field_as_the_form_does(language: str) -> None:
    told = sentence(Missing("name"))

    expected = {
        "fi": "Täytä kenttä ”Nimi”.",
        "sv": "Fyll i fältet ”Namn”.",
        "en": "Name is needed.",
    }
    assert told == expected[language]


def test_every_field_of_an_import_has_a_name(language: str) -> None:
    fields = vars(Cells(TableProfile("partners", "*")))["_fields"]

    nameless = [field for field in fields if field_name(field) == field]

    assert nameless == []
    assert field_name("sectors") == {"fi": "Toimialat", "sv": "Sektorer", "en": "Sectors"}[language]


def test_every_profile_that_ships_has_a_title(language: str) -> None:
    titles = [profile(name).titled(language) for name in shipped_profiles()]

    expected = {
        "fi": "Luettelo kumppaneista",
        "sv": "En lista över samarbetspartner",
        "en": "A list of partners",
    }
    assert expected[language] in titles
    assert Profile("own", "Oma", []).titled(language) == "Oma"


def test_a_number_takes_the_form_that_its_language_asks_for(language: str) -> None:
    forms = "connected with %d party", "connected with %d parties"
    told = [ngettext(*forms, number) % number for number in (0, 1, 5)]

    expected = {
        "fi": ["yhteys 0 toimijaan", "yhteys 1 toimijaan", "yhteys 5 toimijaan"],
        "sv": ["kopplad till 0 aktörer", "kopplad till 1 aktör", "kopplad till 5 aktörer"],
        "en": ["connected with 0 parties", "connected with 1 party", "connected with 5 parties"],
    }
    assert told == expected[language]


def test_a_word_means_what_it_does_in_its_place(language: str) -> None:
    told = pgettext("stage", "Ended"), pgettext("state", "Completed")

    expected = {
        "fi": ("Päättynyt", "Päättynyt"),
        "sv": ("Avslutad", "Avslutat"),
        "en": ("Ended", "Completed"),
    }
    assert told == expected[language]


@pytest.mark.usefixtures("language")
def test_a_text_that_no_catalogue_has_stays_as_it_is() -> None:
    assert gettext("Nobody has translated this") == "Nobody has translated this"
    assert npgettext("nowhere", "one of them", "some of them", 1) == "one of them"
    assert npgettext("nowhere", "one of them", "some of them", 5) == "some of them"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_text_of_a_template_stands_outside_of_translation(path: Path) -> None:
    reader = Reader(path.read_text("utf-8"))

    assert reader.found == []


def test_a_text_outside_of_translation_would_be_found() -> None:
    reader = Reader('<p title="Hint">{{ _("Name") }} Hello <kbd>Esc</kbd></p>')

    assert reader.found == ["Hint", "Hello"]


class TestCheck:
    def test_a_new_message_comes_in_empty_and_is_missed(self, tmp_path: Path) -> None:
        check.update("fi", _catalogue(), tmp_path)

        assert list(check.problems("fi", _catalogue(), tmp_path)) == [
            "fi: not translated: '%(n)s day'",
            "fi: not translated: '%(n)s day'",
            "fi: not translated: 'Open' (state)",
        ]

    def test_an_update_keeps_what_was_translated(self, tmp_path: Path) -> None:
        _write(tmp_path, open_="Avoin")

        check.update("fi", _catalogue(), tmp_path)

        assert list(check.problems("fi", _catalogue(), tmp_path)) == []

    def test_english_may_say_what_the_message_says(self, tmp_path: Path) -> None:
        check.update("en", _catalogue(), tmp_path)

        assert list(check.problems("en", _catalogue(), tmp_path)) == []

    def test_a_message_used_no_more_is_told_and_dropped(self, tmp_path: Path) -> None:
        _write(tmp_path, open_="Avoin")
        fewer = Catalog()
        fewer.add(("%(n)s day", "%(n)s days"))

        before = list(check.problems("fi", fewer, tmp_path))
        check.update("fi", fewer, tmp_path)

        assert before == [
            "fi: in use no more: 'Open' (state)",
            "fi: not as --update writes it",
        ]
        assert list(check.problems("fi", fewer, tmp_path)) == []

    def test_what_is_missing_altogether_is_told(self, tmp_path: Path) -> None:
        check.update("sv", Catalog(), tmp_path)

        assert list(check.problems("sv", _catalogue(), tmp_path))[:2] == [
            "sv: missing: '%(n)s day'",
            "sv: missing: 'Open' (state)",
        ]

    @pytest.mark.parametrize(
        ("translation", "problem"),
        [
            ("Avoin {day}", "other placeholders or markup"),
            ("<b>Avoin</b>", "other placeholders or markup"),
            ("“Avoin”", "other quotation marks than ”…”"),
        ],
    )
    def test_a_translation_says_neither_more_nor_otherwise(
        self, tmp_path: Path, translation: str, problem: str
    ) -> None:
        _write(tmp_path, open_=translation)

        assert list(check.problems("fi", _catalogue(), tmp_path)) == [
            f"fi: {problem}: 'Open' (state)"
        ]

    def test_a_guess_is_no_translation(self, tmp_path: Path) -> None:
        _write(tmp_path, open_="Avoin", flag="#, fuzzy\n")

        assert "fi: fuzzy: 'Open' (state)" in list(check.problems("fi", _catalogue(), tmp_path))

    def test_the_command_updates_where_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        updated: list[str] = []
        monkeypatch.setattr(check, "update", lambda language, _messages: updated.append(language))

        check.main("--update")

        assert updated == list(LANGUAGES)


class Reader(HTMLParser):
    """Finds what a person would read in a template without anybody having translated it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(JINJA.sub(" ", TRANSLATED.sub(" ", COMMENT.sub("", source))))
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(*(value for name, value in attrs if name in READ and value))

    def handle_data(self, data: str) -> None:
        self._take(ATTRIBUTE.sub(" ", data))

    def _take(self, *texts: str) -> None:
        self.found += [text.strip() for text in texts if self._is_text(text)]

    @staticmethod
    def _is_text(text: str) -> bool:
        return any(letter.isalpha() for letter in text) and text.strip() not in NAMES


def _catalogue() -> Catalog:
    made = Catalog()
    made.add(("%(n)s day", "%(n)s days"))
    made.add("Open", context="state")
    return made


def _write(folder: Path, *, open_: str, flag: str = "") -> None:
    check.update("fi", _catalogue(), folder)
    path = folder / "fi.po"
    translated = {
        'msgstr[0] ""': 'msgstr[0] "%(n)s päivä"',
        'msgstr[1] ""': 'msgstr[1] "%(n)s päivää"',
        'msgctxt "state"': f'{flag}msgctxt "state"',
        'msgid "Open"\nmsgstr ""': f'msgid "Open"\nmsgstr "{open_}"',
    }
    text = path.read_text("utf-8")
    for empty, full in translated.items():
        text = text.replace(empty, full)
    path.write_text(text, "utf-8")
