"""What stands in a command's way outside the program is told as a sentence, with the way out."""

import io
import os
from collections.abc import Callable, Iterator
from errno import EACCES, EIO, ENOENT, ENOSPC, ENOTDIR, EROFS
from pathlib import Path

import psycopg
import pytest

from crm.application import CRM
from crm.cli.lacking import lacking
from crm.language import current
from crm.log import Origin
from domain.partner import Description

Command = Callable[..., tuple[int, str, str]]
Aino = Callable[[], Origin]


@pytest.fixture
def in_finnish() -> Iterator[None]:
    """Let sentences be in Finnish."""
    token = current.set("fi")
    yield
    current.reset(token)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_can_not_be_written_is_told_before_the_log_is_proved(
    here: CRM,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    language: str,
) -> None:
    monkeypatch.setenv("CRM_LANGUAGE", language)
    (tmp_path / "log.people.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe")
    told = set()

    for name in ("no/where.jsonl", "pipe", "log.jsonl"):
        code, out, err = command("log", "export", str(tmp_path / name))

        assert (2, "") == (code, out)
        assert str((tmp_path / name).parent) in err
        assert not {"Verifying", "Errno", ".part"} & set(err.replace("[", " ").split())
        told.add(err)
    assert 3 == len(told)
    assert ["log.people.jsonl", "pipe"] == sorted(one.name for one in tmp_path.iterdir())
    assert here.position()


def test_an_export_into_a_link_goes_where_that_leads(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "log.jsonl").symlink_to(tmp_path / "elsewhere/log.jsonl")

    assert 0 == command("log", "export", str(tmp_path / "log.jsonl"), "--without-people")[0]

    assert (tmp_path / "log.jsonl").is_symlink()
    assert here.position() + 1 == len((tmp_path / "elsewhere/log.jsonl").read_text().splitlines())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(ENOSPC, "No space left on device"), "Levy on täynnä."),
        (psycopg.errors.DiskFull("could not extend file"), "Levy on täynnä."),
        (OSError(ENOENT, "No such file", "a/b.part"), "a/b ei kelpaa: "),
        (OSError(EACCES, "Permission denied", "a"), "lukea"),
        (OSError(EROFS, "Read-only file system", "a"), "kirjoittaa"),
        (OSError(ENOTDIR, "Not a directory", "a"), "kansio"),
        (OSError(EIO, "Input/output error", "a"), "a ei kelpaa: Input/output error"),
        (OSError(EIO, "Input/output error"), "Järjestelmä kieltäytyi: Input/output error"),
        (psycopg.OperationalError("refused\n\tthere"), "Tietokantaan ei saada yhteyttä (refused "),
        (psycopg.ProgrammingError("missing ="), "CRM_DATABASE_URL ei ole tietokannan osoite"),
        (psycopg.errors.InsufficientPrivilege("denied"), "Tietokanta kieltäytyi (denied)."),
    ],
    ids=str,
)
@pytest.mark.usefixtures("in_finnish")
def test_what_is_lacking_is_told_in_the_readers_language(
    error: OSError | psycopg.Error, told: str
) -> None:
    said = lacking(error)

    assert told in said
    assert said.endswith((".", "error"))


def test_an_entry_that_no_program_knows_is_told_with_its_way_out(
    here: CRM, command: Command
) -> None:
    with here.database.connection() as connection:
        connection.execute("UPDATE crm_events SET topic = 'crm.x.v9' WHERE notification_id = 3")

    code, _, err = command("rebuild", "--broken")

    assert 2 == code
    assert "crm.x.v9" in err
    assert "crm log verify" in err
    assert "Traceback" not in err


def test_letters_that_can_not_be_read_are_refused(here: CRM, command: Command) -> None:
    code, out, err = command("network", "party", "eu-pic:\udcff")

    assert (2, "") == (code, out)
    assert "Type it anew." in err
    assert here.position()


def test_a_terminal_that_can_not_show_a_letter_is_told_of(
    here: CRM, command: Command, aino: Aino, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = here.register_partner("Łódź", Description("school"), origin=aino()).subject_id
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), "latin-1", write_through=True))

    code, _, err = command("network", "party", str(school))

    assert (2, "Set PYTHONIOENCODING to utf-8." in err) == (code, True)
