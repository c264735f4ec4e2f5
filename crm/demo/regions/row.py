"""A partner as the tables of the regions list it."""

from typing import NamedTuple

from crm.demo.years import When


class Row(NamedTuple):
    """A partner of old, or one registered on a day of the story or so many months into it.

    Sectors are codes with spaces between; `hub` says how often it is chosen, next to others.
    """

    name: str
    kind: str
    sectors: str
    place: str
    since: str | float | When
    hub: int = 1
    languages: str = "fi"
