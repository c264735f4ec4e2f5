"""How far a project has come, and what is refused for that."""

from dataclasses import dataclass
from enum import Enum

from domain.refusal import Refusal


class ProjectState(Enum):
    """How far a project has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class ProjectIsOver(Refusal):
    """A completed or cancelled project takes corrections, but nothing new."""

    state: ProjectState
