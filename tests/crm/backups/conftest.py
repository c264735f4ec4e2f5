"""A second server, which the program may copy and doesn't look after."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from crm.database.embedded import running
from crm.settings import Settings
from tests.crm.backups.servers import empty


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give another server, by the address of who looks after it."""
    data = tmp_path_factory.mktemp("other")
    with running(Settings(data, None, "127.0.0.1", 0, "en")) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("ALTER SYSTEM SET wal_keep_size = '256MB'")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE ROLE verkosto LOGIN REPLICATION")
            connection.execute("CREATE ROLE plain LOGIN")
            connection.execute("CREATE ROLE reader")
            connection.execute("CREATE DATABASE payroll")
        yield url


@pytest.fixture
def settings(other: str, tmp_path: Path) -> Settings:
    """Give an installation in an empty database there, by a user who may replicate."""
    url = empty(other, "network", "verkosto")
    return Settings(tmp_path / "data", url, "127.0.0.1", 0, "en", tmp_path / "backups")
