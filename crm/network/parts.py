"""The parts of the network: pieces without any tie between them, and groups that work closely."""

from dataclasses import dataclass

import numpy as np

from crm.database import Database
from crm.network.answers import named
from crm.network.arrays import arrays
from crm.network.filters import Filters
from crm.network.measures import places
from crm.projections.directory.questions import PartyName

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its number, how many parties are in it, and the best connected few of them."""

    number: int
    size: int
    first: list[PartyName]


def groups(
    database: Database, filters: Filters, position: int, top: int, offset: int = 0
) -> list[Part]:
    """Return the groups of the network, largest first, as measures number them."""
    return _parts(database, filters, position, "group", range(offset + 1, offset + top + 1))


def components(
    database: Database, filters: Filters, position: int, top: int, offset: int = 0
) -> list[Part]:
    """Return the pieces that the network falls into, largest first."""
    return _parts(database, filters, position, "component", range(offset + 1, offset + top + 1))


def _parts(
    database: Database, filters: Filters, position: int, kind: str, numbers: range
) -> list[Part]:
    data, found = arrays(database, filters, position), places(database, filters, position)
    of_party = getattr(found, kind)[found.ranked]
    sizes = np.bincount(of_party, minlength=1)
    shown = [number for number in numbers if number < len(sizes)]
    first = {
        number: [data.party_uuid(int(one)) for one in found.ranked[of_party == number][:SHOWN]]
        for number in shown
    }
    names = named(database, [one for ids in first.values() for one in ids])
    return [
        Part(number, int(sizes[number]), [names[one] for one in first[number]]) for number in shown
    ]
