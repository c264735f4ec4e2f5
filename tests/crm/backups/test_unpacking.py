"""Every file of a backup is held to its checksum, as it is made and as it is brought back."""

import io
import json
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from crm.backups.refusals import DamagedBackup
from crm.backups.unpacking import Range, unpack, verify

FILES = {"PG_VERSION": b"18", "base/1/2": b"rows"}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a backup of two files, as PostgreSQL writes it."""
    folder = tmp_path / "backup"
    folder.mkdir()
    _pack(folder / "base.tar.gz", FILES)
    _pack(folder / "pg_wal.tar.gz", {"000000010000000000000002": b"wal"})
    _describe(folder, FILES)
    return folder


def test_a_whole_backup_is_laid_out(backup: Path, tmp_path: Path) -> None:
    assert Range(1, "0/2000028") == verify(backup)

    unpack(backup, tmp_path / "cluster")

    assert b"rows" == (tmp_path / "cluster/base/1/2").read_bytes()
    assert b"wal" == (tmp_path / "cluster/pg_wal/000000010000000000000002").read_bytes()


def _cut(name: str) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])

    return cut


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (_cut("base.tar.gz"), "base.tar.gz"),
        (_cut("pg_wal.tar.gz"), "pg_wal.tar.gz"),
        (_cut("backup_manifest"), "backup_manifest"),
        (lambda folder: (folder / "backup_manifest").unlink(), "backup_manifest"),
        (lambda folder: _pack(folder / "base.tar.gz", {"PG_VERSION": b"18"}), "base/1/2"),
        (lambda folder: _pack(folder / "base.tar.gz", {**FILES, "base/1/2": b"more"}), "base/1/2"),
        (lambda folder: _pack(folder / "base.tar.gz", {**FILES, "base/1/2": b"no"}), "base/1/2"),
        (lambda folder: _describe(folder, FILES, checksum="0"), "backup_manifest"),
    ],
    ids=("cut", "wal cut", "half told", "not told", "missing", "changed", "short", "retold"),
)
def test_a_damaged_one_is_refused_by_its_file(
    backup: Path, tmp_path: Path, spoil: Callable[[Path], None], file: str
) -> None:
    spoil(backup)

    with pytest.raises(DamagedBackup) as verified:
        verify(backup)
    with pytest.raises(DamagedBackup) as unpacked:
        unpack(backup, tmp_path / "cluster")

    assert (file, file) == (verified.value.file, unpacked.value.file)


def _pack(path: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as tar:
        folder = tarfile.TarInfo("base")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o700
        tar.addfile(folder)
        for name, content in files.items():
            one = tarfile.TarInfo(name)
            one.size = len(content)
            tar.addfile(one, io.BytesIO(content))


def _describe(folder: Path, files: dict[str, bytes], checksum: str = "") -> None:
    listed = [
        {"Path": name, "Size": len(content), "Checksum": sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    ranges = [{"Timeline": 1, "Start-LSN": "0/2000028", "End-LSN": "0/2000120"}]
    said = json.dumps({"Files": listed, "WAL-Ranges": ranges})[:-1] + ",\n"
    checksum = checksum or sha256(said.encode()).hexdigest()
    (folder / "backup_manifest").write_text(f'{said}"Manifest-Checksum": "{checksum}"}}\n')
