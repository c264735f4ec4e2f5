"""An import of files: begun, finished, and undone where it was wrong."""

from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.aggregate import Aggregate
from domain.fact import Created, Fact
from domain.refusal import Refusal
from domain.text import line


class AlreadyUndone(Refusal):
    """An import is undone once."""


class ImportRun(Aggregate):
    """One run of an import profile over some files; its id joins the events it brought in."""

    TOPIC = "crm.import.v1"

    class Created(Created):
        """The first rows that said anything new were taken in; see domain/file_names.py."""

        TOPIC = "crm.import.begun.v2"
        profile: str
        files: tuple[str, ...]

    class Finished(Fact):
        """Every row was looked at; so many events came of them."""

        TOPIC = "crm.import.finished.v1"
        rows: int
        refused: int

    class Undone(Fact):
        """What it had brought in was taken back."""

        TOPIC = "crm.import.undone.v1"
        reason: str
        withdrawn: int | None = None
        restored: int | None = None
        left: int | None = None

    @classmethod
    def begin(cls, run_id: UUID, profile: str, files: tuple[str, ...]) -> Self:
        """Begin to take files in."""
        return cls(id=run_id, profile=line(profile, "profile"), files=files)

    def finish(self, rows: int, refused: int) -> None:
        """Say that every row was looked at, and how many were refused."""
        if not self.finished:
            self._finish(rows, refused)

    def undo(self, reason: str, *, withdrawn: int, restored: int, left: int) -> None:
        """Say that it was taken back: how many things were withdrawn, restored, left as they are.

        Raises AlreadyUndone.
        """
        self.check_not_undone()
        self._undo(line(reason, "reason"), withdrawn, restored, left)

    def check_not_undone(self) -> None:
        """Raise AlreadyUndone where it was taken back before."""
        if self.undone:
            raise AlreadyUndone

    @event(Created)
    def __init__(self, id: UUID, profile: str, files: tuple[str, ...]) -> None:  # noqa: A002
        # The library gives the id to a parameter of this name only.
        self._id = id
        self.profile, self.files = profile, files
        self.finished = False
        self.undone = False

    @event(Finished)
    def _finish(self, rows: int, refused: int) -> None:
        self.finished = True

    @event(Undone)
    def _undo(
        self,
        reason: str,
        withdrawn: int | None = None,
        restored: int | None = None,
        left: int | None = None,
    ) -> None:
        self.undone = True
