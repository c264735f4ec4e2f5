"""crm restore: what was, made whole beside what is before that is set aside."""

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg

from crm.backups import archive, store
from crm.backups.bringing_over import Wanted, bring_over
from crm.backups.placing import check_place, prove, put_in_place
from crm.backups.recovery import Target, recovered
from crm.backups.refusals import BackupIsLater, NoInstant
from crm.backups.store import Backup, Restored
from crm.backups.unpacking import hand_over, unpack
from crm.carried import take_away
from crm.database.embedded import made, server_in
from crm.settings import Settings


def restore(
    settings: Settings,
    folder: Path,
    *,
    at: datetime | None = None,
    aside: bool = False,
    trial: bool = False,
    wal: Path | None = None,
) -> tuple[Restored, Path | None]:
    """Bring a backup back, as it was at an instant or as far as the archive goes.

    With `aside` the present data are renamed, never deleted; returns where they are now. A `trial`
    only sees whether it can be done. `wal` is an archive elsewhere than in the store.
    """
    backup = store.read(folder)
    if at and at <= backup.finished_at:
        raise BackupIsLater(backup.finished_at)
    if backup.kind == "dump" and at:
        raise NoInstant
    if not trial:
        take_away(settings.data)
    if backup.kind == "dump" or backup.source or settings.database_url:
        return bring_over(settings, Wanted(folder, backup, at, wal), aside=aside, trial=trial)
    if not trial:
        check_place(settings, aside=aside)
    return _recover(settings, folder, backup, at, wal, trial=trial)


def _recover(
    settings: Settings,
    folder: Path,
    backup: Backup,
    at: datetime | None,
    wal: Path | None,
    *,
    trial: bool,
) -> tuple[Restored, Path | None]:
    is_ours = made(settings.data)
    new = settings.data / f"postgresql.new-{uuid4().hex[:8]}"
    try:
        unpack(folder, new)
        owner = server_in(new).system_user
        hand_over(new, owner)
        if is_ours and owner:
            shutil.chown(settings.data, owner)
        restored = _come_to(settings, folder, backup, at, wal, new)
    except BaseException:
        # The present data are as they were.
        shutil.rmtree(new, ignore_errors=True)
        raise
    if trial:
        shutil.rmtree(new)
        restored = msgspec.structs.replace(restored, timeline=0)
        store.note(settings.backups, restored)
        return restored, None
    _keep_history(new, settings.backups)
    aside = put_in_place(settings, new)
    if store.archive(settings.backups).exists():
        archive.begin(settings.cluster, settings.backups)
        store.note(settings.backups, restored)
    return restored, aside


def _come_to(
    settings: Settings,
    folder: Path,
    backup: Backup,
    at: datetime | None,
    wal: Path | None,
    new: Path,
) -> Restored:
    places = [wal, store.archive(settings.backups), store.archive(folder.absolute().parent)]
    # What the present cluster, or one set aside, hadn't handed over yet is the newest there is.
    places += [settings.cluster / "pg_wal", *settings.data.glob("postgresql.aside-*/pg_wal")]
    there = [place for place in dict.fromkeys(places) if place and place.is_dir()]
    target = Target(backup.finished_at, at, store.timeline(settings.backups, backup, at))
    with recovered(new, archive.command_back(there) or "false", target) as url:
        position = prove(url, settings.backups)
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT timeline_id FROM pg_control_checkpoint()").fetchone()
    return Restored(datetime.now(UTC), str(folder), at, position, row[0] if row else 0)


def _keep_history(new: Path, backups: Path) -> None:
    """Leave in the archive where the new timeline turned off, so that no other takes its number."""
    if (folder := store.archive(backups)).exists():
        for file in (new / "pg_wal").glob("*.history"):
            kept = folder / f"{file.name}.gz"
            if not kept.exists():
                kept.write_bytes(gzip.compress(file.read_bytes()))
                shutil.copystat(file, kept)
                shutil.chown(kept, file.stat().st_uid, file.stat().st_gid)
