"""Who came to an engagement, as counted in forms."""

from crm.language import gettext as _
from domain.attendance import Headcount
from web import words
from web.form import Entered, Field
from web.visit import Visit

GROUPS = ("professional", "student", "volunteer", "other")


def people(visit: Visit, counted: list[dict[str, object]], *, more: bool = True) -> list[Field]:
    """How many came, by group."""
    labels = words.labels(visit, "group")
    sums = {
        group: sum(int(str(one["people"])) for one in counted if one["group"] == group)
        for group in GROUPS
    }
    return [
        Field(
            f"people_{group}",
            labels[group],
            "number",
            str(sums[group]) if counted else None,
            help=_("How many of each group came") if group == GROUPS[0] else None,
            more=more,
        )
        for group in GROUPS
        if group in labels
    ]


def attendance(typed: Entered) -> tuple[Headcount, ...]:
    """Read how many came; a group of none is left out."""
    counts = [(group, typed.number(f"people_{group}")) for group in GROUPS]
    return tuple(Headcount(people, group) for group, people in counts if people)
