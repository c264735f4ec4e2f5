"""What the disk or the database lacks, told in the reader's language: what, where, the way out."""

from collections.abc import Callable
from errno import EACCES, EEXIST, EISDIR, ENOENT, ENOTDIR, EPERM, EROFS
from functools import partial
from pathlib import Path

import msgspec
import psycopg
from eventsourcing.persistence import MapperDeserialisationError

from crm.cli.telling import Told
from crm.database.connection import has_no_room
from crm.language import gettext as _

Why = Callable[[], str]
UNREADABLE = (MapperDeserialisationError, msgspec.MsgspecError)


def lacking(error: OSError | psycopg.Error) -> str:
    """Return what somebody is told of an error of the system or the database."""
    if has_no_room(error):
        return _("The disk is full. Make room, and give the command again.")
    if isinstance(error, OSError):
        return _of_system(error)
    return _of_database(error)


def check_writable(file: Path) -> None:
    """Raise a usage error where no file of that name can be written."""
    if not file.parent.is_dir():
        said = _("There is no folder %(name)s. Make it first, or write elsewhere.")
        raise Told(said % {"name": file.parent})
    if file.exists() and not file.is_file():
        said = _("%(name)s is something else than a file. Choose another name.")
        raise Told(said % {"name": file})


def unreadable(error: Exception) -> str:
    """Return what somebody is told of an event in the log that this program can't read."""
    return _(
        "An entry of the log can't be read (%(why)s). Prove the log: crm log verify. Where it "
        "holds, a newer version of the program wrote it: update this one."
    ) % {"why": error}


def unwritable(error: UnicodeEncodeError) -> str:
    """Return what somebody is told of letters that can't be stored, or can't be shown."""
    if error.encoding.startswith("utf"):
        return _("A word of the command holds letters that can't be read. Type it anew.")
    return _("This terminal can't show every letter. Set PYTHONIOENCODING to utf-8.")


def _of_system(error: OSError) -> str:
    why = error.strerror or str(error)
    if error.filename is None:
        return _("The system refused: %(why)s") % {"why": why}
    told = REASONS.get(error.errno or 0, partial(str, why))()
    return _("%(name)s can't be used: %(why)s") % {"name": _name(error.filename), "why": told}


def _name(filename: object) -> str:
    return str(filename).removesuffix(".part")


def _of_database(error: psycopg.Error) -> str:
    why = " ".join(str(error).split())
    if isinstance(error, psycopg.ProgrammingError) and not error.sqlstate:
        said = _(
            "CRM_DATABASE_URL isn't the address of a database (%(why)s). Write it as "
            "postgresql://user@host/name."
        )
    elif isinstance(error, psycopg.OperationalError):
        said = _(
            "The database can't be reached (%(why)s). See that it runs, and that CRM_DATABASE_URL "
            "names it."
        )
    else:
        said = _(
            "The database refused (%(why)s). See what its log says, or ask who looks after it."
        )
    return said % {"why": why}


def _missing() -> str:
    return _("there is no such file or folder. Check how it is written, or make the folder first.")


def _closed() -> str:
    return _("you may not read or write it. Ask for the right to, or choose another place.")


def _of_other_kind() -> str:
    return _(
        "a folder stands where a file should, or a file where a folder should. Choose another name."
    )


def _read_only() -> str:
    return _("nothing can be written there. Choose another place.")


REASONS: dict[int, Why] = {
    ENOENT: _missing,
    EACCES: _closed,
    EPERM: _closed,
    EISDIR: _of_other_kind,
    ENOTDIR: _of_other_kind,
    EEXIST: _of_other_kind,
    EROFS: _read_only,
}
