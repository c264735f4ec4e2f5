"""Entries of one command on their way to another process of this program."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from crm.log.entry import Entry
from crm.log.mapper import PlainJSON


class ToldEvent(msgspec.Struct, array_like=True, gc=False):
    """What sets an entry of a command apart from the others."""

    topic: str
    originator_id: UUID
    originator_version: int
    state: bytes


class Told(msgspec.Struct, array_like=True):
    """Entries that were recorded together."""

    first: int
    recorded_at: datetime
    metadata: dict[str, str]
    events: list[ToldEvent]


MAPPER = PlainJSON()
ENCODER = msgspec.msgpack.Encoder(uuid_format="bytes")
DECODER = msgspec.msgpack.Decoder(Told)
UNTOLD_ID, UNTOLD_HASH = UUID(int=0), b""


def tell(entries: Sequence[Entry]) -> bytes:
    """Write the entries of one command, but for their own ids and hashes."""
    events = [
        ToldEvent(one.topic, one.originator_id, one.originator_version, one.state)
        for one in entries
    ]
    first = entries[0]
    return ENCODER.encode(Told(first.position, first.recorded_at, first.metadata, events))


def heard(text: bytes) -> list[Entry]:
    """Read what was told."""
    told = DECODER.decode(text)
    return [
        Entry(
            position,
            UNTOLD_ID,
            event.topic,
            event.originator_id,
            event.originator_version,
            told.recorded_at,
            told.metadata,
            event.state,
            UNTOLD_HASH,
            MAPPER.read(event.topic, event.state),
        )
        for position, event in enumerate(told.events, start=told.first)
    ]
