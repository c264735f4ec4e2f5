"""Imports that run in the background of the serving process, and how far they have come."""

import logging
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from uuid import UUID, uuid4

from crm.access import Viewer
from crm.application import CRM
from crm.database.connection import has_no_room
from crm.imports.columns import Heads, guessed, heads_of, remembered
from crm.imports.profile import Profile, profile
from crm.imports.report import Report
from crm.imports.run import run
from crm.imports.tables import FilesWereRemoved
from domain.file_names import sayable, told_apart
from domain.refusal import Refusal

LOG = logging.getLogger("verkosto")
KEPT = 50
ODD = re.compile(r"[^\w. -]")
# Stages in which files lie here that nothing was taken in of yet.
WAITING = {"checking", "choosing", "checked"}


@dataclass(frozen=True)
class Upload:
    """Files that were uploaded for a profile, and what came of checking or importing them so far.

    Of a plain list, `heads` are its headings, and `columns` says which of them is which column that
    the profile asks for; while it is `choosing`, somebody has to say that first.

    A page shows one of these: what goes on meanwhile makes another, so it never shows half of
    each.
    """

    id: UUID
    profile: str
    folder: Path
    files: tuple[str, ...]
    stage: str = "checking"
    rows: int = 0
    heads: Heads | None = None
    columns: Mapping[str, int] | None = None
    report: Report | None = None
    refusal: Refusal | None = None
    failed: bool = False
    # Whether it failed because the disk is full, the program's or the database's.
    full: bool = False
    # How many erasures there were when it came: it may name whoever was erased after that.
    erasures: int = 0

    @property
    def is_running(self) -> bool:
        """Whether something is still being done with it."""
        return self.stage in {"checking", "importing"}

    @property
    def can_choose(self) -> bool:
        """Whether somebody may say now which of its columns is which."""
        return self.heads is not None and self.stage in {"choosing", "checked"}

    @property
    def paths(self) -> list[Path]:
        """Where its files lie, until they were imported or refused."""
        return [self.folder / name for name in self.files]


