"""What an import came to, row by row where it matters."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.domain import Aggregate
from eventsourcing.utils import get_topic

from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class RowReport:
    """What is wrong with a row; with a `warning` it was taken in all the same."""

    file: str
    row: int
    refusal: Refusal
    warning: bool = False


@dataclass
class Report:
    """What was looked at, what came of it, and which rows were refused or warned of.

    `run_id` is None where nothing new was found, or nothing was to be recorded.
    """

    run_id: UUID | None = None
    rows: int = 0
    events: Counter[str] = field(default_factory=Counter)
    problems: list[RowReport] = field(default_factory=list)

    def refuse(self, file: str, row: int, refusal: Refusal) -> None:
        """Note that a row was refused."""
        self.problems.append(RowReport(file, row, refusal))

    def warn(self, file: str, row: int, refusal: Refusal) -> None:
        """Note that a row was taken in without one of its values."""
        self.problems.append(RowReport(file, row, refusal, warning=True))

    def count(self, aggregate: Aggregate) -> None:
        """Count what an aggregate has decided."""
        self.events.update(get_topic(type(event)) for event in aggregate.pending_events)

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return sum(not problem.warning for problem in self.problems)

    @property
    def recorded(self) -> int:
        """How many events were recorded, or would be."""
        return sum(self.events.values())
