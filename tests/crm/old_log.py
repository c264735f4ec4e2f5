"""Logs as programs before version 0.2 wrote them: with the names of colleagues in the events."""

import json
from uuid import UUID, uuid4

import msgspec
from eventsourcing.persistence import StoredEvent

from crm.application import CRM
from crm.log import Log
from crm.log.chain import GENESIS, Line, link

# What the log of an older program still says of somebody who was erased since.
ERASED = {"name": "Mirja Poissa"}


def as_it_was(log: list[bytes], people: list[bytes]) -> list[bytes]:
    """Return an exported log as an older program would have exported it."""
    said: dict[int, dict[str, str]] = {}
    for one in map(json.loads, people[:-1]):
        said.setdefault(one["position"], {})[one["field"]] = one["value"]
    before, lines = GENESIS, []
    for entry in map(json.loads, log[:-1]):
        kind, _, version = entry["topic"].rpartition(".")
        if version == "v2" and kind.startswith("crm.colleague."):
            held = said.get(entry["position"], ERASED)
            entry |= {"topic": f"{kind}.v1", "data": entry["data"] | held}
        del entry["hash"]
        before = link(before, msgspec.json.decode(msgspec.json.encode(entry), type=Line))
        lines.append(msgspec.json.encode({**entry, "hash": before.hex()}) + b"\n")
    return [*lines, msgspec.json.encode({"events": len(lines), "head": before.hex()}) + b"\n"]


def an_older_program_welcomes(crm: CRM, name: str) -> UUID:
    """Let an older program write that somebody joined, without the read models of this one."""
    older, person = Log(crm.database), uuid4()
    said = {
        "originator_topic": "crm.colleague.v1",
        "timestamp": "2026-03-01T00:00:00Z",
        "name": name,
        "position": "expert",
        "unit_id": None,
        "joined_on": None,
        "originator_id": str(person),
        "originator_version": 1,
    }
    stored = StoredEvent(person, 1, "crm.colleague.joined.v1", json.dumps(said).encode())
    older.recorder.insert_events([stored])
    older.close()
    return person
