"""crm import: a line for each row that is wrong, a code that says so, and the way back."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer
from time import sleep

import psycopg
import pytest

from crm.application import CRM
from crm.imports.in_turn import LOCK
from tests.crm.imports.town import FILES, PROFILE, counted

Command = Callable[..., tuple[int, str, str]]
COUNT = 6_000


@pytest.fixture
def town(tmp_path: Path) -> tuple[str, str]:
    """Write the files of a small town; give the names of its profile and its folder."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    (tmp_path / "town.toml").write_text(PROFILE)
    return str(tmp_path / "town.toml"), str(folder)


def test_files_are_taken_in_and_taken_back(
    here: CRM, command: Command, town: tuple[str, str]
) -> None:
    code, out, _ = command("import", *town)

    assert 0 == code
    assert out.startswith("13 rows read, 15 events recorded")
    assert 3 == counted(here)["partner"]
    undo = out.splitlines()[-1].rpartition(" ")[2]
    assert (0, "7 withdrawn, 0 restored, 1 left\n") == command("import", "undo", undo)[:2]
    assert 2 == command("import", "undo", undo)[0]
    assert {"participation": 0} == counted(here)


def test_an_import_whose_database_goes_away_says_so_and_is_run_again(
    here: CRM,
    command: Command,
    server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CRM_LANGUAGE", "fi")
    file = tmp_path / "partners.csv"
    rows = "".join(f"Koulu {number},\n" for number in range(COUNT))
    file.write_text(f"name,business_id\n{rows}")

    with _away_after(server, here, here.position() + 1):
        code, _, err = command("import", "partners", str(file))

    assert 2 == code
    assert "aja sama komento uudestaan" in err
    assert "Traceback" not in err
    assert 0 < counted(here)["partner"] < COUNT
    assert 0 == command("import", "partners", str(file))[0]
    assert COUNT == counted(here)["partner"]


@contextmanager
def _away_after(server: str, crm: CRM, position: int) -> Iterator[None]:
    """Let nobody reach a database once its log has gone on, until this is left."""
    name = crm.database.value("SELECT current_database()")

    def go_away() -> None:
        while crm.position() <= position:
            sleep(0.01)
        _reachable(server, name, "false")

    going = Thread(target=go_away)
    going.start()
    try:
        yield
    finally:
        going.join()
        _reachable(server, name, "true")


def _reachable(server: str, name: str, allowed: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}'.encode())
        if allowed == "false":
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


def test_a_dry_run_records_nothing(here: CRM, command: Command, town: tuple[str, str]) -> None:
    before = here.position()

    code, out, _ = command("import", *town, "--dry-run")

    assert 0 == code
    assert out.startswith("13 rows read, 15 events would be recorded")
    assert before == here.position()


@pytest.mark.parametrize("more", [["--dry-run"], ["town.csv"]])
def test_an_undo_takes_one_import_and_does_it(
    here: CRM, command: Command, town: tuple[str, str], more: list[str]
) -> None:
    report = json.loads(command("import", *town, "--json")[1])
    before = here.position()

    code, out, err = command("import", "undo", report["import"], *more)

    assert (2, "", before) == (code, out, here.position())
    assert "no dry run" in err


def test_rows_that_are_wrong_are_listed_and_end_with_1(
    here: CRM, command: Command, town: tuple[str, str]
) -> None:
    partners = Path(town[1], "partners.csv")
    partners.write_text(f"{FILES['partners.csv']}8,Koulu,school,,,0115776-4,\n9,,,,,,\n")

    code, _, err = command("import", *town)

    assert 1 == code
    assert "partners.csv:5: warning: " in err
    assert "partners.csv:6: refused: Name is needed." in err
    assert 4 == counted(here)["partner"]


def test_the_shape_of_a_report_for_machines(
    here: CRM, command: Command, town: tuple[str, str]
) -> None:
    partners = Path(town[1], "partners.csv")
    partners.write_text(FILES["partners.csv"] + "9,,,,,,\n")

    code, out, err = command("import", *town, "--json")

    report = json.loads(out)
    assert (1, "") == (code, err)
    assert ["import", "rows", "events", "refused", "problems"] == list(report)
    assert (14, 1, 3) == (report["rows"], report["refused"], counted(here)["partner"])
    assert [
        {
            "file": "partners.csv",
            "row": 5,
            "field": "name",
            "problem": "Name is needed.",
            "warning": False,
        }
    ] == report["problems"]
    undone = json.loads(command("import", "undo", report["import"], "--json")[1])
    assert {"withdrawn": 7, "restored": 0, "left": 1} == undone


def test_no_more_than_fifty_problems_are_listed(
    here: CRM, command: Command, town: tuple[str, str]
) -> None:
    Path(town[1], "partners.csv").write_text(FILES["partners.csv"] + "9,,,,,,\n" * 60)

    code, _, err = command("import", *town)

    assert (1, 50) == (code, err.count("refused: "))
    assert "… and 10 more; --json lists the first 10,000" in err
    assert 3 == counted(here)["partner"]


def test_a_single_file_and_a_profile_that_ships_will_do(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "lista.csv"
    file.write_text("business_id;name;municipality\n0115776-3;Opisto;Kuopio\n")

    code, out, _ = command("import", "partners", str(file))

    assert 0 == code
    assert "1 rows read, 1 events recorded" in out
    assert 1 == counted(here)["partner"]


def test_a_profile_that_cannot_be_read_is_refused(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    for number, text in enumerate(["name =", 'name = "x"\ntitle = 3\ntable = []']):
        (tmp_path / f"{number}.toml").write_text(text)

        code, out, err = command("import", str(tmp_path / f"{number}.toml"), str(tmp_path))

        assert (2, "") == (code, out)
        assert "can't be read" in err
    assert here.position()


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ("members", "Use contacts, cordis, partners, or a file ending in .toml."),
        ("cordis", "organisations.csv*, projects.csv*, participations.csv*."),
    ],
)
def test_what_cannot_be_taken_in_by_a_profile_is_told_what_would_do(
    here: CRM, command: Command, tmp_path: Path, profile: str, told: str
) -> None:
    file = tmp_path / "orgs.csv"
    file.write_text("name,business_id\nKoulu,\n")

    refused, _out, err = command("import", profile, str(file))
    taken, _out, _err = command("import", "partners", str(file))

    assert (2, 0) == (refused, taken)
    assert told in err
    assert 1 == counted(here)["partner"]


def test_an_installation_that_was_just_made_takes_files_in(
    command: Command,
    town: tuple[str, str],
    here: CRM,
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = here.position()
    monkeypatch.setenv("CRM_DATABASE_URL", empty_url)

    assert 0 == command("import", *town)[0]
    assert before == here.position()


def test_an_import_says_that_it_waits_for_another(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("name,business_id\nKoulu,\n")

    with here.database.dedicated() as other:
        other.execute(LOCK)
        Timer(1, other.execute, ["SELECT pg_advisory_unlock_all()"]).start()
        code, out, err = command("import", "partners", str(tmp_path / "list.csv"))

    assert (0, True) == (code, "1 events recorded" in out)
    assert "Another import is running. This one begins when that is done." in err
