"""The documents are held to the code: what they name exists, and what exists they name."""

import json
import re
import runpy
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import msgspec
import pytest

from crm.application import CRM
from crm.cli import crm as program
from crm.cli.network import network
from crm.imports.profile import Column, Key, NewTerm, Profile, TableProfile, shipped_profiles
from crm.imports.run import run
from crm.imports.values import Cells
from crm.network.answers import as_json
from crm.network.between import Between, SharedActivity
from crm.network.changes import KINDS, ChangedTie, Changes
from crm.network.matrix import Matrix
from crm.network.measures import Measured, Measures
from crm.network.party import PartyInNetwork, Strength
from crm.network.path import Chain, Hop
from crm.network.strongest import Tie
from crm.network.summary import Summary
from crm.projections.directory.questions import PartyName
from crm.settings import NAMES
from crm.start_values import START_VALUES
from web.metrics import Metrics

ROOT = Path(__file__).parents[1]
FOLDERS = (".ci", "crm", "deploy", "docs", "domain", "features", "tests", "web")
MADE = {"vendor", "__pycache__"}
DOCUMENTS = {
    file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
    for file in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
}
TO_START_WITH = ("README.md", "CONTRIBUTING.md")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OF_RUN = set(runpy.run_path(str(ROOT / "run"))["DEVELOPMENT"])

CODE = re.compile(r"```.*?```|`[^`\n]+`|^ {4}[^\n]*$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|(?<=[`\s]))(\./run|crm)((?: +[^\s`#|]+)+)", re.MULTILINE)
PATH = re.compile(
    r"`(\.?[\w-]+(?:/[\w.-]+)*/|(?:\.?[\w-]+/)*[\w-]+\.(?:md|py|toml|json|sql|feature|html))`"
)
LINK = re.compile(r"\]\((?!https:|#)([^)]+)\)")
TEST = re.compile(r"`((?:\w+/)*test_\w+\.py)::(test_\w+)`")
REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|unpkg|jsdelivr|debian|golang)\.(?:org|com|net|io)\b"
)
MACHINE = re.compile(r"(?<![\w.}])/(?:home|root|Users|work)/\w")

PARTY = PartyName(UUID(int=1), "partner", "Harmaakivi", "municipality", None, {}, "harmaakivi")
SHARED_ACTIVITY = SharedActivity(
    UUID(int=2), "engagement", "session", "Isä", None, None, ["x"], None, ["x"], ["x"]
)
TIE = Tie(PARTY, PARTY, 1)
DAY = date(2026, 3, 12)
ANSWERS: dict[str, Any] = {
    "PARTY": as_json(PARTY),
    "summary": Summary(1, 1, 1, 1, 1, 1).as_json(),
    "pairs": [TIE.as_json()],
    "party": PartyInNetwork(PARTY, 1, 1, [Strength(PARTY, 1)]).as_json(),
    "between": Between(PARTY, PARTY, [SHARED_ACTIVITY]).as_json(),
    "matrix": Matrix([("x", "X")], [("x", "X")], [[1]], [1], [1], 1).as_json(),
    "path": [Chain(PARTY, [Hop(PARTY, SHARED_ACTIVITY, 1)], 1).as_json()],
    "changes": Changes(
        DAY, DAY, dict.fromkeys(KINDS, 1), {kind: [ChangedTie(TIE, 0, 1)] for kind in KINDS}
    ).as_json(),
    "measures": Measures([Measured(PARTY, 1, 1, None, 1)], 1, 1, 1).as_json(),
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document: str) -> None:
    unknown = [" ".join(words) for words in commands(document) if not exists(words)]

    assert [] == unknown


def test_every_word_of_run_is_told_to_contributors() -> None:
    told = {words[1] for words in commands("CONTRIBUTING.md") if words[0] == "./run"}

    assert told >= OF_RUN | {"demo"}


