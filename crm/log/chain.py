"""The hash chain: each entry carries the hash of everything up to it.

The hash of an entry is SHA-256 over the 32 bytes of the hash before it, followed by the entry as
JSON without spaces, its fields in the order of `Line`, the keys of `metadata` sorted. The first
entry follows 32 zero bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    """The log was changed behind the program's back; `position` is the first entry that shows.

    `seal` binds what stands there, and is empty where nothing does.
    """

    def __init__(self, position: int, seal: bytes = b"") -> None:
        super().__init__(f"The log is broken at position {position}")
        self.position = position
        self.seal = seal


class AcceptedBreaks(BrokenChain):
    """The log is broken at `positions`, all of them accepted, and nowhere else."""

    def __init__(self, positions: list[int]) -> None:
        super().__init__(positions[0])
        self.positions = positions


@dataclass
class Accepted:
    """The breaks that somebody accepted: by position, the seal of what stood there then.

    Where the seal isn't known, whatever stands there was accepted. `met` are those that were
    found there still.
    """

    seals: Mapping[int, bytes | None] = field(default_factory=dict)
    met: list[int] = field(default_factory=list)

    def pass_by(self, position: int, seal: bytes = b"") -> None:
        """Go past a break that was accepted. Raises BrokenChain for any other."""
        if position not in self.seals or self.seals[position] not in {None, seal}:
            raise BrokenChain(position, seal)
        self.met.append(position)


def link(before: bytes, line: Line) -> bytes:
    """Return the hash of an entry that follows the hash `before`."""
    return sha256(before + ENCODER.encode(line)).digest()


@lru_cache(maxsize=64)
def canonical(metadata: str) -> msgspec.Raw:
    """Write metadata, as JSON with its keys in any order, the one way that is hashed."""
    return msgspec.Raw(ENCODER.encode(msgspec.json.decode(metadata)))


def verified(
    entries: Iterable[tuple[Line, bytes]],
    after: int = 0,
    before: bytes = GENESIS,
    accepted: Accepted | None = None,
) -> Iterator[tuple[int, bytes]]:
    """Go through lines and their hashes in order, giving each position, and its hash.

    `before` is the hash at the position `after`, which they follow. Raises BrokenChain at the
    first that doesn't follow and wasn't accepted: changed, missing, or out of place.
    """
    accepted = accepted or Accepted()
    # What follows a changed entry follows either the hash that stands there, or the true one.
    position, other = after, None
    for line, claimed in entries:
        position, made = position + 1, link(before, line)
        in_place = line.position == position
        if in_place and (made == claimed or (other and link(other, line) == claimed)):
            other = None
        else:
            accepted.pass_by(position, link(claimed, line))
            position, other = line.position, made if in_place else None
        before = claimed
        yield position, claimed
