"""How long ago, in words."""

from datetime import date

from crm.language import gettext as _
from crm.language import ngettext

WEEK, MONTH, YEAR = 7, 30, 365


def ago(day: date | None, today: date) -> str:
    """Return 'today', 'yesterday', '3 weeks ago'; empty where there is no day."""
    if not day:
        return ""
    past = (today - day).days
    if past <= 0:
        return _("today")
    if past == 1:
        return _("yesterday")
    if past < 2 * WEEK:
        return ngettext("%d day ago", "%d days ago", past) % past
    if past < 2 * MONTH:
        return ngettext("%d week ago", "%d weeks ago", past // WEEK) % (past // WEEK)
    if past < 2 * YEAR:
        return ngettext("%d month ago", "%d months ago", past // MONTH) % (past // MONTH)
    return ngettext("%d year ago", "%d years ago", past // YEAR) % (past // YEAR)
