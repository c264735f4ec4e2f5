"""The archive of another server: what it writes is received while the pages are served.

wal-7713776187635/2026-11-24T020412Z/    begun by the first copy of that server, and begun anew
                                         where the server no longer has what comes next
The server is asked for no slot, which would fill its disk for one who doesn't come back. How far
behind somebody may be is its wal_keep_size.
"""

import logging
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import psycopg
from psycopg.conninfo import make_conninfo

from crm.backups import elsewhere, store
from crm.backups.refusals import MayNotReplicate
from crm.backups.tools import command, why
from crm.beside import beside

LOG = logging.getLogger("verkosto")
NAME = "verkosto-archive"
TRIED_EVERY, LOOKED_EVERY, PATIENCE = 1, 0.1, 10
# The server names the file that it no longer has, in whatever language it speaks.
GONE = re.compile(r"\b[0-9A-F]{24}\b")


@contextmanager
def received(url: str | None, folder: Path) -> Iterator[None]:
    """Receive all that a server writes, from its first copy in a store on, unless somebody does."""
    if not url or os.name != "posix":
        yield
        return
    with beside(partial(_keep_on, url, folder)):
        yield


@contextmanager
def begun(url: str, folder: Path, system: str) -> Iterator[None]:
    """Begin with a server, and go on at least for as long as it is being copied."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store.archive(folder, system).mkdir(mode=0o700, exist_ok=True)
    with received(url, folder):
        if not _is_received_soon(url):
            # Its own recovery may have taken it back to before what was received.
            _begin(store.archive(folder, system))
            _is_received_soon(url)
        yield


def runs(archive: Path) -> list[Path]:
    """Return the folders that were received into, oldest first; between them something lacks."""
    return sorted(path for path in archive.glob("*Z") if path.is_dir())


def begun_at(archive: Path) -> datetime:
    """Return since when nothing lacks."""
    return datetime.strptime(runs(archive)[-1].name, store.NAMED).replace(tzinfo=UTC)


def is_received(connection: psycopg.Connection) -> bool:
    """Say whether the server is sending to whoever receives for us."""
    return connection.execute(SENDING, [NAME]).fetchone() is not None


def is_kept(connection: psycopg.Connection) -> bool:
    """Say whether the server keeps something for who comes a moment later."""
    return connection.execute("SHOW wal_keep_size").fetchone() != ("0",)


def _begin(archive: Path) -> None:
    (archive / datetime.now(UTC).strftime(store.NAMED)).mkdir(mode=0o700, exist_ok=True)


def _is_received_soon(url: str) -> bool:
    """Wait for somebody to receive; that nobody does is told by crm doctor."""
    until = monotonic() + PATIENCE
    with psycopg.connect(url, autocommit=True) as connection:
        while not (found := is_received(connection)) and monotonic() < until:
            sleep(LOOKED_EVERY)
    return found


def _keep_on(url: str, folder: Path, done: Event) -> None:
    said = ""
    while not done.is_set():
        if any(folder.glob("wal-*")):
            now = _received_once(url, folder, done)
            if now and now != said:
                LOG.warning("What the database writes isn't archived: %s", now)
            said = now
        done.wait(TRIED_EVERY)


def _received_once(url: str, folder: Path, done: Event) -> str:
    """Receive until something ends it, and say what."""
    try:
        # Asked each time: another server at the same address would be mixed with the one before.
        archive = store.archive(folder, elsewhere.system(url))
        if archive.is_dir():
            with _alone(archive) as lock:
                return _receive(url, archive, lock, done)
    except MayNotReplicate as refusal:
        return refusal.said
    except psycopg.Error as error:
        return elsewhere.said(error)
    except BlockingIOError:
        # Somebody else does.
        return ""
    except OSError as error:
        return str(error)
    return ""


@contextmanager
def _alone(archive: Path) -> Iterator[int]:
    """Hold a lock that whoever receives inherits, should this process be killed before them."""
    import fcntl

    with (archive / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file.fileno()


def _receive(url: str, archive: Path, lock: int, done: Event) -> str:
    if not runs(archive) or _lies_ahead(url, runs(archive)[-1]):
        _begin(archive)
    address = make_conninfo(url, application_name=NAME)
    into = ("--directory", runs(archive)[-1])
    words, environment = command("pg_receivewal", *into, "--no-loop", "--synchronous", url=address)
    with subprocess.Popen(  # noqa: S603 - a program that came along
        words, env=environment, stderr=subprocess.PIPE, text=True, pass_fds=[lock]
    ) as process:
        while process.poll() is None and not done.wait(LOOKED_EVERY):
            pass
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    if process.returncode and GONE.search(why(said)):
        _begin(archive)
    return why(said) if process.returncode else ""


def _lies_ahead(url: str, run: Path) -> bool:
    """Say whether a server was taken back to before what would be asked for next.

    Once it has written that much again, it would send what follows on something else.
    """
    received = [file.name for file in run.iterdir() if GONE.match(file.name)]
    if not received:
        return False
    newest = max(received)
    asked = {"file": newest[:24], "whole": int(len(newest) == 24)}  # noqa: PLR2004 - .partial else
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(LIES_AHEAD, asked).fetchone() == (True,)


LIES_AHEAD = """
    SELECT NOT pg_is_in_recovery() AND
           (segment_number + %(whole)s) * pg_size_bytes(current_setting('wal_segment_size'))
           > pg_current_wal_flush_lsn() - '0/0'::pg_lsn
    FROM pg_split_walfile_name(%(file)s)
"""
SENDING = """
    SELECT FROM pg_stat_activity
    WHERE application_name = %s AND usename = current_user AND state = 'active'
"""
