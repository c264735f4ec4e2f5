"""Imports that run in the background of the serving process, and how far they have come."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from uuid import UUID, uuid4

from crm.application import CRM
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import run
from domain.refusal import Refusal

LOG = logging.getLogger("verkosto")
KEPT = 50


@dataclass
class Upload:
    """Files that were uploaded for a profile, and what came of checking or importing them."""

    id: UUID
    profile: str
    folder: Path
    files: list[str]
    stage: str = "checking"
    rows: int = 0
    report: Report | None = None
    refusal: Refusal | None = None
    failed: bool = False

    @property
    def is_running(self) -> bool:
        """Whether something is still being done with it."""
        return self.stage in {"checking", "importing"}

    @property
    def paths(self) -> list[Path]:
        """Where its files lie."""
        return [self.folder / name for name in self.files]


@dataclass
class Running:
    """Every upload of this process, one worked on at a time."""

    uploads: dict[UUID, Upload] = field(default_factory=dict)
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    lock: Lock = field(default_factory=Lock)

    def receive(self, crm: CRM, name: str, files: dict[str, bytes], actor: str) -> Upload:
        """Keep uploaded files and check them."""
        upload = Upload(uuid4(), name, Path(mkdtemp(prefix="verkosto-")), sorted(files))
        for file, content in files.items():
            (upload.folder / file).write_bytes(content)
        with self.lock:
            self.uploads[upload.id] = upload
            while len(self.uploads) > KEPT:
                self.uploads.pop(next(iter(self.uploads)))
        self.worker.submit(self._work, crm, upload, actor, dry_run=True)
        return upload

    def take_in(self, crm: CRM, upload: Upload, actor: str) -> None:
        """Import what was checked; asking twice imports once."""
        with self.lock:
            if upload.stage != "checked":
                return
            upload.stage, upload.rows = "importing", 0
        self.worker.submit(self._work, crm, upload, actor, dry_run=False)

    def _work(self, crm: CRM, upload: Upload, actor: str, *, dry_run: bool) -> None:
        try:
            upload.report = run(
                crm,
                profile(upload.profile),
                upload.paths,
                actor=actor,
                dry_run=dry_run,
                progress=lambda rows: setattr(upload, "rows", rows),
            )
            upload.stage = "checked" if dry_run else "done"
        except Refusal as refusal:
            upload.refusal, upload.stage = refusal, "refused"
        except Exception:
            LOG.exception("An import failed")
            upload.failed, upload.stage = True, "refused"
