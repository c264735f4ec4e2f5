"""The hash chain: each entry carries the hash of everything up to it.

The hash of an entry is SHA-256 over the 32 bytes of the hash before it, followed by the entry as
JSON without spaces, its fields in the order of `Line`, the keys of `metadata` sorted. The first
entry follows 32 zero bytes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

import msgspec

GENESIS = bytes(32)
ENCODER = msgspec.json.Encoder(order="deterministic")


class Line(msgspec.Struct, gc=False):
    """One entry as it is exported, but for its hash."""

    position: int
    event_id: UUID
    topic: str
    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    metadata: msgspec.Raw
    data: msgspec.Raw


class BrokenChain(Exception):
    """The log was changed behind the program's back; `position` is the first entry that shows."""

    def __init__(self, position: int) -> None:
        super().__init__(f"The log is broken at position {position}")
        self.position = position


def link(before: bytes, line: Line) -> bytes:
    """Return the hash of an entry that follows the hash `before`."""
    return sha256(before + ENCODER.encode(line)).digest()


@lru_cache(maxsize=64)
def canonical(metadata: str) -> msgspec.Raw:
    """Write metadata, as JSON with its keys in any order, the one way that is hashed."""
    return msgspec.Raw(ENCODER.encode(msgspec.json.decode(metadata)))


def verified(
    entries: Iterable[tuple[Line, bytes]], after: int = 0, before: bytes = GENESIS
) -> Iterator[tuple[int, bytes]]:
    """Go through lines and their hashes in order, giving each position that holds, and its hash.

    `before` is the hash at the position `after`, which they follow. Raises BrokenChain at the
    first that doesn't: changed, missing, or out of place.
    """
    for expected, (line, claimed) in enumerate(entries, start=after + 1):
        if line.position != expected or link(before, line) != claimed:
            raise BrokenChain(expected)
        before = claimed
        yield expected, claimed
