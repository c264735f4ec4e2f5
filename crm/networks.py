"""What can be asked to do with co-operative networks."""

from uuid import UUID

from crm.log import Origin, Receipt
from crm.projections.contacts.rules import nobody_is_erased
from crm.projections.directory import rules
from crm.vocabularies import Vocabularies
from crm.withdrawing import is_not_needed
from domain.day import Day
from domain.network import Network


class Networks(Vocabularies):
    """Networks: founded, joined, left, dissolved."""

    def found_network(
        self, name: str, purpose: str = "", founded_on: Day | None = None, *, origin: Origin
    ) -> Receipt:
        """Found a network."""
        return self.record(Network.found(name, purpose, founded_on), origin=origin)

    def rename_network(
        self,
        network_id: UUID,
        name: str,
        renamed_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the network has another name from a day on."""
        network = self.get(Network, network_id, version)
        network.rename(name, renamed_on)
        return self.record(network, origin=origin)

    def correct_network_name(
        self,
        network_id: UUID,
        name: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the network's latest name had been written wrong."""
        network = self.get(Network, network_id, version)
        network.correct_name(name, reason)
        return self.record(network, origin=origin)

    def set_network_purpose(
        self, network_id: UUID, purpose: str, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Say what the network is for."""
        network = self.get(Network, network_id, version)
        network.set_purpose(purpose)
        return self.record(network, origin=origin)

    def join_network(
        self,
        network_id: UUID,
        party_id: UUID,
        role: str = "member",
        joined_on: Day | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Take a member in. Raises UnknownTerm, PartnerHasEnded, PersonIsErased."""
        self.check_term("member_role", role)
        network = self.get(Network, network_id)
        network.join(party_id, role, joined_on)
        standing = [rules.may_join([party_id]), nobody_is_erased([party_id])]
        return self.record(network, origin=origin, rules=standing)

    def leave_network(
        self, network_id: UUID, party_id: UUID, left_on: Day, *, origin: Origin
    ) -> Receipt:
        """Let a member go."""
        network = self.get(Network, network_id)
        network.leave(party_id, left_on)
        return self.record(network, origin=origin)

    def dissolve_network(
        self, network_id: UUID, dissolved_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Bring a network to its end."""
        network = self.get(Network, network_id, version)
        network.dissolve(dissolved_on)
        return self.record(network, origin=origin)

    def withdraw_network(self, network_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a network. Raises StillNeeded."""
        network = self.get(Network, network_id)
        network.withdraw(reason)
        return self.record(network, origin=origin, rules=[is_not_needed(network_id)])
