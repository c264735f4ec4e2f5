"""That a party takes part in an activity, in a role, over a period.

The facts about it are in domain/activity.py, with the projects and engagements that say them.
"""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from domain.day import Day
from domain.refusal import FieldRefusal, Refusal


@dataclass(eq=False)
class OutsidePeriod(FieldRefusal):
    """Somebody would take part on days that the activity doesn't cover."""

    starts_on: Day | None
    ends_on: Day | None
    about: str


class NotTakingPart(Refusal):
    """There is no such participation to end, change or correct."""

    field = "party"


class Participation(NamedTuple):
    """One party in one role; days that are None follow the activity's own, unless it `left`."""

    party_id: UUID
    role: str
    from_on: Day | None = None
    until_on: Day | None = None
    left: bool = False

    def covers(self, from_on: Day | None, until_on: Day | None) -> bool:
        """Say whether its days already hold the given ones."""
        days = self.from_on, self.until_on
        return not self.left and days in {(from_on, until_on), (None, None)}


@dataclass
class Participations:
    """Who takes part in one activity, by number, and in which fact each was last said."""

    by_number: dict[int, Participation] = field(default_factory=dict)
    said_in: dict[int, int] = field(default_factory=dict)
    numbers: dict[tuple[UUID, str], list[int]] = field(default_factory=dict)
    given: int = 0
    # Which number goes on, in another role, from which other.
    came_of: dict[int, int] = field(default_factory=dict)

    def is_new(self, wanted: Participation) -> bool:
        """Say whether this party in this role on these days isn't recorded yet."""
        known = self.numbers.get((wanted.party_id, wanted.role), ())
        return not any(
            self.by_number[number].covers(wanted.from_on, wanted.until_on) for number in known
        )

    def of(self, number: int) -> Participation:
        """Return the participation of a number. Raises NotTakingPart."""
        try:
            return self.by_number[number]
        except KeyError:
            raise NotTakingPart from None

    def keep(self, number: int, taking_part: Participation, version: int) -> None:
        """Remember what was said of a number in the fact of a version."""
        self.forget(number)
        self.by_number[number] = taking_part
        self.said_in[number] = version
        self.numbers.setdefault((taking_part.party_id, taking_part.role), []).append(number)
        self.given = max(self.given, number)

    def forget(self, number: int) -> None:
        """Drop a number that was withdrawn; it is never given again."""
        if before := self.by_number.pop(number, None):
            self.numbers[before.party_id, before.role].remove(number)
