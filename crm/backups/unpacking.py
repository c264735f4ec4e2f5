"""Laying a backup out as a cluster again, every file of it held to its checksum."""

import shutil
import tarfile
from hashlib import file_digest
from pathlib import Path

import msgspec

from crm.backups.refusals import DamagedBackup


class _File(msgspec.Struct, rename={"path": "Path", "size": "Size", "checksum": "Checksum"}):
    path: str
    size: int
    checksum: str


class _Manifest(msgspec.Struct, rename={"files": "Files"}):
    files: list[_File]


def unpack(backup: Path, cluster: Path) -> None:
    """Lay a backup out in a folder that isn't there yet. Raises DamagedBackup."""
    cluster.mkdir(mode=0o700)
    for name, folder in (("base.tar.gz", cluster), ("pg_wal.tar.gz", cluster / "pg_wal")):
        try:
            with tarfile.open(backup / name) as tar:
                tar.extractall(folder, filter="data")
        except (OSError, EOFError, tarfile.TarError) as error:
            raise DamagedBackup(name) from error
    _check(backup, cluster)


def hand_over(cluster: Path, owner: str | None) -> None:
    """Give a cluster to the user that PostgreSQL runs as, and close it to all others."""
    for path in (cluster, *cluster.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if owner:
            shutil.chown(path, owner, owner)


def _check(backup: Path, cluster: Path) -> None:
    manifest = msgspec.json.decode((backup / "backup_manifest").read_bytes(), type=_Manifest)
    for file in manifest.files:
        path = cluster / file.path
        if not path.exists() or path.stat().st_size != file.size:
            raise DamagedBackup(file.path)
        with path.open("rb") as content:
            if file_digest(content, "sha256").hexdigest() != file.checksum:
                raise DamagedBackup(file.path)
