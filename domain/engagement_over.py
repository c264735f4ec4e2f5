"""How far an engagement has come, and what is refused for that."""

from dataclasses import dataclass
from enum import Enum

from domain.day import Day
from domain.refusal import Refusal


class EngagementState(Enum):
    """How far an engagement has come."""

    AGREED = "agreed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class NotYetHeld(Refusal):
    """An engagement is delivered after it happened, never before."""

    field = "starts_on"
    starts_on: Day


@dataclass(eq=False)
class EngagementIsOver(Refusal):
    """A delivered or cancelled engagement takes corrections, but isn't agreed anew."""

    state: EngagementState
