"""What can be asked to do with colleagues."""

from uuid import UUID

from crm.log import Log, Origin, Receipt
from crm.withdrawing import is_not_needed
from domain.colleague import Colleague, Position
from domain.day import Day
from domain.unit import Unit


class Colleagues(Log):
    """Colleagues: the people of our own association."""

    def welcome_colleague(
        self,
        name: str,
        position: Position = Position.EXPERT,
        unit_id: UUID | None = None,
        joined_on: Day | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Welcome a colleague, into a unit or none."""
        self.check_kind(Unit, unit_id, "unit")
        colleague = Colleague.join(name, position, unit_id, joined_on)
        return self.record(colleague, origin=origin)

    def assign_colleague(
        self, colleague_id: UUID, unit_id: UUID | None, assigned_on: Day, *, origin: Origin
    ) -> Receipt:
        """It changed: the colleague works in another unit from a day on."""
        colleague = self.get(Colleague, colleague_id)
        self.check_kind(Unit, unit_id, "unit")
        colleague.assign_to_unit(unit_id, assigned_on)
        return self.record(colleague, origin=origin)

    def give_position(
        self, colleague_id: UUID, position: Position, given_on: Day, *, origin: Origin
    ) -> Receipt:
        """It changed: the colleague has another position from a day on."""
        colleague = self.get(Colleague, colleague_id)
        colleague.give_position(position, given_on)
        return self.record(colleague, origin=origin)

    def correct_colleague_name(
        self,
        colleague_id: UUID,
        name: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the name had been written wrong."""
        colleague = self.get(Colleague, colleague_id, version)
        colleague.correct_name(name, reason)
        return self.record(colleague, origin=origin)

    def see_colleague_off(
        self, colleague_id: UUID, left_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """The colleague left on a day."""
        colleague = self.get(Colleague, colleague_id, version)
        colleague.leave(left_on)
        return self.record(colleague, origin=origin)

    def withdraw_colleague(self, colleague_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a colleague. Raises StillNeeded."""
        colleague = self.get(Colleague, colleague_id)
        colleague.withdraw(reason)
        return self.record(colleague, origin=origin, rules=[is_not_needed(colleague_id)])
