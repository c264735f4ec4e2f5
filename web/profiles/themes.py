"""The themes of what somebody did, each a door to its rows."""

from typing import Any

from crm.projections.participation.listing import Wanted, by_theme
from web import words
from web.visit import Visit


def themes_of(visit: Visit, wanted: Wanted, rows: str, **params: Any) -> list[tuple[str, int, str]]:
    """Return the themes of some activities, as (name, how many, address of the list `rows`)."""
    labels, merged = words.labels(visit, "theme"), words.meanings(visit, "theme").merged
    return [
        (labels.get(theme, theme), n, visit.so_far_url(rows, theme=theme, **params))
        for theme, n in by_theme(visit.crm.database, wanted, merged)
    ]
