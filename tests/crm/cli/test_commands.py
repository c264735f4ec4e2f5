"""Every command tells how it is used, and ends with a code that scripts can trust."""

import io
import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import click
import pytest

from crm.application import CRM
from crm.cli import crm as program
from crm.erasures import Erasure, Ledger
from crm.language.sentences import sentence
from crm.log import Origin
from crm.log.writes import WritesAreStopped
from crm.opening import AllReadModels
from crm.projections.rebuild import LOCK_REBUILDS, LOCK_WRITERS
from crm.settings import (
    BadAddress,
    BadPort,
    BadProvider,
    NeitherYesNorNo,
    Settings,
    UnreadableSecret,
)
from domain.day import Day
from domain.partner import Description
from tests.crm.contents import contents

Command = Callable[..., tuple[int, str, str]]
Aino = Callable[[], Origin]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the words of every command."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name)


MINE = {
    "backup", "doctor", "erase", "import", "key", "log", "network", "person", "rebuild", "restore",
    "user",
}  # fmt: skip
OURS = [words for words in commands(program) if words[0] in MINE]


@pytest.mark.parametrize("words", OURS, ids=" ".join)
def test_the_help_of_every_command_has_an_example(words: tuple[str, ...], command: Command) -> None:
    code, out, _err = command(*words, "--help")

    assert 0 == code
    assert f"Example: crm {' '.join(words)}" in " ".join(out.split())


def test_without_a_command_the_program_says_what_it_can(command: Command) -> None:
    code, out, err = command()

    assert code in {0, 2}
    assert "network" in out + err


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["network", "summary", "--on", "yesterday"],
        ["network", "summary", "--known-at", "yesterday"],
        ["network", "summary", "--known-at", "0001-01-01T00:00+14:00"],
        ["network", "summary", "--known-at", "9999-12-31T23:59-14:00"],
        ["network", "matrix", "--rows", "unit"],
        ["network", "matrix", "--rows", "unit", "--columns", "colour"],
        ["network", "party"],
        ["rebuild", "everything"],
        ["log", "replay", "nothing.jsonl"],
        ["import", "partners", "nothing.csv"],
        ["import", "undo", "nothing"],
    ],
    ids=" ".join,
)
def test_a_wrong_usage_ends_with_2_and_says_what_is_wrong(
    here: CRM, command: Command, words: list[str]
) -> None:
    before = here.position()

    code, out, err = command(*words)

    assert (2, "") == (code, out)
    # The way out: the help of the command, or what was written wrong.
    assert f"crm {words[0]}" in err or "crm --help" in err or words[-1] in err
    assert "Traceback" not in err
    assert before == here.position()


@pytest.mark.parametrize(
    "words",
    [
        ["network", "summary", "--known-at", "9999-12-31"],
        ["network", "changes", "--from", "0001-01-01", "--to", "0001-01-02"],
        ["network", "changes", "--from", "1000-01-01", "--to", "9999-12-31"],
        ["network", "changes", "--to", "0001-01-01"],
    ],
    ids=" ".join,
)
def test_days_at_the_ends_of_time_can_be_asked_of(
    here: CRM, command: Command, words: list[str]
) -> None:
    assert 0 == command(*words)[0]
    assert here.position()


def test_what_the_system_lacks_is_told_without_a_traceback(
    here: CRM, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, out, err = command("log", "export", str(tmp_path / "no/where.jsonl"))

    assert (2, "") == (code, out)
    assert str(tmp_path / "no") in err
    assert here.position()

    for url in ("nonsense", "postgresql://localhost:1/none"):
        monkeypatch.setenv("CRM_DATABASE_URL", url)

        code, out, err = command("network", "summary")

        assert (2, "") == (code, out)
        assert "Traceback" not in err
        assert err.strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["network", "party", "eu-pic:1"], "eu-pic:1"),
        (["network", "party", "nobody"], "nobody"),
        (["network", "party", "0c2d6a57-1f0b-4c55-9a53-7a3f7a1c1a11"], "0c2d6a57"),
        (["network", "summary", "--project", "eu-project:1"], "eu-project:1"),
        (["network", "summary", "--unit", "nobody"], "nobody"),
        (["network", "summary", "--project", "0c2d6a57-1f0b-4c55-9a53-7a3f7a1c1a11"], "0c2d6a57"),
        (["network", "summary", "--role", "king"], "king"),
        (["network", "summary", "--from", "2026-02-01", "--to", "2026-01-01"], "1 Jan 2026"),
        (["import", "unknown", "."], "unknown"),
        (["import", "undo", "0c2d6a57-1f0b-4c55-9a53-7a3f7a1c1a11"], "0c2d6a57"),
        (["import", "cordis", __file__], "cordis"),
    ],
)
def test_a_refusal_ends_with_2_and_is_a_sentence(
    here: CRM, command: Command, words: list[str], sentence: str
) -> None:
    code, out, err = command(*words)

    assert (2, "") == (code, out)
    assert sentence in err
    assert "Traceback" not in err
    assert here.position()


