"""Letting parties join and leave activities, as the rows of participations say."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from crm.imports import faults
from crm.imports.taking import Taking
from crm.imports.taking_part import TakingPart, is_said, numbers_of, only_left, unknown
from crm.imports.withdrawn import NeverTookPart, WasWithdrawn
from crm.projections.directory import rules
from domain.activity import Activity, check_days
from domain.participation import Participation
from domain.partner import PartnerHasEnded
from domain.refusal import Refusal

Rule = Callable[[Any], None]
Pairs = list[tuple[Activity | None, list[TakingPart]]]


class Joining:
    """Lets parties take part; `rules` is what has to hold of those who joined last."""

    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        self.rules: list[Rule] = []

    def join(self, pairs: Pairs) -> list[Aggregate]:
        """Let activities decide on those who wait for them; return those that there are."""
        joining: set[UUID] = set()
        parties = self.parties(
            [part for activity, waiting in pairs if activity for part in waiting]
        )
        self.taking.look_for_ended(parties.values())
        for activity, waiting in pairs:
            if activity:
                for part in waiting:
                    self._take_part(activity, part, parties.get(part.who), joining)
                self._leave(activity, waiting, parties)
        self.rules = [rules.may_join_if_known(joining)]
        return [activity for activity, _ in pairs if activity]

    def parties(self, waiting: list[TakingPart]) -> dict[tuple[str, str], UUID]:
        """Return the parties that rows name, by what they call them."""
        found: dict[tuple[str, str], UUID] = {}
        for scheme in {part.scheme for part in waiting}:
            values = [part.party for part in waiting if part.scheme == scheme]
            known = self.taking.known_parties(scheme, values)
            found.update({(scheme, value): party_id for value, party_id in known.items()})
        return found

    def _take_part(
        self, activity: Activity, part: TakingPart, party_id: UUID | None, joining: set[UUID]
    ) -> None:
        try:
            if party_id is None:
                self._miss(part)
                return
            wanted = Participation(party_id, part.role, part.from_on, part.until_on)
            alike = self.taking.meanings("role").carriers([part.role])
            if self._is_known(activity, part, wanted, alike):
                return
            # One that was retired says nothing new of who is there already.
            self.taking.check_terms("role", part.role)
            if party_id in self.taking.ended:
                raise PartnerHasEnded(self.taking.ended[party_id])
            activity.join(party_id, part.role, part.from_on, part.until_on)
            joining.add(party_id)
        except Refusal as refusal:
            days, of_activity = (
                (part.from_on, part.until_on),
                (activity.starts_on, activity.ends_on),
            )
            wrong = faults.all_of(refusal, [lambda: check_days(days, of_activity)])
            self.taking.report.refuse(part.file, part.row, *wrong)

    def _miss(self, part: TakingPart) -> None:
        """Tell of a party that isn't there. Raises NotFound, NotOneOfOurs."""
        if not self.taking.withdrawn.holds_partner(*part.who):
            raise unknown(*part.who)
        self.taking.report.warn(part.file, part.row, WasWithdrawn())

    def _is_known(
        self, activity: Activity, part: TakingPart, wanted: Participation, roles: Sequence[str]
    ) -> bool:
        """Say whether a row says nothing new, or what somebody said was never so: that is told."""
        if part.left and numbers_of(activity, wanted.party_id, roles):
            return True
        if is_said(activity, wanted, roles):
            return True
        never = self.taking.withdrawn.holds_part(activity, wanted, roles)
        if never:
            self.taking.report.warn(part.file, part.row, NeverTookPart())
        return never

    def _leave(
        self, activity: Activity, waiting: list[TakingPart], parties: dict[tuple[str, str], UUID]
    ) -> None:
        for part in only_left(waiting):
            # Who is unknown was refused when it should have joined.
            party_id = parties.get(part.who)
            alike = self.taking.meanings("role").carriers([part.role])
            for number in numbers_of(activity, party_id, alike) if party_id else ():
                if not activity.participations.of(number).left:
                    self._let_go(activity, number, part)

    def _let_go(self, activity: Activity, number: int, part: TakingPart) -> None:
        try:
            activity.leave(number, part.until_on, part.left)
        except Refusal as refusal:
            self.taking.report.refuse(part.file, part.row, refusal)
