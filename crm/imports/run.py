"""Running an import: every row through the same decisions as a form, a thousand or so a time."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

from eventsourcing.domain import Aggregate
from eventsourcing.persistence import IntegrityError
from psycopg import Cursor

from crm.access import IMPORTED, Viewer
from crm.application import CRM
from crm.database.connection import has_no_room
from crm.imports.activities import ActivityTaker
from crm.imports.contacts import ContactTaker
from crm.imports.in_turn import Waiting, in_turn
from crm.imports.keyless import Keyless
from crm.imports.partners import PartnerTaker
from crm.imports.profile import Profile, TableProfile
from crm.imports.report import Report
from crm.imports.tables import Places, Row, rows
from crm.imports.taking import Numbered, Taking
from crm.log import UNAVAILABLE, ChangedMeanwhile, Origin
from crm.log.recorder import Rule
from crm.memory import unhurried
from domain.file_names import sayable, told_apart
from domain.import_run import ImportRun
from domain.names import Names
from domain.refusal import Refusal

CHUNK = 1_000
# How many chunks may wait to be written: where one takes long, the next are decided on meanwhile.
AHEAD = 2
# By then it is clear that another process is worth its start.
HELPED_FROM = 3
RECORDED = "SELECT 1 FROM crm_events WHERE command_id = %s"
Progress = Callable[[int], None]
Item = TypeVar("Item")
Tables = dict[str, list[tuple[TableProfile, Path]]]


class NothingMatches(Refusal):
    """None of the files has one of the `names` that the profile asks for."""

    def __init__(self, profile: str, names: list[str]) -> None:
        super().__init__(profile, names)
        self.profile, self.names = profile, names


class DatabaseIsAway(Refusal):
    """The database went away in the middle of an import; what was written before stays."""


class TakenMeanwhile(Refusal):
    """Somebody recorded on the pages what rows were just being taken in for."""


class RowsWereLost(Refusal):
    """The database crashed in the middle of an import, and chunks that it had taken are gone."""


@contextmanager
def told_if_away() -> Iterator[None]:
    """Raise DatabaseIsAway where the database can't be reached; that its disk is full says more."""
    try:
        yield
    except UNAVAILABLE as error:
        if has_no_room(error):
            raise
        raise DatabaseIsAway from error


def run(
    crm: CRM,
    profile: Profile,
    paths: list[Path],
    *,
    actor: str,
    viewer: Viewer | None = None,
    places: Places = None,
    dry_run: bool = False,
    progress: Progress = lambda rows: None,
    waiting: Waiting = lambda: None,
) -> Report:
    """Take files in, or with `dry_run` say only what would come of it.

    Of a plain list, `places` may say which column is which, by its place from 0.
    Where it is a viewer who does, what is restricted to them isn't there for their rows.
    While another import runs it waits, and calls `waiting`; a dry run doesn't.
    Raises NothingMatches, or what reading a file raises; a row that is refused is reported and
    left out, the others are taken in.
    """
    tables = profile.matching(paths)
    if not tables:
        asked_for = dict.fromkeys(table.file for table in profile.table)
        raise NothingMatches(profile.name, list(asked_for))
    for table, file in tables:
        # Before anything is taken in: is everything there that every table needs?
        next(_rows(table, file, places), None)
    files = _told_of(profile, [file for _, file in tables])
    importing = _Import(crm, profile, files, actor, viewer, places=places, dry_run=dry_run)
    with nullcontext() if dry_run else in_turn(crm.database, waiting):
        importing.add_terms()
        with unhurried(), importing.writer, importing.help:
            importing.take(tables, progress)
        return importing.finish()


def _rows(table: TableProfile, file: Path, places: Places) -> Iterator[tuple[int, Row | Refusal]]:
    return rows(file, list(table.needed()), table.columns(), table.called, places)


def _told_of(profile: Profile, files: list[Path]) -> tuple[str, ...]:
    """Return what the log calls some files, each once."""
    named = (called(file) for file in dict.fromkeys(files))
    return tuple(told_apart(sayable(one, of_people=profile.is_of_people(one)) for one in named))