def test_a_refusal_is_told_in_the_language_that_is_set(
    here: CRM, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = set()
    for language in ("fi", "sv", "en", "xx"):
        monkeypatch.setenv("CRM_LANGUAGE", language)
        told.add(command("network", "party", "nobody")[2])

    assert here
    assert 3 == len(told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--nope"], "Valitsinta --nope ei ole."),
        (["nothing"], "Komentoa ”nothing” ei ole."),
        (["network", "pairs", "--tap", "3"], "Tarkoititko --stayed, --to, --top?"),
        (["network", "pairs", "--top"], "--top vaatii arvon."),
        (["network", "pairs", "--top", "many"], "--top: many ei ole luku"),
        (["network", "pairs", "--on", "soon"], "--on: soon ei ole päivä"),
        (["network", "pairs", "--form", "dance"], "--form: valitse jokin näistä: project,"),
        (["network", "pairs", "--json=1"], "--json ei ota arvoa."),
        (["network", "pairs", "more"], "Komennossa on enemmän sanoja"),
        (["network", "party"], "REF puuttuu."),
        (["network", "matrix", "--rows", "unit"], "--columns puuttuu."),
        (["log", "replay", "nowhere.jsonl"], "FILE ei ole tiedosto"),
        (["restore", "nowhere"], "FOLDER ei ole kansio"),
        (["restore", ".", "--at", "soon"], "--at: soon ei ole ajankohta"),
        (["backup", __file__], "FOLDER ei ole kansio"),
        (["rebuild", "all"], "NAMES: valitse jokin näistä: directory,"),
        (["erase", "Aino"], "ID: anna tunnus"),
        (["person", "export", "Aino"], "ID: anna tunnus"),
        (["import", "partners", "nowhere.csv"], "Tiedostoa tai kansiota nowhere.csv ei ole."),
        (["import", "undo", "never"], "never ei ole tuonnin tunnus"),
    ],
)
@pytest.mark.parametrize("variable", ["CRM_LANGUAGE", "LC_ALL"])
def test_a_wrong_command_is_told_in_the_readers_language(
    here: CRM,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    words: list[str],
    told: str,
) -> None:
    monkeypatch.setenv(variable, "fi" if variable == "CRM_LANGUAGE" else "fi_FI.UTF-8")
    before = here.position()

    code, out, err = command(*words)

    assert (2, "") == (code, out)
    assert told in err
    assert not {"Error", "Usage", "Invalid", "Try"} & set(err.replace(":", " ").split())
    assert before == here.position()


def test_ctrl_c_ends_with_130_and_leaves_nothing_half_done(here: CRM, command: Command) -> None:
    live = contents(here.database)
    # A shell that starts the tests in the background lets them ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with here.database.dedicated() as writer, writer.transaction():
        writer.execute(LOCK_WRITERS)
        Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()

        code, _, _ = command("rebuild", "search")

    assert 130 == code
    kept = contents(here.database)
    assert live == {table: kept[table] for table in live}
    assert 0 == command("rebuild", "search")[0]
    assert live == contents(here.database)


