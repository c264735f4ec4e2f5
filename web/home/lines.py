"""Lines of the first page: one thing each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its name, where it is told of, in a few words what of it, and a way on.

    What is restricted has no name.
    """

    name: str
    url: str
    told: str
    more: tuple[str, str] | None = None
