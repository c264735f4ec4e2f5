"""Why a backup isn't made, or isn't brought back."""

from dataclasses import dataclass
from datetime import datetime

from domain.refusal import Refusal


@dataclass(eq=False)
class NoBackup(Refusal):
    """A folder holds no backup that was finished."""

    folder: str


@dataclass(eq=False)
class FolderIsTaken(Refusal):
    """A backup is written into a folder of its own, and this one has something in it."""

    folder: str


@dataclass(eq=False)
class ToolFailed(Refusal):
    """A program of PostgreSQL failed; `why` is what it said last."""

    tool: str
    why: str


@dataclass(eq=False)
class DamagedBackup(Refusal):
    """A file of a backup is missing, or isn't what it was."""

    file: str


@dataclass(eq=False)
class DataAreThere(Refusal):
    """There are data where some should be restored to, and nobody said to set them aside."""

    folder: str


class StillRunning(Refusal):
    """The program runs on the data that should be set aside."""


@dataclass(eq=False)
class BackupIsLater(Refusal):
    """A backup can't be brought back as of a time before it was finished."""

    finished_at: datetime


@dataclass(eq=False)
class NotReached(Refusal):
    """The archive ends before the instant that was asked for; `ends_at` is as PostgreSQL says."""

    at: datetime
    ends_at: str


class NoInstant(Refusal):
    """A dump is of the moment it was made; no archive of ours goes on from it."""


class DatabaseIsntEmpty(Refusal):
    """A dump is restored into an empty database only."""


class CannotBeCopied(Refusal):
    """A server of somebody else's is dumped, since no copy of it could be taken or brought back."""


@dataclass(eq=False)
class MayNotReplicate(CannotBeCopied):
    """The server lets nobody by this name copy it whole; `said` is what it says."""

    said: str


@dataclass(eq=False)
class OtherVersion(CannotBeCopied):
    """The server is of a version of PostgreSQL that doesn't come along."""

    theirs: int
    ours: str


class WritesTooLittle(CannotBeCopied):
    """The server's log holds too little to go on from a copy."""


class HasTablespaces(CannotBeCopied):
    """The server keeps part of its data in folders of their own."""


class SortsByIcu(CannotBeCopied):
    """The database sorts by ICU, which the PostgreSQL that comes along wasn't built with."""