def test_the_log_is_verified_broken_and_resumed(
    here: CRM, command: Command, aino: Aino, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.register_partner("Opisto", Description("school"), origin=aino())
    position = here.position()
    code, out, _ = command("log", "verify")
    assert (0, f"The chain holds over {position} entries.\n") == (code, out)
    told = {"position": position, "holds": True}
    assert told == json.loads(command("log", "verify", "--json")[1])
    with here.database.connection() as connection:
        connection.execute("UPDATE crm_events SET topic = 'x' WHERE notification_id = 3")

    code, out, err = command("log", "verify", "--json")

    assert (2, "") == (code, out)
    assert "broken at position 3" in err
    assert "crm log resume" in err
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert 130 == command("log", "resume")[0]
    assert 0 == command("log", "resume", "--yes")[0]
    assert position + 1 == here.found_network("Isät", origin=aino()).position


def test_a_break_above_an_accepted_one_is_told_when_the_first_is_accepted(
    here: CRM, command: Command, aino: Aino
) -> None:
    with here.database.connection() as connection:
        connection.execute("UPDATE crm_events SET topic = 'x' WHERE notification_id IN (3, 5)")
    assert 2 == command("log", "verify")[0]

    code, _, err = command("log", "resume", "--yes")

    assert 2 == code
    assert "broken at position 5" in err
    with pytest.raises(WritesAreStopped):
        here.found_network("Isät", origin=aino())
    assert 0 == command("log", "resume", "--yes")[0]
    here.found_network("Isät", origin=aino())
    code, _, err = command("log", "verify")
    assert (2, True) == (code, "broken at position 3, 5, as was accepted" in err)


def test_nothing_is_made_of_a_broken_log_unless_told(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    with here.database.connection() as connection:
        connection.execute(
            "UPDATE crm_events SET event_id = gen_random_uuid() WHERE notification_id = 3"
        )
    target = str(tmp_path / "log.jsonl")

    for words in (("log", "export", target), ("rebuild", "search")):
        code, _, err = command(*words)

        assert 2 == code
        assert "broken at position 3" in err
        assert "--broken" in err
        assert not list(tmp_path.iterdir())
        assert 0 == command(*words, "--broken")[0]
        for file in tmp_path.iterdir():
            file.unlink()


def test_a_log_goes_out_and_comes_in_again(
    here: CRM,
    command: Command,
    aino: Aino,
    tmp_path: Path,
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    partner = here.register_partner("Opisto", Description("school"), origin=aino()).subject_id
    here.rename_partner(partner, "Lukio", Day("2026"), origin=aino())
    here.welcome_colleague("Eero Salo", origin=aino())
    file, people = tmp_path / "log.jsonl", tmp_path / "log.people.jsonl"
    position = here.position()

    code, out, _ = command("log", "export", str(file))

    said = f"{position} entries written to {file}\nWho people are is in {people}: personal data.\n"
    assert (0, said) == (code, out)
    assert position + 1 == len(file.read_text().splitlines())
    assert {file, people} == set(tmp_path.iterdir())
    assert 0o600 == people.stat().st_mode & 0o777
    assert ("Eero" in people.read_text(), "Eero" in file.read_text()) == (True, False)
    assert 2 == command("log", "replay", str(file))[0]
    monkeypatch.setenv("CRM_DATABASE_URL", empty_url)
    code, out, err = command("log", "replay", str(file))
    assert (0, f"{position} entries replayed\n") == (code, out)
    assert "no name" not in err
    assert "Eero Salo" in command("person", "find", "eero")[1]
    assert 0 == command("log", "verify")[0]


def test_a_log_without_its_people_comes_in_nameless_and_that_is_said(
    here: CRM,
    command: Command,
    aino: Aino,
    tmp_path: Path,
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here.welcome_colleague("Eero Salo", origin=aino())
    file, people = tmp_path / "log.jsonl", tmp_path / "log.people.jsonl"
    command("log", "export", str(file))
    assert people.exists()

    code, out, _ = command("log", "export", str(file), "--without-people")

    assert (0, f"{here.position()} entries written to {file}\n") == (code, out)
    assert [file] == list(tmp_path.iterdir())
    monkeypatch.setenv("CRM_DATABASE_URL", empty_url)
    code, _, err = command("log", "replay", str(file))
    assert 0 == code
    assert "1 person has no name: log.people.jsonl isn't beside log.jsonl." in err


def test_an_export_that_fails_leaves_no_part_of_it(
    here: CRM, command: Command, tmp_path: Path
) -> None:
    assert here.position()
    (tmp_path / "log.people.jsonl").mkdir()

    code, _, err = command("log", "export", str(tmp_path / "log.jsonl"))

    assert (2, False) == (code, "Traceback" in err)
    assert ["log.people.jsonl"] == [one.name for one in tmp_path.iterdir()]


def test_who_was_erased_here_stays_so_when_a_log_comes_in(
    here: CRM,
    command: Command,
    aino: Aino,
    tmp_path: Path,
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    eero, otso = (
        here.welcome_colleague(name, origin=aino()).subject_id for name in ("Eero Salo", "Otso Muu")
    )
    file, backups = tmp_path / "log.jsonl", tmp_path / "backups"
    command("log", "export", str(file))
    Ledger(backups).write(Erasure(eero, datetime.now(UTC), "Aino"))
    monkeypatch.setenv("CRM_DATABASE_URL", empty_url)
    monkeypatch.setenv("CRM_BACKUPS", str(backups))

    assert 0 == command("log", "replay", str(file))[0]

    assert "Eero" not in command("person", "find", "eero")[1]
    assert str(otso) in command("person", "find", "otso")[1]
    assert "This person was erased." in command("person", "export", str(eero))[2]


def test_a_damaged_log_is_refused_with_2(
    here: CRM, command: Command, tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.position()
    file = tmp_path / "log.jsonl"
    file.write_text("{}\n")
    monkeypatch.setenv("CRM_DATABASE_URL", empty_url)

    code, _, err = command("log", "replay", str(file))

    assert 2 == code
    assert "Traceback" not in err
    file.write_text("")
    code, _, err = command("log", "replay", str(file))
    assert (2, True) == (code, "--without-end" in err)
    people = tmp_path / "log.people.jsonl"
    people.write_text("{}\n")
    code, _, err = command("log", "replay", str(file), "--without-end")
    assert (2, True) == (code, "Line 1 of the file with the people" in err)
    people.unlink()
    assert 0 == command("log", "replay", str(file), "--without-end")[0]


def test_read_models_are_rebuilt_all_or_by_name(here: CRM, command: Command, aino: Aino) -> None:
    here.register_partner("Opisto", Description("school"), origin=aino())
    live, models = contents(here.database), len(AllReadModels().models)

    some, every = command("rebuild", "search", "terms"), command("rebuild")

    told = f"read models rebuilt from {here.position()} entries\n"
    assert [(0, f"2 {told}"), (0, f"{models} {told}")] == [some[:2], every[:2]]
    assert live == contents(here.database)


def test_a_second_rebuild_at_once_is_refused(here: CRM, command: Command) -> None:
    with here.database.dedicated() as other:
        other.execute(LOCK_REBUILDS)

        code, _, err = command("rebuild", "search")

    assert 2 == code
    assert "Traceback" not in err
    assert 0 == command("rebuild", "search")[0]


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_DATA", "/somewhere")
    monkeypatch.setenv("CRM_DATABASE_URL", "")
    monkeypatch.setenv("CRM_HOST", "0.0.0.0")  # noqa: S104 - read, not bound
    monkeypatch.setenv("CRM_PORT", "9000")
    monkeypatch.setenv("CRM_LANGUAGE", "fi")

    found = Settings.from_environment()

    assert Settings(Path("/somewhere"), None, "0.0.0.0", 9000, "fi") == found  # noqa: S104
    demonstration = replace(found, database_url="elsewhere").for_demonstration()
    assert replace(found, data=Path("/somewhere-demo")) == demonstration


def test_what_is_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in (("CRM_DATABASE_URL", "host=db\n"), ("CRM_OIDC_CLIENT_SECRET", "canary\n")):
        (tmp_path / name).write_text(text)
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    monkeypatch.setenv("CRM_OIDC_ISSUER", "https://login.example.org")
    monkeypatch.setenv("CRM_OIDC_CLIENT_ID", "verkosto")

    found = Settings.from_environment()

    assert found.provider
    assert ("host=db", "canary") == (found.database_url, found.provider.client_secret)
    monkeypatch.setenv("CRM_DATABASE_URL_FILE", str(tmp_path / "gone"))
    with pytest.raises(UnreadableSecret) as refused:
        Settings.from_environment()
    assert "CRM_DATABASE_URL_FILE names the file" in sentence(refused.value)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8000.0", "\u0663", "9" * 5000])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("CRM_PORT", port)

    with pytest.raises(BadPort):
        Settings.from_environment()


@pytest.mark.parametrize("url", ["foo", "crm.example.org", "ftp://crm.example.org", "https://[::1"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CRM_URL", url)
    with pytest.raises(BadAddress) as refused:
        Settings.from_environment()
    assert f"CRM_URL is “{url}”, but should be an address" in sentence(refused.value)

    monkeypatch.setenv("CRM_URL", "https://crm.example.org/")

    assert "https://crm.example.org" == Settings.from_environment().url


def test_whether_everybody_needs_a_second_factor_is_yes_or_no(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CRM_REQUIRE_SECOND_FACTOR", "yes")
    assert Settings.from_environment().second_factor_of_all

    monkeypatch.setenv("CRM_REQUIRE_SECOND_FACTOR", "ture")
    with pytest.raises(NeitherYesNorNo):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("issuer", "client_id"),
    [("http://login.example.org", "v"), ("login.example.org", "v"), ("https://a.example", "")],
)
def test_a_provider_that_could_be_overheard_is_refused(
    monkeypatch: pytest.MonkeyPatch, issuer: str, client_id: str
) -> None:
    monkeypatch.setenv("CRM_OIDC_ISSUER", issuer)
    monkeypatch.setenv("CRM_OIDC_CLIENT_ID", client_id)
    with pytest.raises(BadProvider):
        Settings.from_environment()

    monkeypatch.setenv("CRM_OIDC_ISSUER", "https://login.example.org")
    monkeypatch.setenv("CRM_OIDC_CLIENT_ID", "verkosto")
    monkeypatch.setenv("CRM_OIDC_CLIENT_SECRET", "canary")

    found = Settings.from_environment()

    assert found.provider
    assert found.provider.name == "login.example.org"
    assert "canary" not in repr(found)
