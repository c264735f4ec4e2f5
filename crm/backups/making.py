"""crm backup: a whole copy while everything goes on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
import psycopg

from crm.backups import archive, elsewhere, receiving
from crm.backups.dumps import dump
from crm.backups.refusals import CannotBeCopied, FolderIsTaken
from crm.backups.store import ABOUT, NAMED, Backup, Source
from crm.backups.tools import run
from crm.backups.unpacking import verify
from crm.database.embedded import running
from crm.language.sentences import sentence
from crm.settings import Settings

HEAD = """
    SELECT notification_id, encode(hash, 'hex') FROM crm_events
    ORDER BY notification_id DESC LIMIT 1
"""


def back_up(settings: Settings, folder: Path | None = None) -> tuple[Path, Backup]:
    """Write a backup into a folder of its own, by default one named by the time, in the store.

    PostgreSQL is copied as it is, and all that it writes from now on goes to the archive. One that
    isn't embedded may not allow that: it is dumped then. Raises FolderIsTaken, ToolFailed.
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
    with running(settings) as url, _archived(settings, url) as (source, why):
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.mkdir(mode=0o700)
        position, head = _head(url)
        if why:
            dump(url, part / "dump")
        timeline, wal = (0, "") if why else _base(url, part)
    finished_at = datetime.now(UTC)
    kind: Literal["base", "dump"] = "dump" if why else "base"
    backup = Backup(kind, started_at, finished_at, position, head, timeline, wal, source, why)
    _write(part / ABOUT, msgspec.json.format(msgspec.json.encode(backup)))
    return backup


@contextmanager
def _archived(settings: Settings, url: str) -> Iterator[tuple[Source | None, str]]:
    """See to it that what is written from now on is archived, or say why it can't be."""
    if not settings.database_url:
        archive.begin(settings.cluster, settings.backups)
        yield None, ""
        return
    try:
        source = elsewhere.source(url)
    except CannotBeCopied as refusal:
        yield None, sentence(refusal)
        return
    with receiving.begun(url, settings.backups, source.system):
        yield source, ""


def _base(url: str, part: Path) -> tuple[int, str]:
    words = ("--checkpoint=fast", "--format=tar", "--gzip", "--wal-method=stream")
    run("pg_basebackup", *words, "--manifest-checksums=SHA256", "--pgdata", part, url=url)
    begins = verify(part)
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT pg_walfile_name(%s)", [begins.start]).fetchone()
    return begins.timeline, row[0] if row else ""


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
