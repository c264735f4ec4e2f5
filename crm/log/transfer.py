"""The whole log as JSON lines, out and in again; who people are in a file of their own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

import msgspec
from eventsourcing.persistence import MapperDeserialisationError

from crm.colleague_names import bring_in, forget_erased
from crm.database import Database
from crm.log.chain import GENESIS, Line, canonical, link
from crm.log.entry import Entry
from crm.log.mapper import PlainJSON
from crm.log.recorder import WRITTEN, Followers
from crm.log.rows import first_only, keep, rows_of
from crm.log.verify import lines
from crm.people_file import PeopleOfAnotherLog, take_in_people, write_people
from domain.refusal import Refusal

BATCH = 5_000
END = b'{"events":'
Progress = Callable[[int], None]


class NotEmpty(Refusal):
    """A log is replayed into an installation that has none of its own yet."""


@dataclass(eq=False)
class UnreadableLine(Refusal):
    """A line that is no entry of a log."""

    number: int


@dataclass(eq=False)
class AlteredLine(Refusal):
    """A line that doesn't follow from the one before: changed, missing, or out of place."""

    number: int


class NoEnd(Refusal):
    """An export without its last line, as one that was cut off."""


@dataclass(eq=False)
class WrongEnd(Refusal):
    """An export whose last line says that it holds other events."""

    said: int
    found: int


class ExportedLine(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One line of an export: an entry with its hash in hexadecimal."""

    position: int
    event_id: UUID
    topic: str
    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    metadata: msgspec.Raw
    data: msgspec.Raw
    hash: str


class End(msgspec.Struct, forbid_unknown_fields=True):
    """The last line of an export: how many events it holds, and the hash of the last."""

    events: int
    head: str


def export(
    database: Database,
    out: BinaryIO,
    progress: Progress = lambda position: None,
    *,
    people: BinaryIO | None = None,
) -> int:
    """Write the log, a JSON object a line, then its end; return how many events that made.

    It knows contacts and colleagues by their ids; who they are goes into `people`, as of the same
    instant.
    """
    encoder, position, digest = msgspec.json.Encoder(), 0, GENESIS
    with database.dedicated() as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for line, digest in lines(connection):
            fields = {name: getattr(line, name) for name in line.__struct_fields__}
            out.write(encoder.encode(ExportedLine(**fields, hash=digest.hex())) + b"\n")
            position = line.position
            if position % BATCH == 0:
                progress(position)
        out.write(encoder.encode(End(position, digest.hex())) + b"\n")
        if people:
            write_people(connection, people, digest.hex())
    return position


def replay(
    database: Database,
    followers: Followers,
    source: Iterable[bytes],
    progress: Progress = lambda position: None,
    *,
    without_end: bool = False,
    people: Iterable[bytes] | None = None,
) -> int:
    """Read an exported log, and who its people are, into an empty installation: all or nothing.

    An export that doesn't end with its last line is taken only `without_end`. Raises NotEmpty,
    UnreadableLine, AlteredLine, NoEnd, WrongEnd, UnreadablePeople, AlteredPeople,
    PeopleOfAnotherLog. Returns how many entries came in.
    """
    position, digest = 0, GENESIS
    with (
        database.dedicated() as connection,
        connection.transaction(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT head FROM log_begin(NULL, '{}', NULL)")
        if cursor.fetchone() != (0,):
            raise NotEmpty
        # Before the log: the read models take names of colleagues from the vault.
        head = take_in_people(cursor, people) if people is not None else None
        for batch in _batches(_entries(source, without_end=without_end)):
            _insert(cursor, batch)
            bring_in(cursor, batch)
            followers.decide(batch)(cursor)
            position, digest = batch[-1].position, batch[-1].hash
            progress(position)
        if head not in {None, digest.hex()}:
            raise PeopleOfAnotherLog
        forget_erased(cursor)
        cursor.execute(WRITTEN, [position, followers.keys])
    return position


def _entries(source: Iterable[bytes], *, without_end: bool) -> Iterator[Entry]:
    decoder, mapper, before = msgspec.json.Decoder(ExportedLine), PlainJSON(), GENESIS
    rest = iter(source)
    for number, text in enumerate(rest, start=1):
        if text.startswith(END):
            _check_end(text, number - 1, before)
            if next(rest, None) is not None:
                raise UnreadableLine(number + 1)
            return
        try:
            read = decoder.decode(text)
            digest = bytes.fromhex(read.hash)
        except (msgspec.MsgspecError, ValueError) as error:
            raise UnreadableLine(number) from error
        if read.position != number or link(before, _line(read)) != digest:
            raise AlteredLine(number)
        before = digest
        try:
            yield _entry(read, digest, mapper)
        except (MapperDeserialisationError, msgspec.MsgspecError, ValueError, KeyError) as error:
            raise UnreadableLine(number) from error
    if not without_end:
        raise NoEnd


def _check_end(text: bytes, found: int, head: bytes) -> None:
    try:
        end = msgspec.json.decode(text, type=End)
    except msgspec.MsgspecError as error:
        raise UnreadableLine(found + 1) from error
    if end != End(found, head.hex()):
        raise WrongEnd(end.events, found)


def _line(read: ExportedLine) -> Line:
    fields = {name: getattr(read, name) for name in Line.__struct_fields__}
    metadata = bytes(read.metadata).decode()
    return Line(**{**fields, "metadata": canonical(metadata)})


def _entry(read: ExportedLine, digest: bytes, mapper: PlainJSON) -> Entry:
    state, metadata = bytes(read.data), msgspec.json.decode(read.metadata, type=dict[str, str])
    UUID(metadata["command_id"])
    return Entry(
        read.position,
        read.event_id,
        read.topic,
        read.originator_id,
        read.originator_version,
        read.recorded_at,
        metadata,
        state,
        digest,
        mapper.read(read.topic, state),
    )


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        # What was recorded in one transaction is taken in together, as it was.
        if len(batch) >= BATCH and entry.recorded_at != batch[-1].recorded_at:
            yield batch
            batch = []
        batch.append(entry)
    if batch:
        yield batch


def _insert(cursor: Any, batch: list[Entry]) -> None:
    metadata = (msgspec.json.encode(entry.metadata).decode() for entry in batch)
    commands = first_only(UUID(entry.metadata["command_id"]) for entry in batch)
    keep(cursor, rows_of(batch, metadata, commands))
