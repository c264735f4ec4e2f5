"""How an event of an old version reads as one of today.

An event that changes its shape takes a new topic, 'crm.partner.registered.v2'; the old topic is
entered here with the function that makes the new JSON object of the old one.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from domain.file_names import sayable, told_apart

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


def _without(*fields: str) -> Upcast:
    """Leave out what an event may hold no longer: the vault has it, see crm/colleague_names.py."""
    return lambda said: {name: value for name, value in said.items() if name not in fields}


def _with_sayable_files(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out what somebody's files were called after; 'contacts' is a list of people."""
    of_people = said["profile"] == "contacts"
    return {**said, "files": told_apart(sayable(one, of_people=of_people) for one in said["files"])}


UPCASTS: dict[str, tuple[str, Upcast]] = {
    "crm.colleague.joined.v1": ("crm.colleague.joined.v2", _without("name")),
    "crm.colleague.name_corrected.v1": (
        "crm.colleague.name_corrected.v2",
        _without("name", "reason"),
    ),
    "crm.colleague.withdrawn.v1": ("crm.colleague.withdrawn.v2", _without("reason")),
    "crm.import.begun.v1": ("crm.import.begun.v2", _with_sayable_files),
}


def upcast(topic: str, state: bytes) -> tuple[str, bytes]:
    """Return the topic and the JSON of today for those of then."""
    while step := UPCASTS.get(topic):
        topic, change = step
        state = msgspec.json.encode(change(msgspec.json.decode(state)))
    return topic, state
