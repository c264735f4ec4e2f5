"""crm backup and crm restore, as an administrator gives them."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from crm.application import CRM
from tests.crm.backups.servers import as_plain

Command = Callable[..., tuple[int, str, str]]


pytestmark = pytest.mark.usefixtures("here", "backups", "plain")


@pytest.fixture
def plain(here: CRM, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take backups as who may not copy the server, and return the address of who may."""
    url = os.environ["CRM_DATABASE_URL"]
    assert here
    monkeypatch.setenv("CRM_DATABASE_URL", as_plain(url))
    return url


@pytest.fixture
def backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep backups in a folder of this test."""
    monkeypatch.setenv("CRM_BACKUPS", str(tmp_path / "backups"))
    return tmp_path / "backups"


def test_a_backup_is_named_by_its_time_and_comes_back_into_an_empty_database(
    here: CRM, command: Command, backups: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = command("backup", "--json")
    made = json.loads(out)
    monkeypatch.setenv("CRM_DATABASE_URL", make_conninfo(empty_url))

    restored = command("restore", made["folder"])

    assert (0, here.position()) == (code, made["position"])
    assert Path(made["folder"]).parent == backups
    assert restored[0] == 0
    assert f"{here.position()} entries restored; the chain holds" in restored[1]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="What is received is locked as POSIX does.")
def test_it_is_said_what_a_backup_is_of(
    command: Command,
    plain: str,
    empty_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dumped = command("backup", str(tmp_path / "dumped"))[1]
    monkeypatch.setenv("CRM_DATABASE_URL", plain)
    copied = command("backup", str(tmp_path / "copied"))[1]

    assert "can't go to a time since. The server doesn't let this user copy it whole" in dumped
    other = re.escape(str(conninfo_to_dict(empty_url)["dbname"]))
    assert re.search(rf"It is of the whole server, with its .*{other}", copied)
    assert "Dumped" not in copied


def test_only_as_many_backups_are_kept_as_somebody_says(command: Command, tmp_path: Path) -> None:
    first = json.loads(command("backup", "--json")[1])["folder"]
    Path(first).rename(tmp_path / "backups/2020-01-01T000000Z")

    _, out, _ = command("backup", "--keep", "1")

    assert "2020-01-01T000000Z deleted, since 1 newer ones are kept" in out
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_refusals_say_the_way_out(command: Command, tmp_path: Path) -> None:
    made = json.loads(command("backup", "--json")[1])["folder"]

    taken, full, never = (
        command("backup", made),
        command("restore", made),
        command("restore", made, "--at", "yesterday"),
    )

    assert (2, True) == (taken[0], "isn't empty" in taken[2])
    assert (2, True) == (full[0], "name it in CRM_DATABASE_URL" in full[2])
    assert (2, True) == (never[0], "Write it as 2026-11-24 14:05:09" in never[2])
    assert (2, True) == (command("restore", str(tmp_path))[0], True)
