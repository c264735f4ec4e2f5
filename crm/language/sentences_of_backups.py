"""Refusals of backups, as an administrator reads them."""

from collections.abc import Callable
from typing import Any

from crm.backups.refusals import (
    BackupIsLater,
    DamagedBackup,
    DataAreThere,
    DatabaseIsntEmpty,
    FolderIsTaken,
    HasTablespaces,
    MayNotReplicate,
    NoBackup,
    NoInstant,
    NotReached,
    OtherVersion,
    SortsByIcu,
    StillRunning,
    ToolFailed,
    WritesTooLittle,
)
from crm.language import gettext as _

OF_BACKUPS: dict[type, Callable[[Any], str]] = {
    NoBackup: lambda r: _("“%(folder)s” holds no finished backup.") % {"folder": r.folder},
    FolderIsTaken: lambda r: (
        _("“%(folder)s” isn't empty. Name a folder that isn't there yet.") % {"folder": r.folder}
    ),
    ToolFailed: lambda r: (
        _("PostgreSQL couldn't do it (%(tool)s): %(why)s") % {"tool": r.tool, "why": r.why}
    ),
    DamagedBackup: lambda r: (
        _("The backup is damaged: “%(file)s” isn't what it was. Use another one.")
        % {"file": r.file}
    ),
    DataAreThere: lambda r: (
        _(
            "There are data in “%(folder)s”. To keep them beside what is restored, under another "
            "name, add --aside."
        )
        % {"folder": r.folder}
    ),
    StillRunning: lambda _r: _("The program is still running on these data. Stop it first."),
    BackupIsLater: lambda r: (
        _("This backup was finished at %(at)s. Choose one from before the time you want.")
        % {"at": r.finished_at.astimezone().isoformat(" ", "seconds")}
    ),
    NotReached: lambda r: (
        _(
            "What is archived ends at %(end)s, before the time you want. Without --at, all of it "
            "is restored."
        )
        % {"end": r.ends_at}
    ),
    NoInstant: lambda _r: _(
        "This backup is a dump of the moment it was made. To go to another time, use what your "
        "PostgreSQL server keeps of itself, or a copy of it: docs/operating.md."
    ),
    DatabaseIsntEmpty: lambda _r: _(
        "The database isn't empty. A dump is restored into an empty one: name it in "
        "CRM_DATABASE_URL."
    ),
    MayNotReplicate: lambda r: (
        _(
            "The server doesn't let this user copy it whole (%(said)s). Give the user the right "
            "REPLICATION, where the server allows that."
        )
        % {"said": r.said}
    ),
    OtherVersion: lambda r: (
        _(
            "The server is PostgreSQL %(theirs)d, and what comes along is %(ours)s: a copy of it "
            "couldn't be brought back here."
        )
        % {"theirs": r.theirs, "ours": r.ours}
    ),
    WritesTooLittle: lambda _r: _(
        "The server's log holds too little to go on from a copy. Set wal_level to replica there."
    ),
    HasTablespaces: lambda _r: _("The server has tablespaces, which a copy here leaves out."),
    SortsByIcu: lambda _r: _(
        "The database sorts by ICU, which the PostgreSQL that comes along doesn't know. Make one "
        "whose locale provider is libc."
    ),
}
