"""A named co-operative network and its members."""

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from domain import beginning
from domain.aspects import END, EndWithdrawn
from domain.day import Day, check_not_before, check_order
from domain.fact import Created, Fact
from domain.refusal import IsWithdrawn, Refusal
from domain.text import line, paragraphs

MEMBER = "member"


class NetworkIsDissolved(Refusal):
    """A dissolved network takes no new members."""


class NotAMember(Refusal):
    """Only a member can leave a network."""

    field = "party"


@dataclass(frozen=True, slots=True)
class Membership:
    """In which role somebody is a member, and since when, where that is known."""

    role: str
    joined_on: Day | None


class Network(beginning.Begun):
    """A network with a purpose, whose members are partners and units."""

    TOPIC = "crm.network.v1"
    ATTRIBUTES: ClassVar = {END: "dissolved_on"}

    class Created(Created):
        """The network was founded."""

        TOPIC = "crm.network.founded.v1"
        name: str
        purpose: str
        founded_on: Day | None

    class BeginningCorrected(beginning.BeginningCorrected):
        """The day on which it began had been written wrong."""

        TOPIC = "crm.network.beginning_corrected.v1"
        reason: str

    class Renamed(Fact):
        """It took another name on a day."""

        TOPIC = "crm.network.renamed.v1"
        name: str
        renamed_on: Day

    class NameCorrected(Fact):
        """The name had been written wrong since `from_on`."""

        TOPIC = "crm.network.name_corrected.v1"
        name: str
        from_on: Day | None
        corrects: int
        reason: str

    class PurposeSet(Fact):
        """It was agreed what the network is for."""

        TOPIC = "crm.network.purpose_set.v1"
        purpose: str

    class PurposeCorrected(Fact):
        """Something else had been agreed."""

        TOPIC = "crm.network.purpose_corrected.v1"
        purpose: str
        corrects: int
        reason: str

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

    class MembershipWithdrawn(Fact):
        """The party never became a member as the fact numbered `corrects` says."""

        TOPIC = "crm.network.membership_withdrawn.v1"
        party_id: UUID
        corrects: int
        reason: str

    class LeavingWithdrawn(Fact):
        """The member never left as the fact numbered `corrects` says, and still is one."""

        TOPIC = "crm.network.leaving_withdrawn.v1"
        party_id: UUID
        corrects: int
        reason: str

    class Dissolved(Fact):
        """The network came to its end."""

        TOPIC = "crm.network.dissolved.v1"
        dissolved_on: Day

    class DissolutionWithdrawn(EndWithdrawn):
        """It never was dissolved."""

        TOPIC = "crm.network.dissolution_withdrawn.v1"
        reason: str

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
        self.check_stands()
        if (name := line(name, "name")) != self.name:
            self.check_may_change("name", renamed_on)
            self._rename(name, renamed_on)

    def correct_name(self, name: str, reason: str) -> None:
        """It was wrong: the latest name had been written wrong all along."""
        self.check_stands()
        if (name := line(name, "name")) != self.name:
            self._correct_name(name, *self.latest["name"], line(reason, "reason"))

    def set_purpose(self, purpose: str) -> None:
        """Say what the network is for."""
        self.check_stands()
        if (purpose := paragraphs(purpose, "purpose")) != self.purpose:
            self._set_purpose(purpose)

    def correct_purpose(self, purpose: str, reason: str) -> None:
        """It was wrong: the network has been for something else all along."""
        self.check_stands()
        if (purpose := paragraphs(purpose, "purpose")) != self.purpose:
            self._correct_purpose(purpose, self.said_by("purpose"), line(reason, "reason"))

    def join(self, party_id: UUID, role: str, joined_on: Day | None = None) -> None:
        """Take a member in. Says nothing where it is one already."""
        self.check_stands()
        if self.dissolved_on:
            raise NetworkIsDissolved
        if party_id not in self.members:
            self._join(party_id, role, joined_on)

    def leave(self, party_id: UUID, left_on: Day) -> None:
        """Let a member go. Raises NotAMember, EndsBeforeStart."""
        self.check_stands()
        if party_id not in self.members:
            raise NotAMember
        check_order(self.members[party_id].joined_on, left_on)
        self._leave(party_id, left_on)

    def correct_membership(self, party_id: UUID, reason: str) -> None:
        """It was wrong: the party never became a member, or never left, as was said last of it.

        Raises NotUndoable.
        """
        self.check_stands()
        was_member = self.before((MEMBER, party_id))
        said = self._withdraw_leaving if was_member else self._withdraw_membership
        said(party_id, self.said_by((MEMBER, party_id)), line(reason, "reason"))

    def dissolve(self, dissolved_on: Day) -> None:
        """Bring the network to its end. Raises EndsBeforeStart, BeforeLatestChange."""
        self.check_stands()
        check_order(self.since_on, dissolved_on)
        if not self.dissolved_on:
            self.check_may_end(dissolved_on)
            for member in self.members.values():
                check_not_before(member.joined_on, dissolved_on)
            self._dissolve(dissolved_on)

    def withdraw_end(self, reason: str) -> None:
        """It was wrong: the network never was dissolved. Raises NotUndoable."""
        self.check_stands()
        self.say_never_ended(self.DissolutionWithdrawn, reason=line(reason, "reason"))

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a network."""
        self.check_stands()
        self._withdraw(line(reason, "reason"))

    def check_stands(self) -> None:
        """Raise IsWithdrawn where the network had been recorded in error."""
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(self, name: str, purpose: str, founded_on: Day | None) -> None:
        self.name, self.purpose, self.since_on = name, purpose, founded_on
        self.members: dict[UUID, Membership] = {}
        self.dissolved_on: Day | None = None
        self.latest = {"name": (founded_on, 1), END: (None, 1)}
        self.withdrawn = False
        self.former, self.stands, self.undone = {}, {}, set()
        self.changed_in = set()

    @event(Renamed)
    def _rename(self, name: str, renamed_on: Day) -> None:
        self.change("name", name, renamed_on, self.version + 1)

    @event(NameCorrected)
    def _correct_name(self, name: str, from_on: Day | None, corrects: int, reason: str) -> None:
        self.correct("name", name, from_on, self.version + 1)

    @event(PurposeSet)
    def _set_purpose(self, purpose: str) -> None:
        self.changed("purpose", self.purpose, self.version + 1)
        self.purpose = purpose

    @event(PurposeCorrected)
    def _correct_purpose(self, purpose: str, corrects: int, reason: str) -> None:
        self.corrected("purpose", self.purpose, purpose, self.version + 1)
        self.purpose = purpose

    @event(MemberJoined)
    def _join(self, party_id: UUID, role: str, joined_on: Day | None) -> None:
        self.changed((MEMBER, party_id), None, self.version + 1)
        self.members[party_id] = Membership(role, joined_on)

    @event(MemberLeft)
    def _leave(self, party_id: UUID, left_on: Day) -> None:
        self.changed((MEMBER, party_id), self.members.pop(party_id), self.version + 1)

    @event(MembershipWithdrawn)
    def _withdraw_membership(self, party_id: UUID, corrects: int, reason: str) -> None:
        self.taken_back((MEMBER, party_id))
        del self.members[party_id]

    @event(LeavingWithdrawn)
    def _withdraw_leaving(self, party_id: UUID, corrects: int, reason: str) -> None:
        self.members[party_id] = self.taken_back((MEMBER, party_id)).value

    @event(Dissolved)
    def _dissolve(self, dissolved_on: Day) -> None:
        self.change(END, dissolved_on, dissolved_on, self.version + 1)

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
