"""Who looks, and what they may do."""

from dataclasses import dataclass
from uuid import UUID

from crm.access.table import MAY, Right, Scope
from domain.account import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who signed in.

    `awaits` is what they still have to show or do before they see anything, 'code' or
    'second_factor'; `is_strong` whether they showed who they are within the last minutes;
    `session` what their session is found by; `position` how far the log went when they came;
    `views` tells how their saved views were then from how they were before.
    """

    account_id: UUID
    name: str
    role: Role
    colleague_id: UUID | None = None
    project_id: UUID | None = None
    awaits: str | None = None
    is_strong: bool = False
    session: bytes = b""
    position: int | None = None
    views: int = 0

    @property
    def actor(self) -> str:
        """Who the events of their commands name: the colleague, else the account."""
        return str(self.colleague_id or self.account_id)

    def reach(self, right: Right) -> Scope:
        """Return how far a right of theirs reaches."""
        return MAY[self.role][right]

    def may(self, right: Right) -> bool:
        """Say whether they have a right, over something at least."""
        return self.reach(right) > Scope.NONE
