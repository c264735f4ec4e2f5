"""A real PostgreSQL for the tests, and a fresh installation in it for each that asks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.database.embedded import running
from crm.log import Origin
from crm.opening import opened_at, set_up
from crm.settings import Settings
from features.signed_in import let_in

SHARED = Path(__file__).parents[2] / "shared"
NUMBERS = count(1)
Installation = Callable[[], CRM]
NewUrl = Callable[..., str]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a PostgreSQL that lives as long as the tests."""
    data = tmp_path_factory.mktemp("pg")
    with running(Settings(data, None, "127.0.0.1", 0, "en")) as url:
        _hurry(url)
        yield url


@pytest.fixture(scope="session")
def prepared(server: str) -> str:
    """Make a database with everything set up, for others to be copied from."""
    _create(server, "prepared")
    with opened_at(make_conninfo(server, dbname="prepared")) as crm:
        set_up(crm)
        let_in(crm)
    return "prepared"


@pytest.fixture(scope="session")
def new_url(server: str) -> NewUrl:
    """Give a function that makes a database, as often as tests ask, and returns its address."""

    def new(name: str, template: str = "template1") -> str:
        # Where tests are shared out, those of one file may be run in two turns.
        found = f"{name}_{next(NUMBERS)}"
        _create(server, found, template)
        return make_conninfo(server, dbname=found)

    return new


@pytest.fixture
def installation(server: str, prepared: str) -> Iterator[Installation]:
    """Give a function that opens a fresh installation, vocabularies set up."""
    with ExitStack() as stack:

        def fresh() -> CRM:
            name = f"fresh_{next(NUMBERS)}"
            _create(server, name, prepared)
            stack.callback(_drop, server, name)
            return stack.enter_context(opened_at(make_conninfo(server, dbname=name)))

        yield fresh


@pytest.fixture
def crm(installation: Installation) -> CRM:
    """Give a fresh installation."""
    return installation()


@pytest.fixture
def empty_url(server: str) -> Iterator[str]:
    """Give the address of a database that nothing was done to."""
    name = f"empty_{next(NUMBERS)}"
    _create(server, name)
    yield make_conninfo(server, dbname=name)
    _drop(server, name)


@pytest.fixture
def aino() -> Callable[[], Origin]:
    """Give a new command of Aino's each time it is called."""
    return lambda: Origin("Aino")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real input; without it the tests that need it can't be run."""
    if not SHARED.is_dir():
        pytest.skip("The folder shared/ with real input isn't beside the project.")
    return SHARED


def _hurry(server: str) -> None:
    """Let commits not wait for the disk: no test cuts the power, and disks are slow."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def _create(server: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
