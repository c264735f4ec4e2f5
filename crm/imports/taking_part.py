"""Rows of participations, as they wait for their activities."""

from dataclasses import dataclass

from domain.day import Day


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One row of participations, waiting for its activity."""

    file: str
    row: int
    scheme: str
    party: str
    role: str
    from_on: Day | None
    until_on: Day | None
    left: str


def only_left(waiting: list[TakingPart]) -> list[TakingPart]:
    """Return who left in every row about them; one row that stays outweighs one that leaves."""
    staying = {(part.party, part.role) for part in waiting if not part.left}
    return [part for part in waiting if part.left and (part.party, part.role) not in staying]
