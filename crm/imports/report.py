"""What an import came to, row by row where it matters."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.domain import Aggregate
from eventsourcing.utils import get_topic

from domain.refusal import Refusal

# Nobody reads more; a file with millions of wrong rows mustn't fill the memory.
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class RowReport:
    """What is wrong with a row; with a `warning` it was taken in, or left out on purpose."""

    file: str
    row: int
    refusal: Refusal
    warning: bool = False


@dataclass
class Report:
    """What was looked at, what came of it, and which rows were refused or warned of.

    `refused` and `warned` count rows and values; `told` counts what is wrong with them, of which
    `problems` holds the first ten thousand. `run_id` is None where nothing new was found, or
    nothing was to be recorded.
    """

    run_id: UUID | None = None
    rows: int = 0
    events: Counter[str] = field(default_factory=Counter)
    problems: list[RowReport] = field(default_factory=list)
    refused: int = 0
    warned: int = 0
    told: int = 0

    def refuse(self, file: str, row: int, *refusals: Refusal) -> None:
        """Note that a row was refused, for everything that is wrong with it."""
        self.refused += 1
        for refusal in refusals:
            self._keep(RowReport(file, row, refusal))

    def warn(self, file: str, row: int, refusal: Refusal) -> None:
        """Note that a row was taken in without one of its values, or that it was left out."""
        self.warned += 1
        self._keep(RowReport(file, row, refusal, warning=True))

    def count(self, aggregate: Aggregate) -> None:
        """Count what an aggregate has decided."""
        self.events.update(get_topic(type(event)) for event in aggregate.pending_events)

    @property
    def recorded(self) -> int:
        """How many events were recorded, or would be."""
        return sum(self.events.values())

    def _keep(self, problem: RowReport) -> None:
        self.told += 1
        if len(self.problems) < KEPT:
            self.problems.append(problem)