@pytest.mark.parametrize("document", TO_START_WITH)
def test_every_file_that_is_named_exists(document: str) -> None:
    named = PATH.findall(DOCUMENTS[document])

    assert [] == [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    beside = (ROOT / document).parent

    links = LINK.findall(DOCUMENTS[document])

    assert [] == [link for link in links if not (beside / link).exists()]


def test_every_dependency_is_told_with_its_reason() -> None:
    section = DOCUMENTS["CONTRIBUTING.md"].split("## Dependencies")[1].split("\n## ")[0]

    told = re.findall(r"^- `([^`]+)` – \w.+$", section, re.MULTILINE)

    assert sorted(dependencies()) == sorted(told)


def test_every_question_of_the_network_is_documented() -> None:
    assert ANSWERS.keys() - {"PARTY"} == network.commands.keys()


@pytest.mark.parametrize("question", ANSWERS)
def test_answers_have_the_shape_that_is_documented(question: str) -> None:
    assert shape(documented(question)) == shape(ANSWERS[question])


def test_every_filter_is_documented() -> None:
    filters = opts(network.commands["summary"]) - {"--help", "--json"}

    missing = [option for option in filters if f"`{option}" not in DOCUMENTS["docs/network.md"]]

    assert [] == missing


def test_every_key_and_field_of_a_profile_is_documented() -> None:
    structs = (Profile, TableProfile, Column, Key, NewTerm)
    keys = {key for struct in structs for key in struct.__struct_fields__}
    fields = vars(Cells(TableProfile("partners", "*")))["_fields"]

    missing = [word for word in keys | fields.keys() if not is_told(word)]

    assert [] == missing


def test_every_profile_that_ships_is_documented() -> None:
    assert [] == [name for name in shipped_profiles() if not is_told(name)]


def test_the_worked_example_of_an_import_comes_to_what_is_documented(
    crm: CRM, tmp_path: Path
) -> None:
    profile = msgspec.convert(tomllib.loads(block("toml")), Profile)
    list_ = tmp_path / "attendance.csv"
    list_.write_text(block("csv"), "utf-8")

    first = run(crm, profile, [list_], actor="Aino")
    second = run(crm, profile, [list_], actor="Aino")

    events = [f"{count:>9,}  {topic}" for topic, count in sorted(first.events.items())]
    told = [f"{first.rows} rows read, {first.recorded} events recorded", *events]
    assert [] == [line for line in told if f"    {line}\n" not in DOCUMENTS["docs/import.md"]]
    assert ([], []) == (first.problems, second.problems)
    assert (12, 0) == (second.rows, second.recorded)


@pytest.mark.parametrize("vocabulary", ["theme", "sector", "kind_of_work"])
def test_the_vocabularies_at_start_are_those_of_the_glossary(vocabulary: str, shared: Path) -> None:
    term = vocabulary.replace("_", " ").capitalize()
    rows = [row.split(" | ") for row in (shared / "language.md").read_text("utf-8").splitlines()]

    (values,) = [row[3].rstrip(" |") for row in rows if row[0] == f"| {term}"]

    assert values.split("; ") == [
        (names.en or "").lower() for names in (term.names for term in START_VALUES[vocabulary])
    ]


def test_every_test_that_the_standard_is_held_by_exists() -> None:
    told = TEST.findall(DOCUMENTS["docs/asvs.md"])
    named = re.findall(r"\w*test_\w+\.py|\btest_\w+", DOCUMENTS["docs/asvs.md"])

    missing = [(file, name) for file, name in told if not has_test(ROOT / "tests" / file, name)]

    assert [] == missing
    assert len(told) > 100
    assert 2 * len(told) == len(named)


def test_every_chapter_of_the_standard_is_gone_through() -> None:
    chapters = re.findall(r"^## V(\d+) ", DOCUMENTS["docs/asvs.md"], re.MULTILINE)

    assert [str(number) for number in range(1, 18)] == chapters


def test_every_setting_is_documented() -> None:
    table = re.findall(r"^\| `(CRM_\w+)` \| \w", DOCUMENTS["docs/operating.md"], re.MULTILINE)

    assert sorted(table) == sorted(NAMES)


def test_every_figure_that_is_to_be_watched_is_served(crm: CRM) -> None:
    named = set(re.findall(r"`(verkosto_\w+)`", DOCUMENTS["docs/operating.md"]))
    served = Metrics(crm).text()

    assert len(named) > 5
    assert [] == [name for name in named if f"# TYPE {name} " not in served]


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {named[0]}"
        for file in files()
        if (named := [*REGISTRY.findall(text(file)), *MACHINE.findall(text(file))])
    ]

    assert [] == found


