"""Values as PostgreSQL sends them, for a binary COPY: reading text cost it more than keeping rows.

Each reader of a column's values gives bytes to be sent as they are, or leaves to psycopg what it
sends well. Formats: the functions named _recv in PostgreSQL's src/backend/utils/adt.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from struct import Struct
from typing import Any
from zoneinfo import ZoneInfo

INTEGER, BIGINT, COUNTED = Struct("!i"), Struct("!q"), Struct("!i")
EPOCH_DAY = date(2000, 1, 1).toordinal()
EPOCH = datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC"))
MICROSECOND = timedelta(microseconds=1)
TEXT_OID = 25
LOWER_INCLUDED, UPPER_INCLUDED, LOWER_OPEN, UPPER_OPEN = 2, 4, 8, 16

Encode = Callable[[Any], bytes | None]


def encoder(kind: str) -> Encode | None:
    """Return how values of a column are sent, or None where psycopg does it."""
    return NEVER_NULL.get(kind) or ENCODERS.get(kind.split(" ", maxsplit=1)[0])


def _integer(value: int | None) -> bytes | None:
    return None if value is None else INTEGER.pack(value)


def _bigint(value: int | None) -> bytes | None:
    return None if value is None else BIGINT.pack(value)


@lru_cache(maxsize=10_000)
def _date(value: date | None) -> bytes | None:
    return None if value is None else INTEGER.pack(value.toordinal() - EPOCH_DAY)


@lru_cache(maxsize=10_000)
def _json(value: str | None) -> bytes | None:
    return None if value is None else b"\1" + value.encode()


def _texts(values: list[str] | None) -> bytes | None:
    return None if values is None else _array(tuple(values))


@lru_cache(maxsize=10_000)
def _array(values: tuple[str, ...]) -> bytes:
    dimensions = Struct("!iii").pack(1 if values else 0, 0, TEXT_OID)
    if not values:
        return dimensions
    return dimensions + Struct("!ii").pack(len(values), 1) + b"".join(map(_counted_text, values))


def _counted_text(value: str) -> bytes:
    return _counted(value.encode())


def _counted(value: bytes) -> bytes:
    return COUNTED.pack(len(value)) + value


@lru_cache(maxsize=20_000)
def _vector(value: str | None) -> bytes | None:
    """Send words that a space keeps apart, without their places."""
    if value is None:
        return None
    words = value.split(" ") if value else []
    return INTEGER.pack(len(words)) + b"".join(word.encode() + b"\0\0\0" for word in words)


@lru_cache(maxsize=10_000)
def _days(value: str | None) -> bytes | None:
    return _range(value, lambda day: _date(date.fromisoformat(day)))


@lru_cache(maxsize=10_000)
def _instants(value: str | None) -> bytes | None:
    return _range(value, lambda at: BIGINT.pack(_microseconds(datetime.fromisoformat(at))))


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _range(value: str | None, encode: Encode) -> bytes | None:
    if value is None:
        return None
    lower, upper = value[1:-1].split(",")
    flags = (
        LOWER_INCLUDED * (value[0] == "[" and bool(lower))
        | UPPER_INCLUDED * (value[-1] == "]" and bool(upper))
        | LOWER_OPEN * (not lower)
        | UPPER_OPEN * (not upper)
    )
    bounds = (_counted(encode(bound) or b"") for bound in (lower, upper) if bound)
    return bytes([flags]) + b"".join(bounds)


ENCODERS: dict[str, Encode] = {
    "integer": _integer,
    "bigint": _bigint,
    "boolean": {True: b"\1", False: b"\0", None: None}.get,
    "date": _date,
    "jsonb": _json,
    "text[]": _texts,
    "tsvector": _vector,
    "daterange": _days,
    "tstzrange": _instants,
}

# Ids and positions are most of what is sent; a function of ours takes twice as long over each.
NEVER_NULL: dict[str, Encode] = {
    "uuid NOT NULL": attrgetter("bytes"),
    "bigint NOT NULL": BIGINT.pack,
}
