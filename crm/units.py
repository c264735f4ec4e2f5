"""What can be asked to do with units of our own association."""

from uuid import UUID

from crm.log import Log, Origin, Receipt
from crm.projections.directory import questions as directory
from crm.projections.directory import rules
from crm.withdrawing import is_not_needed
from domain.day import Day
from domain.names import Names
from domain.unit import Unit


class Units(Log):
    """Units: opened, renamed, placed, closed."""

    def open_unit(
        self,
        names: Names,
        opened_on: Day | None = None,
        parent_id: UUID | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Open a unit."""
        self.check_kind(Unit, parent_id, "parent")
        return self.record(Unit.open(names, opened_on, parent_id), origin=origin)

    def rename_unit(
        self,
        unit_id: UUID,
        names: Names,
        renamed_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the unit has other names from a day on."""
        unit = self.get(Unit, unit_id, version)
        unit.rename(names, renamed_on)
        return self.record(unit, origin=origin)

    def correct_unit_names(
        self,
        unit_id: UUID,
        names: Names,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the unit's latest names had been written wrong."""
        unit = self.get(Unit, unit_id, version)
        unit.correct_names(names, reason)
        return self.record(unit, origin=origin)

    def place_unit(
        self, unit_id: UUID, parent_id: UUID | None, placed_on: Day, *, origin: Origin
    ) -> Receipt:
        """Make a unit part of another. Raises UnitUnderItself."""
        unit = self.get(Unit, unit_id)
        self.check_kind(Unit, parent_id, "parent")
        below = directory.descendants(self.database, unit_id)
        unit.place_under(parent_id, placed_on, below=below)
        still = rules.is_not_below(parent_id, unit_id)
        return self.record(unit, origin=origin, rules=[still])

    def close_unit(
        self, unit_id: UUID, closed_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Close a unit on a day."""
        unit = self.get(Unit, unit_id, version)
        unit.close(closed_on)
        return self.record(unit, origin=origin)

    def withdraw_unit(self, unit_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a unit. Raises StillNeeded."""
        unit = self.get(Unit, unit_id)
        unit.withdraw(reason)
        return self.record(unit, origin=origin, rules=[is_not_needed(unit_id)])