@dataclass
class Running:
    """Every upload of this process, one worked on at a time, in a folder or else temporary ones."""

    folder: Path | None = None
    uploads: dict[UUID, Upload] = field(default_factory=dict)
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    lock: Lock = field(default_factory=Lock)

    def keep_in(self, folder: Path) -> None:
        """Keep uploads in a folder from now on, and remove what a killed process left there."""
        rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder

    def receive(
        self, crm: CRM, name: str, files: list[tuple[str, bytes]], viewer: Viewer
    ) -> Upload:
        """Keep uploaded files and check them; files of one name are told apart by a number.

        Lists of people are called what they are from here on, whatever they were called.
        """
        self.sweep(crm)
        erasures, contents = _erasures(crm), _named(profile(name), files)
        folder = Path(mkdtemp(prefix="verkosto-", dir=self.folder))
        for file, content in contents.items():
            (folder / file).write_bytes(content)
        upload = Upload(uuid4(), name, folder, tuple(contents), erasures=erasures)
        with self.lock:
            self.uploads[upload.id] = upload
        ended = [one.id for one in list(self.uploads.values()) if not one.is_running]
        for one in ended[: max(len(self.uploads) - KEPT, 0)]:
            self._forget(one)
        self.worker.submit(self._work, crm, upload, viewer, dry_run=True)
        return upload

    def choose(self, crm: CRM, upload: Upload, columns: Mapping[str, int], viewer: Viewer) -> None:
        """Check files anew, now that it was said which of their columns is which."""
        self.sweep(crm)
        with self.lock:
            now = self.uploads.get(upload.id, upload)
            if not now.can_choose:
                return
            upload = replace(now, stage="checking", rows=0, report=None, columns=columns)
            self.uploads[upload.id] = upload
        self.worker.submit(self._work, crm, upload, viewer, dry_run=True)

    def take_in(self, crm: CRM, upload: Upload, viewer: Viewer) -> None:
        """Import what was checked; asking twice imports once."""
        self.sweep(crm)
        with self.lock:
            if self.uploads.get(upload.id, upload).stage != "checked":
                return
            upload = replace(upload, stage="importing", rows=0)
            self.uploads[upload.id] = upload
        self.worker.submit(self._work, crm, upload, viewer, dry_run=False)

    def find(self, crm: CRM, upload_id: UUID) -> Upload | None:
        """Return an upload as it stands."""
        self.sweep(crm)
        return self.uploads.get(upload_id)

    def sweep(self, crm: CRM) -> None:
        """Let go of what came before an erasure, which another process may have made."""
        erasures = _erasures(crm)
        for upload in list(self.uploads.values()):
            if upload.erasures < erasures:
                self._let_go(upload.id)

    def forget_waiting(self) -> None:
        """Remove the files that wait to be imported: they may name somebody who was erased."""
        for upload in list(self.uploads):
            self._let_go(upload)

    def forget(self) -> None:
        """Forget every upload, and remove its files."""
        for upload in list(self.uploads):
            self._forget(upload)

    def _work(self, crm: CRM, upload: Upload, viewer: Viewer, *, dry_run: bool) -> None:
        try:
            _check_nobody_was_erased(crm, upload)
            upload = _with_columns(crm, upload)
            if upload.stage == "choosing":
                self._keep(upload)
                return
            report = run(
                crm,
                profile(upload.profile),
                upload.paths,
                actor=viewer.actor,
                viewer=viewer,
                places=upload.columns,
                dry_run=dry_run,
                progress=lambda rows: self._keep(replace(upload, rows=rows)),
            )
            if dry_run:
                _check_nobody_was_erased(crm, upload)
            upload = replace(upload, report=report, stage="checked" if dry_run else "done")
        except Refusal as refusal:
            upload = replace(upload, refusal=refusal, stage="refused")
        except Exception as error:
            LOG.exception("An import failed")
            full = has_no_room(error)
            upload = replace(upload, failed=True, full=full, stage="refused")
        if upload.stage == "refused" and not upload.folder.exists():
            # By an erasure, or by another process that began.
            upload = replace(upload, refusal=FilesWereRemoved(), failed=False)
        if upload.stage != "checked":
            # What its first rows say of somebody goes with the files.
            upload = replace(upload, heads=None, columns=None)
            _remove(upload)
        self._keep(upload)

    def _keep(self, upload: Upload) -> None:
        with self.lock:
            now = self.uploads.get(upload.id)
            if now and now.is_running:
                self.uploads[upload.id] = upload

    def _let_go(self, upload_id: UUID) -> None:
        """Refuse what waits and remove its files; forget what was told of files that are gone."""
        with self.lock:
            upload = self.uploads.get(upload_id)
            if not upload or isinstance(upload.refusal, FilesWereRemoved):
                return
            if upload.stage in WAITING:
                self.uploads[upload_id] = replace(
                    upload,
                    report=None,
                    refusal=FilesWereRemoved(),
                    stage="refused",
                    heads=None,
                    columns=None,
                )
        if upload.stage in WAITING:
            _remove(upload)
        elif not upload.is_running:
            self._forget(upload_id)

    def _forget(self, upload: UUID) -> None:
        with self.lock:
            forgotten = self.uploads.pop(upload, None)
        if forgotten:
            _remove(forgotten)


# What the pages of this process take in.
RUNNING = Running()


def _with_columns(crm: CRM, upload: Upload) -> Upload:
    """Find out which columns a plain list has, unless that was said; ask where one is missing."""
    chosen = profile(upload.profile)
    if upload.columns is not None or not (heads := heads_of(chosen, upload.paths)):
        return upload
    assert chosen.plain
    said = remembered(crm.database, chosen, heads)
    guess = guessed(chosen.plain, heads) if said is None else said
    upload = replace(upload, heads=heads, columns=guess)
    is_whole = said is not None or all(one in guess for one in filter(None, chosen.plain.needed()))
    return upload if is_whole else replace(upload, stage="choosing")


def _erasures(crm: CRM) -> int:
    return crm.ledger.lines() if crm.ledger else 0


def _check_nobody_was_erased(crm: CRM, upload: Upload) -> None:
    if upload.erasures < _erasures(crm):
        raise FilesWereRemoved


def _remove(upload: Upload) -> None:
    rmtree(upload.folder, ignore_errors=True)


def _named(chosen: Profile, files: list[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return what is in files by names that any disk takes."""
    names = (sayable(name, of_people=chosen.is_of_people(name)) for name, _ in files)
    apart = told_apart(_fit_for_disks(name) for name in names)
    return {name: content for name, (_, content) in zip(apart, files, strict=True)}


def _fit_for_disks(name: str) -> str:
    """Return a name that any disk takes: of 255 bytes at most, and no folder."""
    return ODD.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])[-60:].strip(" .") or "file"
