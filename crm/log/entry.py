"""An event as the log holds it, and where a command came from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asked for a command, through what.

    `command_id` is given once by the form or the caller: a second try under the same id is
    answered with the first result. `correlation_id` joins what belongs together, as an import.
    `recorded_at` is for what was recorded elsewhere before, as the demonstration pretends; the
    clock of the database says it for everything else.
    """

    actor: str
    source: str = "screen"
    command_id: UUID = field(default_factory=uuid4)
    correlation_id: UUID | None = None
    recorded_at: datetime | None = None

    def metadata(self) -> dict[str, str]:
        """Return what every event of the command carries."""
        return {
            "actor": self.actor,
            "command_id": str(self.command_id),
            "correlation_id": str(self.correlation_id or self.command_id),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command answers: what it was about, and the position in the log it reached."""

    subject_id: UUID
    position: int


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One event in the log; `hash` binds it to every entry before it."""

    position: int
    event_id: UUID
    topic: str
    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    metadata: dict[str, str]
    state: bytes
    hash: bytes
    event: Any = None
