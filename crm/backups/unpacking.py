"""Laying a backup out as a cluster again, every file of it held to its checksum."""

import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from crm.backups.refusals import DamagedBackup
from crm.database.embedded import ARCHIVE_SCRIPT

BASE, WAL, MANIFEST = "base.tar.gz", "pg_wal.tar.gz", "backup_manifest"
OF_A_RUNNING_ONE = (
    ARCHIVE_SCRIPT,
    "log",
    "standby.signal",
    ".handle_pids.json",
    ".s.PGSQL.5432.lock",
)


class Range(msgspec.Struct, rename={"timeline": "Timeline", "start": "Start-LSN"}):
    """From where on PostgreSQL's log is needed."""

    timeline: int
    start: str


class _File(msgspec.Struct, rename={"path": "Path", "size": "Size", "checksum": "Checksum"}):
    path: str
    size: int
    checksum: str


class _Manifest(
    msgspec.Struct,
    rename={"files": "Files", "ranges": "WAL-Ranges", "checksum": "Manifest-Checksum"},
):
    files: list[_File]
    ranges: list[Range]
    checksum: str


def verify(backup: Path) -> Range:
    """Read a backup through once, and return what it begins with. Raises DamagedBackup.

    What pg_verifybackup would do, which doesn't read tar files in every version.
    """
    manifest = _manifest(backup)
    with _opened(backup, BASE) as tar:
        found = {
            one.name: (one.size, file_digest(content, "sha256").hexdigest())  # type: ignore[arg-type]
            for one in tar
            if (content := tar.extractfile(one))
        }
    for file in manifest.files:
        if found.get(file.path) != (file.size, file.checksum):
            raise DamagedBackup(file.path)
    with _opened(backup, WAL) as tar:
        tar.getmembers()
    return manifest.ranges[0]


def unpack(backup: Path, cluster: Path) -> None:
    """Lay a backup out in a folder that isn't there yet. Raises DamagedBackup."""
    cluster.mkdir(mode=0o700)
    for name, folder in ((BASE, cluster), (WAL, cluster / "pg_wal")):
        with _opened(backup, name) as tar:
            tar.extractall(folder, filter="data")
    _check(backup, cluster)
    for name in OF_A_RUNNING_ONE:
        (cluster / name).unlink(missing_ok=True)


def hand_over(cluster: Path, owner: str | None) -> None:
    """Give a cluster to the user that PostgreSQL runs as, and close it to all others."""
    for path in (cluster, *cluster.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if owner:
            shutil.chown(path, owner, owner)


@contextmanager
def _opened(backup: Path, name: str) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(backup / name) as tar:
            yield tar
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise DamagedBackup(name) from error


def _manifest(backup: Path) -> _Manifest:
    try:
        content = (backup / MANIFEST).read_bytes()
        manifest = msgspec.json.decode(content, type=_Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise DamagedBackup(MANIFEST) from error
    # Its last line is of all that stands before it.
    if sha256(content.rpartition(b'"Manifest-Checksum"')[0]).hexdigest() != manifest.checksum:
        raise DamagedBackup(MANIFEST)
    return manifest


def _check(backup: Path, cluster: Path) -> None:
    for file in _manifest(backup).files:
        path = cluster / file.path
        if not path.exists() or path.stat().st_size != file.size:
            raise DamagedBackup(file.path)
        with path.open("rb") as content:
            if file_digest(content, "sha256").hexdigest() != file.checksum:
                raise DamagedBackup(file.path)