def test_pictures_are_light() -> None:
    pictures = list(ROOT.glob("docs/pictures/*.png"))

    assert {"map", "matrix"} == {picture.stem for picture in pictures}
    assert max(picture.stat().st_size for picture in pictures) < 300_000


def has_test(file: Path, name: str) -> bool:
    """Say whether a file of tests has one of this name."""
    return file.is_file() and f"\ndef {name}(" in file.read_text("utf-8")


def commands(document: str) -> Iterator[list[str]]:
    """Give every command that the code in a document names, as words."""
    for code in CODE.findall(DOCUMENTS[document]):
        for start, rest in COMMAND.findall(code):
            yield [start, *rest.split()]


def exists(words: list[str]) -> bool:
    """Say whether there is such a command with such options; words in capitals stand for any."""
    start, *rest = words
    if start == "./run" and rest[0] in OF_RUN:
        return True
    command: click.Command = program
    said = iter(rest)
    for word in said:
        if word.startswith("-"):
            if word not in opts(command):
                return False
            if word == "--as":
                # Whom it is given for comes next, no command.
                next(said, None)
        elif isinstance(command, click.Group) and not re.fullmatch(r"[A-Z]+|…", word):
            found = command.get_command(click.Context(command), word)
            if not found:
                return False
            command = found
    return True


def opts(command: click.Command) -> set[str]:
    options = [param for param in command.params if isinstance(param, click.Option)]
    return {"--help", *(name for option in options for name in option.opts if name[0] == "-")}


def dependencies() -> Iterator[str]:
    groups = [SETTINGS["project"]["dependencies"], *SETTINGS["dependency-groups"].values()]
    for one in (one for group in groups for one in group if isinstance(one, str)):
        yield re.split(r"[^\w-]", one)[0]
    yield from json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]


def documented(question: str) -> Any:
    """Return the JSON that docs/network.md shows under the heading of a question."""
    heading = r"PARTY" if question == "PARTY" else rf".*`crm network {question}\b.*`"
    sections = re.split(r"^##+ ", DOCUMENTS["docs/network.md"], flags=re.MULTILINE)
    (section,) = (one for one in sections if re.fullmatch(heading, one.splitlines()[0]))
    written = block("json", section)
    return json.loads(re.sub(r"\bPARTY\b", json.dumps(as_json(PARTY)), written))


def shape(value: Any, key: str = "") -> Any:
    """Return the keys of an answer at every depth; identifiers have any."""
    if isinstance(value, dict) and key != "identifiers":
        return {name: shape(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])]
    return None


def is_told(word: str) -> bool:
    """Say whether docs/import.md has a word in code."""
    return bool(re.search(rf"`(?:\[\[|{{ )?{word}\b|, {word} }}`", DOCUMENTS["docs/import.md"]))


def block(language: str, document: str = DOCUMENTS["docs/import.md"]) -> str:
    """Return the first code of a language in a document."""
    return document.split(f"```{language}\n")[1].split("```", maxsplit=1)[0]


def files() -> Iterator[Path]:
    """Give every file of the project but pictures, and what is made."""
    yield from (file for file in ROOT.iterdir() if file.is_file() and file.name != ".coverage")
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix != ".png" and not MADE & set(file.parts):
                yield file


def text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")
