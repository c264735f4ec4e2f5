"""How an event of an old version reads as one of today.

An event that changes its shape takes a new topic, 'crm.partner.registered.v2'; the old topic is
entered here with the function that makes the new JSON object of the old one.
"""

from collections.abc import Callable
from typing import Any

import msgspec

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTS: dict[str, tuple[str, Upcast]] = {}


def upcast(topic: str, state: bytes) -> tuple[str, bytes]:
    """Return the topic and the JSON of today for those of then."""
    while step := UPCASTS.get(topic):
        topic, change = step
        state = msgspec.json.encode(change(msgspec.json.decode(state)))
    return topic, state
