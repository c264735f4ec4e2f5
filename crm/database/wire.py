"""Rows as PostgreSQL takes them in a binary COPY: reading text cost it more than keeping rows.

Whole columns are written at a time, so that hardly any work is done for each row or value. Formats:
the page on COPY in PostgreSQL's manual, and the functions named _recv in its src/backend/utils/adt.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, repeat
from operator import attrgetter
from struct import Struct
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

SIGNATURE, TRAILER = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
FIELDS, COUNTED = Struct("!h"), Struct("!i")
INTEGER, BIGINT = Struct("!i"), Struct("!q")
COUNTED_BIGINT, COUNTED_ID = COUNTED.pack(BIGINT.size), COUNTED.pack(16)
EPOCH_DAY = date(2000, 1, 1).toordinal()
EPOCH = datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC"))
MICROSECOND = timedelta(microseconds=1)
TEXT_OID = 25
# After each word of a tsvector: its end, and how many places it has.
NO_PLACES = b"\0\0\0"
LOWER_INCLUDED, UPPER_INCLUDED, LOWER_OPEN, UPPER_OPEN = 2, 4, 8, 16
KEPT = 10_000

Write = Callable[[Any], bytes]
# What a column comes to, a value at a time: fields, or else how long each is and what it holds.
Pieces = Sequence[Iterable[bytes]]
WriteAll = Callable[[Sequence[Any]], Pieces]


def column_of(kind: str) -> WriteAll:
    """Return what writes the values of a column, given its type as in its definition."""
    return NEVER_NULL.get(kind) or WRITERS[kind.split(" ", maxsplit=1)[0]]


def copied(columns: Sequence[WriteAll], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return all that a COPY of rows sends."""
    values = zip(*rows, strict=True)
    written = (write(column) for write, column in zip(columns, values, strict=True))
    count = repeat(FIELDS.pack(len(columns)))
    fields = zip(count, *chain.from_iterable(written), strict=False)
    return b"".join([SIGNATURE, *chain.from_iterable(fields), TRAILER])


def _counted(value: bytes) -> bytes:
    return COUNTED.pack(len(value)) + value


def _each(write: Write) -> WriteAll:
    """Write values that hardly ever come twice."""

    def pieces(column: Sequence[Any]) -> Pieces:
        held = [b"" if value is None else write(value) for value in column]
        if None not in column:
            return map(COUNTED.pack, map(len, held)), held
        sizes = zip(column, held, strict=True)
        return [NULL if value is None else COUNTED.pack(len(one)) for value, one in sizes], held

    return pieces


def _often(write: Write) -> WriteAll:
    """Write values that come again and again."""

    @lru_cache(maxsize=KEPT)
    def field(value: Any) -> bytes:
        return NULL if value is None else _counted(write(value))

    return lambda column: [map(field, column)]


def _array(values: tuple[str, ...]) -> bytes:
    dimensions = Struct("!iii").pack(1 if values else 0, 0, TEXT_OID)
    if not values:
        return dimensions
    counted = (_counted(value.encode()) for value in values)
    return dimensions + Struct("!ii").pack(len(values), 1) + b"".join(counted)


def _arrays(column: Sequence[list[str] | None]) -> Pieces:
    return ARRAY([None if values is None else tuple(values) for values in column])


def _vector(value: str) -> bytes:
    """Write words that a space keeps apart, without their places."""
    if not value:
        return COUNTED.pack(0)
    words = value.encode().replace(b" ", NO_PLACES) + NO_PLACES
    return COUNTED.pack(value.count(" ") + 1) + words


def _day(value: date) -> bytes:
    return INTEGER.pack(value.toordinal() - EPOCH_DAY)


def _instant(value: datetime) -> bytes:
    return BIGINT.pack((value - EPOCH) // MICROSECOND)


def _days(value: str) -> bytes:
    return _range(value, lambda day: _day(date.fromisoformat(day)))


def _instants(value: str) -> bytes:
    return _range(value, lambda at: _instant(datetime.fromisoformat(at)))


def _range(value: str, write: Callable[[str], bytes]) -> bytes:
    lower, upper = value[1:-1].split(",")
    flags = (
        LOWER_INCLUDED * (value[0] == "[" and bool(lower))
        | UPPER_INCLUDED * (value[-1] == "]" and bool(upper))
        | LOWER_OPEN * (not lower)
        | UPPER_OPEN * (not upper)
    )
    bounds = (_counted(write(bound)) for bound in (lower, upper) if bound)
    return bytes([flags]) + b"".join(bounds)


def _ids(column: Sequence[UUID]) -> Pieces:
    return repeat(COUNTED_ID), map(attrgetter("bytes"), column)


def _texts(column: Sequence[str]) -> Pieces:
    held = [*map(str.encode, column)]
    return map(COUNTED.pack, map(len, held)), held


def _bigints(column: Sequence[int]) -> Pieces:
    return repeat(COUNTED_BIGINT), map(BIGINT.pack, column)


def _booleans(column: Sequence[bool | None]) -> Pieces:
    return [map(BOOLEAN.__getitem__, column)]


ARRAY = _often(_array)
BOOLEAN = {True: _counted(b"\1"), False: _counted(b"\0"), None: NULL}

WRITERS: dict[str, WriteAll] = {
    "integer": _often(INTEGER.pack),
    "bigint": _each(BIGINT.pack),
    "boolean": _booleans,
    "date": _often(_day),
    "timestamptz": _often(_instant),
    "uuid": _each(attrgetter("bytes")),
    "text": _each(str.encode),
    "bytea": _each(bytes),
    "jsonb": _each(lambda value: b"\1" + value.encode()),
    "text[]": _arrays,
    "tsvector": _each(_vector),
    "daterange": _often(_days),
    "tstzrange": _often(_instants),
}

# Ids, positions and names are most of what is sent.
NEVER_NULL: dict[str, WriteAll] = {
    "uuid NOT NULL": _ids,
    "bigint NOT NULL": _bigints,
    "text NOT NULL": _texts,
    'text COLLATE "C" NOT NULL': _texts,
}
