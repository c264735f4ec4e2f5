"""Commands given for somebody ask the same table as the pages; without a name, nothing is asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from crm.access import COMMANDS, MAY, Right, Scope
from crm.activities import TakesPart
from crm.application import CRM
from crm.cli import crm as program
from crm.imports.run import check_imported
from crm.log import Origin
from crm.projections.runs import runs
from domain.account import Role
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Partner
from domain.unit import Unit
from features.signed_in import let_in
from tests.crm.imports.town import FILES, PROFILE

Command = Callable[..., tuple[int, str, str]]
Aino = Callable[[], Origin]
CANARY = "Zebrafinch"
PICS = {"Opisto": "932760440", "Lukio": "996697893", "Koulu": "999984059"}


@dataclass(frozen=True, slots=True)
class Town:
    """A small network, in which two schools have worked together in confidence alone."""

    crm: CRM
    canary: UUID
    maija: UUID


@pytest.fixture
def town(here: CRM, aino: Aino) -> Town:
    ids = {
        name: here.register_partner(
            name, Description("school"), identified_by={"eu-pic": pic}, origin=aino()
        ).subject_id
        for name, pic in PICS.items()
    }
    unit = here.open_unit(Names("Väkivaltatyö"), origin=aino()).subject_id
    other = here.open_unit(Names("Isätyö"), origin=aino()).subject_id
    maija, eero = (
        here.welcome_colleague(name, Position.EXPERT, one, Day("2020"), origin=aino()).subject_id
        for name, one in (("Maija", unit), ("Eero", other))
    )
    schools = [TakesPart(ids["Opisto"], "client"), TakesPart(ids["Lukio"], "partner")]
    canary = here.agree_engagement(
        Form.SESSION,
        f"{CANARY} Evening",
        Day("2026-03-12"),
        themes=("violence",),
        place=f"{CANARY} Hall",
        identified_by={"town-activity": "canary"},
        parties=[TakesPart(unit, "lead"), *schools],
        sensitive=True,
        origin=aino(),
    ).subject_id
    here.agree_engagement(
        Form.MEETING,
        "Open Meeting",
        Day("2026-03-13"),
        parties=[TakesPart(ids["Koulu"], "client"), TakesPart(ids["Lukio"], "partner")],
        origin=aino(),
    )
    for role, name, colleague in (
        (Role.LEADERSHIP, "leader", None),
        (Role.PROJECT_LEAD, "lead", maija),
        (Role.PROJECT_LEAD, "other", eero),
        (Role.COORDINATOR, "coordinator", eero),
    ):
        let_in(here, role, f"{name}@example.org", name=name, colleague_id=colleague)
    project = here.plan_project("Hanke", Day("2026"), origin=aino()).subject_id
    let_in(here, Role.GUEST, "guest@example.org", name="guest", project_id=project)
    return Town(here, canary, maija)


QUESTIONS = [
    ("between", "eu-pic:932760440", "eu-pic:996697893"),
    ("path", "eu-pic:932760440", "eu-pic:999984059"),
    ("changes", "--from", "2026-03-01", "--to", "2026-03-31"),
    ("summary",),
    ("pairs",),
    ("party", "eu-pic:932760440"),
    ("matrix", "--rows", "partner", "--columns", "theme"),
    ("measures",),
]


@pytest.mark.parametrize("json_", [(), ("--json",)], ids=["plain", "json"])
@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked[0])
def test_a_question_tells_nothing_that_is_restricted(
    town: Town, command: Command, asked: tuple[str, ...], json_: tuple[str, ...]
) -> None:
    assert town
    told = {
        who: command("--as", f"{who}@example.org", "network", *asked, *json_)
        for who in ("leader", "other", "coordinator", "lead")
    }
    system = command("network", *asked, *json_)

    assert {code for code, _, _ in told.values()} == {0}
    assert not any(CANARY in told[who][1] for who in ("leader", "other", "coordinator"))
    assert told["lead"][1] == system[1]
    names_it = not json_ and asked[0] in {"between", "path", "changes"}
    assert not names_it or "restricted" in told["leader"][1]
    assert not names_it or CANARY in system[1]


@pytest.mark.parametrize("asked", QUESTIONS[3:], ids=lambda asked: asked[0])
def test_a_figure_is_the_same_for_all(town: Town, command: Command, asked: tuple[str, ...]) -> None:
    assert town
    own = command("--as", "leader@example.org", "network", *asked, "--json")

    assert own == command("network", *asked, "--json")


def test_what_two_did_in_confidence_has_its_day_and_nothing_else(
    town: Town, command: Command
) -> None:
    assert town
    _, out, _ = command("--as", "leader@example.org", "network", *QUESTIONS[0], "--json")

    [activity] = json.loads(out)["activities"]
    assert {name for name, value in activity.items() if value} == {"id", "starts", "ends"}


def test_nobody_asks_for_one_activity_that_is_restricted_to_them(
    town: Town, command: Command
) -> None:
    asked = "network", "summary", "--project", str(town.canary)

    assert command("--as", "leader@example.org", *asked)[0] == 2
    assert command("--as", "lead@example.org", *asked)[0] == 0


ALLOWED = {
    "network": {"administrator", "coordinator", "project_lead", "leadership"},
    "import": {"administrator", "coordinator"},
    "user": {"administrator"},
    "person": {"administrator"},
    "erase": {"administrator"},
    "log": {"administrator"},
}
TRIED = {
    "network": ("network", "summary"),
    "import": ("import", "undo", str(UUID(int=3))),
    "user": ("user", "list"),
    "person": ("person", "find", "maija"),
    "erase": ("erase", str(UUID(int=3)), "--yes"),
    "log": ("log", "verify"),
}
LOGINS = {
    "administrator": "reader",
    "coordinator": "coordinator",
    "project_lead": "lead",
    "leadership": "leader",
    "guest": "guest",
}


@pytest.mark.parametrize("what", TRIED)
def test_a_command_is_given_by_those_alone_whose_role_allows_it(
    town: Town, command: Command, what: str
) -> None:
    assert town
    answers = {
        role: command("--as", f"{login}@example.org", *TRIED[what])
        for role, login in LOGINS.items()
    }

    refused = {role for role, answer in answers.items() if "role of" in answer.err}  # type: ignore[attr-defined]
    assert set(LOGINS) - refused == ALLOWED[what]
    assert {answers[role][0] for role in refused} <= {2}


def test_every_command_of_the_table_was_tried() -> None:
    assert set(COMMANDS) <= set(TRIED)


def test_what_no_table_names_is_for_administrators() -> None:
    named = set(program.list_commands(None)) - set(COMMANDS)  # type: ignore[arg-type]

    assert named >= {"log", "key", "backup", "restore", "rebuild", "doctor", "serve"}
    may = [role for role in Role if MAY[role][Right.OPERATION] is Scope.ALL]
    assert may == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("language", "unknown", "forbidden"),
    [
        ("en", "Nobody signs in as “nobody@example.org”", "The role of leader doesn't allow this"),
        ("fi", "Kukaan ei kirjaudu nimellä ”nobody@example.org”", "rooli ei salli tätä"),
        ("sv", "Ingen loggar in som ”nobody@example.org”", "tillåter inte detta"),
    ],
)
def test_who_may_not_is_told_in_their_language(
    town: Town,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    unknown: str,
    forbidden: str,
) -> None:
    assert town
    monkeypatch.setenv("CRM_LANGUAGE", language)

    code, out, err = command("--as", "nobody@example.org", "network", "summary")
    monkeypatch.setenv("CRM_USER", "Leader@example.org")
    other = command("user", "list")

    assert (code, out) == (2, "")
    assert unknown in err
    assert other[0] == 2
    assert forbidden in other[2]


def test_a_closed_account_gives_no_command(town: Town, command: Command) -> None:
    opened = let_in(town.crm, Role.COORDINATOR, "gone@example.org", name="gone")
    before = command("--as", "gone@example.org", "network", "summary")[0]
    town.crm.close_account(opened, origin=Origin("Aino"))

    assert (before, command("--as", "gone@example.org", "network", "summary")[0]) == (0, 2)


def test_what_is_imported_for_somebody_names_them(
    town: Town, command: Command, tmp_path: Path
) -> None:
    folder = written(tmp_path)
    before = town.crm.position()
    code, out, err = command("--as", "coordinator@example.org", "import", *folder)

    actors = {entry.metadata["actor"] for entry in town.crm.entries_after(before, 1_000)}
    assert (code, len(actors)) == (0, 1), err
    assert actors.isdisjoint({"command line", "Aino"})
    undo = out.splitlines()[-1].rpartition(" ")[2]
    assert command("--as", "coordinator@example.org", "import", "undo", undo)[0] == 0


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["wet", "dry"])
def test_an_import_takes_nothing_into_what_is_restricted(
    town: Town, command: Command, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    version = town.crm.version_of(town.canary)
    joining = FILES["participations.csv"].splitlines()[0] + "\ncanary,1,host,,,\n"
    files = {"partners.csv": FILES["partners.csv"], "participations.csv": joining}
    folder = written(tmp_path, {**files, "engagements.csv": changed()})

    code, _, err = command("--as", "coordinator@example.org", "import", *folder, *dry)

    assert code == 1
    assert [
        line.partition(":")[0] for line in err.splitlines() if "town-activity:canary" in line
    ] == [
        "engagements.csv",
        "participations.csv",
    ]
    assert CANARY not in err
    assert town.crm.version_of(town.canary) == version
    assert command("import", *folder, *dry)[0] == 0


def test_undoing_an_import_takes_back_nothing_that_is_restricted(
    town: Town, command: Command, tmp_path: Path
) -> None:
    folder = written(tmp_path, {"engagements.csv": changed()})
    assert command("import", *folder)[0] == 0
    version, run_id = town.crm.version_of(town.canary), str(runs(town.crm.database)[0].id)

    undone = command("--as", "coordinator@example.org", "import", "undo", run_id)

    assert undone[:2] == (0, "0 withdrawn, 0 restored, 2 left\n")
    assert town.crm.version_of(town.canary) == version


def test_an_import_writes_of_nothing_but_what_the_table_says() -> None:
    unit, partner = Unit.open(Names("Yksikkö")), Partner.register("Koulu", Description("school"))

    check_imported([partner])

    with pytest.raises(RuntimeError, match="unit"):
        check_imported([partner, unit])


def changed() -> str:
    """Give a table in which the activity of few is called otherwise."""
    head = FILES["engagements.csv"].splitlines()[0]
    row = {"id": "canary", "title": "Changed", "form": "session", "starts": "2026-03-12"}
    return head + "\n" + ",".join(row.get(name, "") for name in head.split(",")) + "\n"


def written(folder: Path, files: dict[str, str] | None = None) -> tuple[str, str]:
    """Write the files of the small town; give the names of its profile and its folder."""
    inside = folder / "files"
    inside.mkdir()
    for name, text in (FILES if files is None else files).items():
        (inside / name).write_text(text)
    (folder / "town.toml").write_text(PROFILE)
    return str(folder / "town.toml"), str(inside)
