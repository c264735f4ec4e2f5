"""crm doctor finds what is wrong, says the way out, and ends with a code that scripts can trust."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.backups.making import back_up
from crm.backups.restoring import restore
from crm.doctor.examination import examine
from crm.doctor.finding import Finding
from crm.log import Origin
from crm.opening import opened, set_up
from crm.settings import NAMES, Settings
from domain.import_run import ImportRun
from domain.partner import Description
from tests.crm.backups.servers import as_plain
from tests.crm.telling import tell

ROOT = Path(__file__).parents[3]
CHANGED = (
    "read_model",
    "log_head",
    "migration",
    "crm_events",
    "log_state",
    "directory_4.party",
    "participation_3.activity",
    "membership_1.member",
    "timeline_7.happening",
    "terms_2.term",
    "runs_3.run",
    "accounts_1.account",
)
# What the tests' own PostgreSQL does without, to be quick.
HURRIED = {"safety"}


@pytest.fixture
def settings(crm: CRM, server: str, tmp_path: Path) -> Settings:
    """Give an installation with a history, in a data folder that is nobody else's."""
    tell(crm, seed=7, commands=120)
    crm.record(ImportRun.begin(uuid4(), "partners", ("list.csv",)), origin=Origin("Aino"))
    url = make_conninfo(server, dbname=crm.database.value("SELECT current_database()"))
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    return Settings(data, f"{url} password=canary", "127.0.0.1", 0, "en")


def test_all_is_well_where_it_is(settings: Settings) -> None:
    back_up(replace(settings, database_url=as_plain(settings.database_url or "")))

    found = found_in(settings)

    assert {"restored"} == {name for name in found if found[name].state != "ok"} - HURRIED
    for name in ("database", "migrations", "chain", "read models", "replay", "backup"):
        assert found[name].told
    assert "canary" not in str(found)


def test_each_fault_is_found_alone_and_has_a_way_out(settings: Settings, crm: CRM) -> None:
    for sql, name, state, told in (
        ("UPDATE log_head SET followed_by = array_remove(followed_by, 'terms_2')", "read models",
         "warning",
         "terms_2 is behind the log"),
        ("DELETE FROM read_model WHERE key LIKE 'terms%'", "read models", "warning",
         "terms_2 isn't made yet"),
        ("UPDATE log_state SET broken_at = 5", "chain", "fault", "at position 5"),
        ("UPDATE directory_4.party SET name = 'Another'", "replay", "fault", "party isn't what"),
        ("UPDATE participation_3.activity SET title = 'Another'", "replay", "fault",
         "activity isn't what"),
        ("UPDATE membership_1.member SET role = 'another'", "replay", "fault", "member isn't what"),
        ("UPDATE timeline_7.happening SET kind = kind || 'x'", "replay", "fault",
         "happening isn't what"),
        ("UPDATE terms_2.term SET fi = 'Another'", "replay", "fault", "term isn't what"),
        ("UPDATE runs_3.run SET rows = 1", "replay", "fault", "run isn't what"),
        ("UPDATE accounts_1.account SET role = 'administrator'", "replay", "fault",
         "account isn't what"),
        ("UPDATE crm_events SET topic = 'x' WHERE notification_id = 9", "chain", "fault",
         "at position 9"),
        ("INSERT INTO migration VALUES ('9999_future.sql', now())", "migrations", "fault",
         "newer version"),
        ("DELETE FROM migration WHERE name LIKE '0003%'", "migrations", "warning", "1 to be"),
    ):  # fmt: skip
        with changed(crm, sql):
            found = found_in(settings)

        assert (found[name].state, told in found[name].told) == (state, True), found[name]
        assert found[name].way_out
        others = {one for one in found if found[one].state == "fault"} - HURRIED
        assert others - {name} == set()


def test_what_surrounds_the_program_is_looked_at_too(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.data.chmod(0o755)
    key, ledger = settings.data / "secret.key", settings.backups / "erasures.jsonl"
    settings.backups.mkdir(mode=0o700)
    for file in (key, ledger):
        file.touch()
        file.chmod(0o644)
    monkeypatch.setenv("CRM_PROT", "8000")
    open_to_all = Settings(settings.data, settings.database_url, "0.0.0.0", 0, "en")  # noqa: S104

    found = found_in(open_to_all)

    assert found["data folder"].way_out == f"chmod 700 {settings.data}"
    assert found["key"].way_out == f"chmod 600 {key}"
    assert (found["erasures"].state, found["backup folder"].state) == ("warning", "ok")
    assert "CRM_PROT" in found["settings"].told
    assert found["host"].state == "fault"


def test_a_database_that_is_away_is_a_fault_and_one_that_never_was_is_none(tmp_path: Path) -> None:
    away = Settings(tmp_path, f"host={tmp_path} dbname=x", "127.0.0.1", 0, "en")
    never = Settings(tmp_path, None, "127.0.0.1", 0, "en")

    assert ("fault", "it can't be reached") == (
        found_in(away)["database"].state,
        found_in(away)["database"].told.partition(":")[0],
    )
    assert found_in(never)["database"].state == "warning"
    assert [] == list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_archive_and_the_last_restore_of_the_embedded_one_are_looked_at(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")
    with opened(settings) as crm:
        set_up(crm)
        folder, _ = back_up(settings)
        crm.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
        assert found_in(settings)["restored"].state == "warning"

        restored, _ = restore(settings, folder, trial=True)

        found = found_in(settings)
        assert f"up to position {crm.position()}" in found["restored"].told
        assert restored.position == crm.position()
        assert {one.state for one in found.values()} == {"ok"}, found
        assert ["backups", "postgresql", "secret.key"] == sorted(
            path.name for path in settings.data.glob("[a-z]*")
        )
        (settings.backups / "wal").rename(settings.backups / "gone")
        crm.database.value("SELECT pg_switch_wal()")
        while (found := found_in(settings))["archive"].state == "ok":
            pass
        assert "can't write" in found["archive"].told


def test_every_setting_that_is_read_is_told(settings: Settings) -> None:
    read = re.compile(r"""environ(?:\.get\(|\[)["'](CRM_\w+)""")
    files = [file for part in ("crm", "web") for file in (ROOT / part).rglob("*.py")]

    named = {name for file in files for name in read.findall(file.read_text("utf-8"))}

    assert named == set(NAMES)
    told = found_in(settings)["settings"].told
    assert all(f"{name}=" in told for name in NAMES)


@contextmanager
def changed(crm: CRM, sql: str) -> Iterator[None]:
    """Change something behind the program's back, and put it back as it was."""
    with crm.database.dedicated() as connection:
        for number, table in enumerate(CHANGED):
            connection.execute(f"CREATE TEMP TABLE kept_{number} AS TABLE {table}".encode())
        connection.execute(sql.encode())
        yield
        for number, table in enumerate(CHANGED):
            connection.execute(f"DELETE FROM {table}".encode())
            connection.execute(f"INSERT INTO {table} SELECT * FROM kept_{number}".encode())


def found_in(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}
