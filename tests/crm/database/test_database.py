"""PostgreSQL: ours alone, migrated once, and asked again when a connection had died."""

import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from crm.application import CRM
from crm.database import Database
from crm.database.embedded import running
from crm.database.migrate import NewerSchema, migrate
from crm.language.sentences import sentence
from crm.log import Origin
from crm.opening import opened, opened_at, set_up
from crm.settings import Settings
from domain.partner import Description
from domain.refusal import Refusal

ROOT = Path(__file__).parents[3]
USER = """
import sys, time
from pathlib import Path
from crm.database.embedded import running
from crm.settings import Settings
with running(Settings(Path(sys.argv[1]), None, "127.0.0.1", 0, "en")):
    print("here", flush=True)
    time.sleep(60)
"""


def test_the_embedded_one_keeps_what_was_written_and_its_socket_to_itself(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")
    with opened(settings) as crm:
        set_up(crm)
        crm.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
        listens = crm.database.value("SHOW listen_addresses")
        folder = Path(crm.database.value("SHOW unix_socket_directories"))

        assert "" == listens
        (socket,) = folder.glob(".s.PGSQL.*[0-9]")
        assert 0 == stat.S_IMODE(socket.stat().st_mode) & 0o077

    with opened(settings) as crm:
        assert ["Opisto"] == crm.database.values("SELECT name FROM party")


def test_the_data_folder_is_open_to_nobody_else_if_the_program_made_it(tmp_path: Path) -> None:
    made = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")
    given = Settings(tmp_path / "given", None, "127.0.0.1", 0, "en")
    given.data.mkdir(mode=0o755)

    for settings, mode in ((made, 0o700), (made, 0o700), (given, 0o755)):
        with running(settings) as url, psycopg.connect(url):
            assert mode == stat.S_IMODE(settings.data.stat().st_mode)
        assert mode == stat.S_IMODE(settings.data.stat().st_mode)


def test_the_embedded_one_stops_with_its_last_user_though_others_were_killed(
    tmp_path: Path,
) -> None:
    settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")
    running_as = settings.cluster / "postmaster.pid"
    with subprocess.Popen(  # noqa: S603 - starts this interpreter
        [sys.executable, "-c", USER, str(settings.data)], stdout=subprocess.PIPE, cwd=ROOT
    ) as user:
        assert user.stdout
        assert user.stdout.readline()
        user.kill()
    assert running_as.exists()

    with running(settings) as url, psycopg.connect(url):
        pass

    assert not running_as.exists()


def test_another_database_is_used_where_it_is_set(empty_url: str, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", empty_url, "127.0.0.1", 0, "en")

    with running(settings) as url:
        assert empty_url == url

    assert not settings.data.exists()


def test_a_schema_is_migrated_once(empty_url: str) -> None:
    with opened_at(empty_url) as crm:
        first = crm.database.values("SELECT applied_at FROM migration ORDER BY name")

    with opened_at(empty_url) as crm:
        assert first == crm.database.values("SELECT applied_at FROM migration ORDER BY name")
        assert first


def test_a_schema_of_a_newer_program_is_left_alone(empty_url: str) -> None:
    with psycopg.connect(empty_url, autocommit=True) as connection:
        migrate(connection)
        connection.execute("INSERT INTO migration VALUES ('9999_future.sql', now())")

        with pytest.raises(NewerSchema) as caught:
            migrate(connection)

    if isinstance(caught.value, Refusal):
        assert "newer version" in sentence(caught.value)


def test_a_question_is_asked_again_where_its_connection_had_died(crm: CRM) -> None:
    database: Database = crm.database
    assert 1 == database.value("SELECT 1")

    with database.dedicated() as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert 2 == database.value("SELECT 2")
    assert [3] == database.values("SELECT 3")
