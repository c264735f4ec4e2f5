"""How many people an engagement reached, by group and sector."""

from dataclasses import dataclass

from domain.refusal import Refusal


class NegativeHeadcount(Refusal):
    """Fewer than no people can't have come."""

    field = "people"


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people of a group came; sector by code, or None where it isn't known."""

    people: int
    group: str = "other"
    sector: str | None = None


def checked(attendance: tuple[Headcount, ...]) -> tuple[Headcount, ...]:
    """Return the headcounts as given. Raises NegativeHeadcount."""
    if any(count.people < 0 for count in attendance):
        raise NegativeHeadcount
    return attendance
