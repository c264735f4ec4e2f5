"""The tabs of a profile: the same on each of its pages, so that nobody goes back for another."""

from uuid import UUID

from crm.language import gettext as _
from web import words
from web.visit import Visit

# What a tab is called, its address, whether it is the page itself, and what it counts.
Tab = tuple[str, str, bool, int | None]
WORK_TOGETHER = ("partner", "unit", "colleague")


def tabs_of(
    visit: Visit, kind: str, subject_id: UUID, current: str, others: int | None = None
) -> list[Tab]:
    """Return the tabs of a page about somebody or something; `others` is with whom it worked."""
    at = f"{words.PATHS[kind]}/{subject_id}"
    tabs: list[tuple[str, str, str, int | None]] = [("profile", _("Profile"), visit.url(at), None)]
    if kind in WORK_TOGETHER:
        with_whom = visit.so_far_url(f"{at}/partners")
        around = visit.so_far_url("/network/map", focus=subject_id)
        tabs += [("ties", _("Worked with"), with_whom, others), ("map", _("Map"), around, None)]
    if visit.sees_all:
        tabs.append(("history", _("History"), visit.url(f"{at}/history"), None))
    return [(label, url, name == current, count) for name, label, url, count in tabs]
