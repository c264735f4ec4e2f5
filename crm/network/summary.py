"""The totals of the network."""

from dataclasses import asdict, dataclass
from typing import Any

from crm.database import Database
from crm.network.arrays import arrays, distinct, kept
from crm.network.filters import Filters
from crm.network.pairs import pairs


@dataclass(frozen=True, slots=True)
class Summary:
    """How large the network is.

    `participations` are distinct (activity, party); `pairs` are distinct pairs that worked
    together; `shared_total` sums over the pairs the activities they shared; `position` is how
    far the log went when it was counted.
    """

    activities: int
    parties: int
    participations: int
    pairs: int
    shared_total: int
    position: int

    def as_json(self) -> dict[str, Any]:
        """Return the totals in their documented shape."""
        return asdict(self)


@kept
def summary(database: Database, filters: Filters, position: int) -> Summary:
    """Count the network that filters keep, as of a position in the log."""
    data, found = arrays(database, filters, position), pairs(database, filters, position)
    both = data.activity * max(data.parties, 1) + data.party
    return Summary(
        activities=data.activities,
        parties=data.parties,
        participations=len(distinct(both)),
        pairs=len(found),
        shared_total=int(found.activities.sum()),
        position=position,
    )
