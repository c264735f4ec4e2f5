"""Which entries of the log the viewer is told of at all, wherever entries are told."""

from collections.abc import Sequence
from uuid import UUID

from crm.access import Right
from crm.log import Entry
from domain.contact import Contact
from web.restricting import restricted
from web.visit import Visit

CONSENTS = (Contact.ConsentRecorded, Contact.ConsentWithdrawn)


def told_at_all(visit: Visit, entries: Sequence[Entry]) -> list[Entry]:
    """Leave out what the viewer isn't to know of contacts, not even that there is something.

    That is on which ground their data are held, as on their profile, and that they came to what
    is restricted. The entries of accounts are for administrators.
    """
    came = restricted(visit, [one for entry in entries if (one := came_to(entry))])
    return [
        entry
        for entry in entries
        if came_to(entry) not in came
        and (visit.viewer.may(Right.CONTACTS) or not isinstance(entry.event, CONSENTS))
        and (visit.viewer.may(Right.ACCOUNTS) or not entry.topic.startswith("crm.account."))
    ]


def came_to(entry: Entry) -> UUID | None:
    """Return the engagement to which an entry says that a contact came, or never came."""
    is_of_that = isinstance(entry.event, Contact.TookPart | Contact.NeverTookPart)
    return entry.event.engagement_id if is_of_that else None
