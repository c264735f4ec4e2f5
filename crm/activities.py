"""What can be asked to do with projects and engagements alike: who takes part in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from crm.log import Origin, Receipt
from crm.projections.contacts.rules import nobody_is_erased
from crm.projections.directory import rules
from crm.vocabularies import Vocabularies
from domain.activity import Activity
from domain.day import Day


@dataclass(frozen=True, slots=True)
class TakesPart:
    """A party that is to take part from the start, in a role."""

    party_id: UUID
    role: str
    from_on: Day | None = None
    until_on: Day | None = None


class Activities(Vocabularies):
    """Joining, leaving, and correcting who took part."""

    def join_activity(
        self,
        activity_id: UUID,
        party_id: UUID,
        role: str,
        from_on: Day | None = None,
        until_on: Day | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Let a party take part.

        Raises UnknownTerm, OutsidePeriod, PartnerHasEnded, PersonIsErased.
        """
        activity = self.get(Activity, activity_id)
        return self._record_with(
            activity, [TakesPart(party_id, role, from_on, until_on)], origin=origin
        )

    def leave_activity(
        self,
        activity_id: UUID,
        participation: int,
        left_on: Day | None,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: a party left."""
        activity = self.get(Activity, activity_id, version)
        activity.leave(participation, left_on, reason)
        return self.record(activity, origin=origin)

    def change_role(
        self,
        activity_id: UUID,
        participation: int,
        role: str,
        changed_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: a party has another role from a day on."""
        activity = self.get(Activity, activity_id, version)
        role = self._kept_role(role, activity.participations.of(participation).role)
        activity.change_role(participation, role, changed_on)
        return self.record(activity, origin=origin)

    def correct_participation(
        self,
        activity_id: UUID,
        participation: int,
        role: str,
        from_on: Day | None,
        until_on: Day | None,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the party took part in this role, on these days."""
        activity = self.get(Activity, activity_id, version)
        role = self._kept_role(role, activity.participations.of(participation).role)
        activity.correct_participation(participation, role, from_on, until_on, reason)
        return self.record(activity, origin=origin)

    def withdraw_participation(
        self,
        activity_id: UUID,
        participation: int,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the party never took part."""
        activity = self.get(Activity, activity_id, version)
        activity.withdraw_participation(participation, reason)
        return self.record(activity, origin=origin)

    def _kept_role(self, said: str, before: str) -> str:
        """Return a role; the one of before, retired or not, where what is said is what it means."""
        (role,) = self.kept("role", [said], [before])
        if role != before:
            self.check_term("role", role)
        return role

    def _kept_themes(self, said: Iterable[str], before: tuple[str, ...]) -> tuple[str, ...]:
        """Return themes; those of before, retired or not, stay as they are."""
        themes = self.kept("theme", said, before)
        self.check_terms({("theme", theme) for theme in themes if theme not in before})
        return themes

    def _record_with(
        self, activity: Activity, parties: Iterable[TakesPart], *, origin: Origin
    ) -> Receipt:
        parties = list(parties)
        self.check_terms({("role", party.role) for party in parties})
        for party in parties:
            activity.join(party.party_id, party.role, party.from_on, party.until_on)
        ids = [party.party_id for party in parties]
        standing = [rules.may_join(ids), nobody_is_erased(ids)] if ids else []
        return self.record(activity, origin=origin, rules=standing)
