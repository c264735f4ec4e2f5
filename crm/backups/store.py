"""The folder of backups: one folder a backup, the archive that goes on from them, and who restored.

2026-11-24T020000Z/   backup.json, written last, and what PostgreSQL's own tools made
wal/                  the archive: all that was written since the first backup, compressed
wal-7713776187635/    the same of another server, told apart by its number; see receiving.py
restores.jsonl        a line for each restore
erasures.jsonl        who was erased; see crm/erasures.py
"""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from crm.backups.refusals import NoBackup

ABOUT = "backup.json"
NAMED = "%Y-%m-%dT%H%M%SZ"


class Source(msgspec.Struct, frozen=True):
    """The server of CRM_DATABASE_URL that was copied, and whose database in it is ours.

    `system` tells it from all other servers; `others` are databases that the copy holds too.
    """

    system: str
    major: int
    user: str
    database: str
    others: list[str] = []


class Backup(msgspec.Struct, frozen=True):
    """What backup.json says; `position` and `hash` are of the log when it was begun."""

    kind: Literal["base", "dump"]
    started_at: datetime
    finished_at: datetime
    position: int
    hash: str
    # The timeline of PostgreSQL and the first file of the archive it needs; 0 and '' of a dump.
    timeline: int = 0
    wal: str = ""
    # Of a copy, where it isn't of the embedded PostgreSQL; of a dump, why it isn't a copy.
    source: Source | None = None
    why: str = ""

    @property
    def system(self) -> str:
        """Which server the archive is of that goes on from it; '' for the embedded one."""
        return self.source.system if self.source else ""


class Restored(msgspec.Struct, frozen=True):
    """A line of restores.jsonl: a backup, brought back as it was `at` an instant or at its end."""

    restored_at: datetime
    backup: str
    at: datetime | None
    position: int
    timeline: int = 0


def read(folder: Path) -> Backup:
    """Return what is told about a backup. Raises NoBackup."""
    try:
        return msgspec.json.decode((folder / ABOUT).read_bytes(), type=Backup)
    except (OSError, msgspec.DecodeError) as error:
        raise NoBackup(str(folder)) from error


def all_in(store: Path) -> list[tuple[Path, Backup]]:
    """Return every finished backup of a store, oldest first."""
    found = [(file.parent, read(file.parent)) for file in store.glob(f"*/{ABOUT}")]
    return sorted(found, key=lambda pair: pair[1].finished_at)


def archive(store: Path, system: str = "") -> Path:
    """The folder of the archive: of the embedded PostgreSQL, or of another server."""
    return store / (f"wal-{system}" if system else "wal")


def prune(store: Path, keep: int) -> list[Path]:
    """Delete all backups but the newest `keep`, and what of the archive only they needed."""
    backups = all_in(store)
    gone, kept = backups[:-keep], backups[-keep:]
    for folder, _ in gone:
        # Without its description it is no backup any more, should this be cut off.
        (folder / ABOUT).unlink()
        shutil.rmtree(folder)
    for folder in store.glob("wal*"):
        _prune_archive(folder, [backup for _, backup in kept])
    return [folder for folder, _ in gone]


def _prune_archive(folder: Path, kept: list[Backup]) -> None:
    """Delete the files before one; their names sort as they were written, past the timeline."""
    needed = [
        one.wal[8:] for one in kept if one.wal and folder == archive(folder.parent, one.system)
    ]
    if not needed:
        return
    for file in folder.rglob("*"):
        segment = file.name.partition(".")[0]
        if len(segment) == 24 and segment[8:] < min(needed):  # noqa: PLR2004 - histories are shorter
            file.unlink()


def restores(store: Path) -> list[Restored]:
    """Return every restore that the store was used for, oldest first."""
    file = store / "restores.jsonl"
    if not file.exists():
        return []
    return [msgspec.json.decode(line, type=Restored) for line in file.read_bytes().splitlines()]


def note(store: Path, restored: Restored) -> None:
    """Write down that something was restored."""
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (store / "restores.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(restored) + b"\n")


def timeline(store: Path, backup: Backup, at: datetime | None) -> str:
    """Say which timeline of PostgreSQL an instant is on: each restore began one of its own."""
    if not at or backup.source:
        return "latest"
    begun = [one.timeline for one in restores(store) if one.restored_at <= at]
    return str(max([backup.timeline, *begun]))
