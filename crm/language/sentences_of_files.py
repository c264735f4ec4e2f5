"""Refusals of what files hold: profiles, tables, exports, and the log itself."""

from collections.abc import Callable, Iterator
from typing import Any

from crm.imports.by_hand import ChangedSince
from crm.imports.headings import RepeatedColumn
from crm.imports.profile import BadProfile, UnknownProfile, shipped_profiles
from crm.imports.run import DatabaseIsAway, NothingMatches, RowsWereLost, TakenMeanwhile
from crm.imports.tables import (
    FilesWereRemoved,
    MissingColumns,
    OtherEncoding,
    StrayQuotation,
    TooLarge,
    UnreadableFile,
    WrongNumberOfCells,
)
from crm.imports.taking import NotOneOfOurs
from crm.imports.vcards import UnreadableCard
from crm.imports.withdrawn import NeverTookPart, WasWithdrawn
from crm.language import gettext as _
from crm.log.transfer import AlteredLine, NoEnd, NotEmpty, UnreadableLine, WrongEnd
from crm.log.writes import LogIsBroken
from crm.people_file import AlteredPeople, PeopleOfAnotherLog, UnreadablePeople
from crm.projections.rebuild import RebuildIsRunning


def _stray_quotation(refusal: StrayQuotation) -> Iterator[str]:
    yield _(
        "The row has a quotation mark inside a cell, or one that is never closed. "
        "Double it, and put quotation marks around the whole cell."
    )
    if refusal.lines > 1:
        yield _("Because of it, %(lines)d rows weren't read.") % {"lines": refusal.lines}


OF_FILES: dict[type, Callable[[Any], str]] = {
    FilesWereRemoved: lambda _r: _(
        "These files were removed before they were imported: somebody was erased meanwhile, or the "
        "program was started anew. Upload them again, without anybody who was erased."
    ),
    LogIsBroken: lambda r: (
        _(
            "The log is broken at position %(position)d: it was changed outside the program. "
            "Restore a backup, or take it as it is with --broken."
        )
        % {"position": r.position}
    ),
    DatabaseIsAway: lambda _r: _(
        "The database can't be reached. What was written stays: when it is back, run the same "
        "command again, and it goes on where it was."
    ),
    TakenMeanwhile: lambda _r: _(
        "Somebody recorded the same on the pages while it was being imported. Import the same "
        "files again: only what is missing is taken in."
    ),
    RowsWereLost: lambda _r: _(
        "The database crashed in the middle of the import and lost what was written last. Import "
        "the same files again: only what is missing is taken in."
    ),
    UnknownProfile: lambda r: (
        _("There is no import profile “%(name)s”. Use %(names)s, or a file ending in .toml.")
        % {"name": r.name, "names": ", ".join(shipped_profiles())}
    ),
    BadProfile: lambda r: (
        _("The import profile “%(name)s” can't be read: %(why)s") % {"name": r.name, "why": r.why}
    ),
    NothingMatches: lambda r: (
        _(
            "None of the files has a name that the profile “%(profile)s” asks for. Name them so, "
            "where * is anything: %(names)s."
        )
        % {"profile": r.profile, "names": ", ".join(r.names)}
    ),
    UnreadableFile: lambda r: (
        _("“%(file)s” can't be read. Save it as CSV in UTF-8, or as XLSX or ODS.")
        % {"file": r.file}
    ),
    TooLarge: lambda r: (
        _(
            "“%(file)s” unpacks to more than %(limit)d MB, which no list of partners does. Save "
            "the list alone, as CSV in UTF-8."
        )
        % {"file": r.file, "limit": r.limit_megabytes}
    ),
    MissingColumns: lambda r: (
        _(
            "“%(file)s” lacks columns that the profile needs: %(columns)s. "
            "Name them so in the first row, or change the profile."
        )
        % {"file": r.file, "columns": r.columns}
    ),
    RepeatedColumn: lambda r: (
        _("“%(file)s” has more than one column “%(column)s”. Rename or remove all but one.")
        % {"file": r.file, "column": r.column}
    ),
    WrongNumberOfCells: lambda r: (
        _(
            "The row has %(found)d cells, the heading %(wanted)d. "
            "Put quotation marks around text that holds the separator."
        )
        % {"found": r.found, "wanted": r.wanted}
    ),
    NotEmpty: lambda _r: _(
        "This installation has a log of its own already. Use an empty one: "
        "set CRM_DATA to a new folder."
    ),
    UnreadableLine: lambda r: (
        _("Line %(number)d is no entry of a log. Export the log again; nothing was read in.")
        % {"number": r.number}
    ),
    AlteredLine: lambda r: (
        _(
            "Line %(number)d doesn't follow from the line before: something was changed or taken "
            "out. Export the log again; nothing was read in."
        )
        % {"number": r.number}
    ),
    NoEnd: lambda _r: _(
        "The file lacks its last line, which says how many events it holds: it was cut off, or an "
        "older program wrote it. Export the log again, or take what there is with --without-end. "
        "Nothing was read in."
    ),
    WrongEnd: lambda r: (
        _(
            "The last line says that the file holds %(said)d events, but it holds %(found)d, or "
            "others. Export the log again; nothing was read in."
        )
        % {"said": r.said, "found": r.found}
    ),
    UnreadablePeople: lambda r: (
        _(
            "Line %(number)d of the file with the people can't be read. Export the log again, or "
            "move that file away to go without names; nothing was read in."
        )
        % {"number": r.number}
    ),
    AlteredPeople: lambda _r: _(
        "The file with the people was changed, or cut off. Export the log again, or move that file "
        "away to go without names; nothing was read in."
    ),
    PeopleOfAnotherLog: lambda _r: _(
        "The file with the people belongs to another export of the log. Put the one beside it that "
        "was written with it, or move that file away to go without names; nothing was read in."
    ),
    RebuildIsRunning: lambda _r: _("Another rebuild is running. Wait until it is done."),
    StrayQuotation: lambda r: " ".join(_stray_quotation(r)),
    NotOneOfOurs: lambda r: (
        _(
            "“%(name)s” is the name of none of our units or colleagues, or of more than "
            "one. Write it as it stands on the pages, or add it there first."
        )
        % {"name": r.name}
    ),
    ChangedSince: lambda _r: _(
        "Somebody changed this on the pages since the file said so; it stays as they said."
    ),
    WasWithdrawn: lambda _r: _(
        "Somebody withdrew this since, as recorded in error, so the row was left out. If it was "
        "right after all, record it on the pages."
    ),
    NeverTookPart: lambda _r: _(
        "Somebody said since that they never took part so, and the row was left out. If they did "
        "after all, let them join on the page of the activity."
    ),
    UnreadableCard: lambda _r: _(
        "This card can't be read. Open it where it came from, save it again as a vCard, and import "
        "that."
    ),
    OtherEncoding: lambda _r: _(
        "The row is in another encoding than the rows around it, so its letters would come out "
        "wrong. Save the whole file as CSV in UTF-8."
    ),
}