class _Import:
    def __init__(
        self,
        crm: CRM,
        profile: Profile,
        files: tuple[str, ...],
        actor: str,
        viewer: Viewer | None,
        *,
        places: Places,
        dry_run: bool,
    ) -> None:
        self.crm, self.profile, self.files, self.places = crm, profile, files, places
        self.actor, self.viewer, self.dry_run = actor, viewer, dry_run
        self.run_id: UUID = uuid4()
        self.report = Report()
        self.begun: ImportRun | None = None
        self.chunks = self.written = 0
        self.writer = ThreadPoolExecutor(1)
        self.help = ExitStack()
        self.writing: deque[Future[None]] = deque()
        self.failed: BaseException | None = None
        self.recorded: UUID | None = None

    def add_terms(self) -> None:
        for term in self.profile.term:
            known = {known.code for known in self.crm.terms(term.vocabulary)}
            if term.code not in known and not self.dry_run:
                names = Names.given(term.fi, term.sv, term.en)
                self.crm.add_term(term.vocabulary, term.code, names, origin=self._origin())

    def take(self, tables: list[tuple[TableProfile, Path]], progress: Progress) -> None:
        coming = {(term.vocabulary, term.code) for term in self.profile.term}
        taking = Taking(self.crm, self.report, coming, viewer=self.viewer)
        by_kind: Tables = {}
        for table, file in tables:
            by_kind.setdefault(table.kind, []).append((table, file))
        self._take_partners(taking, by_kind, progress)
        activities = ActivityTaker(taking, Keyless(self.crm, self.profile.name, taking.withdrawn))
        for table, file in by_kind.get("participations", []):
            activities.gather(table, called(file), self._rows(table, file, progress))
        for kind in ("projects", "engagements"):
            for table, file in by_kind.get(kind, []):
                for chunk in chunks(self._rows(table, file, progress), CHUNK // 5):
                    self._record(activities.take(table, called(file), chunk), activities.rules)
        for waiting in chunks(activities.left_over(), CHUNK // 5):
            self._record(activities.take_known(waiting), activities.rules)

    def _take_partners(self, taking: Taking, by_kind: Tables, progress: Progress) -> None:
        """Take partners in, then the people there."""
        for table, file in by_kind.get("partners", []):
            taker = PartnerTaker(taking, table, called(file))
            for chunk in chunks(self._rows(table, file, progress), CHUNK):
                self._record(taker.take(chunk), taker.rules)
        for table, file in by_kind.get("contacts", []):
            people = ContactTaker(taking, table, called(file))
            for chunk in chunks(self._rows(table, file, progress), CHUNK):
                decided = people.take(chunk)
                self._record(decided, people.rules)

    def finish(self) -> Report:
        self._settle()
        if self.begun:
            self.begun.finish(self.report.rows, self.report.refused)
            rules = [are_there(self.recorded)]
            self.crm.record(self.begun, origin=self._origin(), rules=rules)
            self.report.run_id = self.run_id
        return self.report

    def _rows(self, table: TableProfile, file: Path, progress: Progress) -> Iterator[Numbered]:
        for number, row in _rows(table, file, self.places):
            self.report.rows += 1
            if self.report.rows % CHUNK == 0:
                progress(self.report.rows)
            if isinstance(row, Refusal):
                self.report.refuse(called(file), number, row)
            else:
                yield number, row

    def _record(self, aggregates: list[Aggregate], rules: Iterable[Callable[..., None]]) -> None:
        changed = [aggregate for aggregate in aggregates if aggregate.pending_events]
        check_imported(changed)
        for aggregate in changed:
            self.report.count(aggregate)
        if self.dry_run or not changed:
            return
        first: list[Aggregate] = []
        if not self.begun:
            self.begun = ImportRun.begin(self.run_id, self.profile.name, self.files)
            first = [self.begun]
        self._write(first + changed, list(rules))

    def _write(self, aggregates: list[Aggregate], rules: list[Rule]) -> None:
        """Let the database take these in while the next rows are decided on."""
        self._settle(but=AHEAD)
        origin = self._origin()
        self.written += 1
        if self.written == HELPED_FROM:
            self.help.enter_context(self.crm.helped())
        self.writing.append(self.writer.submit(self._write_next, aggregates, origin, rules))

    def _write_next(self, aggregates: list[Aggregate], origin: Origin, rules: list[Rule]) -> None:
        """Record a chunk, unless one before it failed: what comes later may rest on that."""
        if self.failed:
            raise self.failed
        try:
            follows = are_there(self.recorded)
            self.crm.record(*aggregates, origin=origin, rules=[follows, *rules])
            self.recorded = origin.command_id
        except (IntegrityError, ChangedMeanwhile) as error:
            self.failed = TakenMeanwhile()
            raise self.failed from error
        except BaseException as error:
            self.failed = error
            raise

    def _settle(self, but: int = 0) -> None:
        """Wait until all is written but so many chunks, in the order of the rows."""
        while len(self.writing) > but:
            self.writing.popleft().result()

    def _origin(self) -> Origin:
        self.chunks += 1
        command = uuid5(self.run_id, str(self.chunks))
        return Origin(self.actor, "import", command, self.run_id)


def are_there(command_id: UUID | None) -> Rule:
    """Let nothing follow a chunk that is gone; where it is there, so are those before it.

    Nobody waits until the disk has one, and what follows is tried again after a crash.
    """

    def check(cursor: Cursor[Any]) -> None:
        if command_id and not cursor.execute(RECORDED, [command_id]).fetchone():
            raise RowsWereLost

    return check


def called(file: Path) -> str:
    """Return the name of a file in letters that can be kept and shown; some systems keep others."""
    return os.fsencode(file.name).decode(errors="replace")


def check_imported(aggregates: Iterable[Any]) -> None:
    """Stop the program where an import would write of what it may not."""
    for kind in {aggregate.TOPIC.split(".")[1] for aggregate in aggregates}:
        if kind not in IMPORTED:
            message = f"No import may write of a {kind}"
            raise RuntimeError(message)


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut a stream into lists of a size, the last one shorter."""
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk
