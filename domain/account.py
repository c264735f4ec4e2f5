"""An account: that somebody may sign in, and what they may do there.

The log knows accounts by random ids; who they are is personal data, and lies apart.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.aggregate import Aggregate
from domain.fact import Created, Fact
from domain.refusal import Missing, Refusal


class Role(Enum):
    """What somebody who signed in is to the network; what each may do is said in crm/access."""

    COORDINATOR = "coordinator"
    PROJECT_LEAD = "project_lead"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"


class AccountIsClosed(Refusal):
    """A closed account has to be opened again before anything else."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role, and for a guest the one project that they see."""

    role: Role
    project_id: UUID | None = None

    def checked(self) -> "Standing":
        """Return it with no project but a guest's. Raises Missing for a guest without one."""
        if self.role is not Role.GUEST:
            return Standing(self.role)
        if not self.project_id:
            raise Missing("project")
        return self


class Account(Aggregate):
    """An account: opened, given another role, let begin anew, closed, opened again."""

    TOPIC = "crm.account.v1"

    class Created(Created):
        """Somebody may sign in from now on; a colleague of ours, or somebody else."""

        TOPIC = "crm.account.opened.v1"
        role: Role
        colleague_id: UUID | None
        project_id: UUID | None

    class RoleGiven(Fact):
        """They may do other things from now on."""

        TOPIC = "crm.account.role_given.v1"
        role: Role
        project_id: UUID | None

    class NewBeginningAllowed(Fact):
        """They may choose anew all that they sign in with, by a link."""

        TOPIC = "crm.account.new_beginning_allowed.v1"

    class Closed(Fact):
        """They may not sign in any longer."""

        TOPIC = "crm.account.closed.v1"

    class Reopened(Fact):
        """They may sign in again."""

        TOPIC = "crm.account.reopened.v1"

    @classmethod
    def open(cls, standing: Standing, colleague_id: UUID | None = None) -> Self:
        """Let somebody sign in. Raises Missing for a guest without a project."""
        standing = standing.checked()
        return cls(standing.role, colleague_id, standing.project_id)

    def give_role(self, standing: Standing) -> None:
        """Let them do other things. Raises AccountIsClosed, Missing."""
        self._check_open()
        standing = standing.checked()
        if standing != self.standing:
            self._give_role(standing.role, standing.project_id)

    def allow_new_beginning(self) -> None:
        """Let them choose anew what they sign in with. Raises AccountIsClosed."""
        self._check_open()
        self._allow_new_beginning()

    def close(self) -> None:
        """Let them sign in no longer."""
        if not self.closed:
            self._close()

    def reopen(self) -> None:
        """Let them sign in again."""
        if self.closed:
            self._reopen()

    @property
    def standing(self) -> Standing:
        """The role, and for a guest the project."""
        return Standing(self.role, self.project_id)

    def _check_open(self) -> None:
        if self.closed:
            raise AccountIsClosed

    @event(Created)
    def __init__(self, role: Role, colleague_id: UUID | None, project_id: UUID | None) -> None:
        self.role, self.colleague_id, self.project_id = role, colleague_id, project_id
        self.closed = False

    @event(RoleGiven)
    def _give_role(self, role: Role, project_id: UUID | None) -> None:
        self.role, self.project_id = role, project_id

    @event(NewBeginningAllowed)
    def _allow_new_beginning(self) -> None:
        """Nothing of the account itself changes: what is signed in with lies apart."""

    @event(Closed)
    def _close(self) -> None:
        self.closed = True

    @event(Reopened)
    def _reopen(self) -> None:
        self.closed = False
