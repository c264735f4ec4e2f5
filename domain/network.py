"""A named co-operative network and its members."""

from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.refusal import IsWithdrawn, Refusal
from domain.text import line, paragraphs
from domain.undoing import Undoable


class NetworkIsDissolved(Refusal):
    """A dissolved network takes no new members."""


class NotAMember(Refusal):
    """Only a member can leave a network."""

    field = "party"


class Network(Undoable):
    """A network with a purpose, whose members are partners and units."""

    TOPIC = "crm.network.v1"

    class Created(Created):
        """The network was founded."""

        TOPIC = "crm.network.founded.v1"
        name: str
        purpose: str
        founded_on: Day | None

    class Renamed(Fact):
        """It took another name on a day."""

        TOPIC = "crm.network.renamed.v1"
        name: str
        renamed_on: Day

    class PurposeSet(Fact):
        """It was agreed what the network is for."""

        TOPIC = "crm.network.purpose_set.v1"
        purpose: str

    class MemberJoined(Fact):
        """A party became a member in a role on a day."""

        TOPIC = "crm.network.member_joined.v1"
        party_id: UUID
        role: str
        joined_on: Day | None

    class MemberLeft(Fact):
        """A member left on a day."""

        TOPIC = "crm.network.member_left.v1"
        party_id: UUID
        left_on: Day

    class Dissolved(Fact):
        """The network came to its end."""

        TOPIC = "crm.network.dissolved.v1"
        dissolved_on: Day

    class Withdrawn(Fact):
        """It had been recorded in error and never was a network."""

        TOPIC = "crm.network.withdrawn.v1"
        reason: str

    @classmethod
    def found(cls, name: str, purpose: str = "", founded_on: Day | None = None) -> Self:
        """Found a network."""
        return cls(line(name, "name"), paragraphs(purpose, "purpose"), founded_on)

    def rename(self, name: str, renamed_on: Day) -> None:
        """It changed: the network has another name from a day on."""
        self._check_stands()
        if (name := line(name, "name")) != self.name:
            self._rename(name, renamed_on)

    def set_purpose(self, purpose: str) -> None:
        """Say what the network is for."""
        self._check_stands()
        if (purpose := paragraphs(purpose, "purpose")) != self.purpose:
            self._set_purpose(purpose)

    def join(self, party_id: UUID, role: str, joined_on: Day | None = None) -> None:
        """Take a member in. Says nothing where it is one already."""
        self._check_stands()
        if self.dissolved_on:
            raise NetworkIsDissolved
        if party_id not in self.members:
            self._join(party_id, role, joined_on)

    def leave(self, party_id: UUID, left_on: Day) -> None:
        """Let a member go. Raises NotAMember, EndsBeforeStart."""
        self._check_stands()
        if party_id not in self.members:
            raise NotAMember
        check_order(self.members[party_id], left_on)
        self._leave(party_id, left_on)

    def dissolve(self, dissolved_on: Day) -> None:
        """Bring the network to its end."""
        self._check_stands()
        check_order(self.founded_on, dissolved_on)
        if not self.dissolved_on:
            self._dissolve(dissolved_on)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a network."""
        self._check_stands()
        self._withdraw(line(reason, "reason"))

    def _check_stands(self) -> None:
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(self, name: str, purpose: str, founded_on: Day | None) -> None:
        self.name, self.purpose, self.founded_on = name, purpose, founded_on
        self.members: dict[UUID, Day | None] = {}
        self.dissolved_on: Day | None = None
        self.withdrawn = False

    @event(Renamed)
    def _rename(self, name: str, renamed_on: Day) -> None:
        self.name = name

    @event(PurposeSet)
    def _set_purpose(self, purpose: str) -> None:
        self.purpose = purpose

    @event(MemberJoined)
    def _join(self, party_id: UUID, role: str, joined_on: Day | None) -> None:
        self.members[party_id] = joined_on

    @event(MemberLeft)
    def _leave(self, party_id: UUID, left_on: Day) -> None:
        del self.members[party_id]

    @event(Dissolved)
    def _dissolve(self, dissolved_on: Day) -> None:
        self.dissolved_on = dissolved_on

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
