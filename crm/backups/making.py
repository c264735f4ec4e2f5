"""crm backup: a whole copy while everything goes on."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, cast

import msgspec
import psycopg

from crm.backups import archive
from crm.backups.refusals import FolderIsTaken
from crm.backups.store import ABOUT, NAMED, Backup
from crm.backups.tools import run
from crm.database.embedded import running
from crm.settings import Settings

HEAD = """
    SELECT notification_id, encode(hash, 'hex') FROM crm_events
    ORDER BY notification_id DESC LIMIT 1
"""
WAL = "SELECT timeline_id, pg_walfile_name(redo_lsn) FROM pg_control_checkpoint()"


def back_up(settings: Settings, folder: Path | None = None) -> tuple[Path, Backup]:
    """Write a backup into a folder of its own, by default one named by the time, in the store.

    The embedded PostgreSQL is copied as it is, and all that it writes from now on goes to the
    archive; another one is dumped, since its archive is its own. Raises FolderIsTaken, ToolFailed.
    """
    started_at = datetime.now(UTC)
    folder = (folder or settings.backups / started_at.strftime(NAMED)).absolute()
    if folder.exists() and any(folder.iterdir()):
        raise FolderIsTaken(str(folder))
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        backup = _make(settings, part, started_at)
    except BaseException:
        # Half a backup helps nobody, and a disk that is full needs the room.
        shutil.rmtree(part, ignore_errors=True)
        raise
    if folder.exists():
        folder.rmdir()
    part.rename(folder)
    return folder, backup


def _make(settings: Settings, part: Path, started_at: datetime) -> Backup:
    with running(settings) as url:
        if not settings.database_url:
            archive.begin(settings.cluster, settings.backups)
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.mkdir(mode=0o700)
        position, head = _head(url)
        timeline, wal = _dump(url, part) if settings.database_url else _base(url, part)
    kind: Literal["base", "dump"] = "dump" if settings.database_url else "base"
    backup = Backup(kind, started_at, datetime.now(UTC), position, head, timeline, wal)
    _write(part / ABOUT, msgspec.json.format(msgspec.json.encode(backup)))
    return backup


def _base(url: str, part: Path) -> tuple[int, str]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        begins = cast("tuple[int, str]", connection.execute(WAL).fetchone())
    words = ("--checkpoint=fast", "--format=tar", "--gzip", "--wal-method=stream")
    run("pg_basebackup", *words, "--manifest-checksums=SHA256", "--pgdata", part, url=url)
    return begins


def _dump(url: str, part: Path) -> tuple[int, str]:
    run("pg_dump", "--format=custom", "--no-owner", "--file", part / "dump", url=url)
    return 0, ""


def _head(url: str) -> tuple[int, str]:
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT to_regclass('public.crm_events')").fetchone()
        row = connection.execute(HEAD).fetchone() if there != (None,) else None
        return row or (0, "")


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
