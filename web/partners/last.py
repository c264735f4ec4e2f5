"""When something was done together last: what partners are sorted by, and who has gone quiet."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from crm.network.arrays import Kept
from crm.projections.directory import listing as directory
from crm.projections.directory.listing import PartyRow, Wanted
from crm.projections.participation import recent
from web.listing import PAGE, offset
from web.visit import Visit

SORTS = ("last", "-last")
# By months, as addresses say it: a view that is kept means the same span whenever it is opened.
SPANS = {"3": 91, "6": 182, "12": 365, "24": 730}
# Of thirty thousand partners the days take 5 MB, an order of them 3: few are kept.
LAST_DAYS, ORDERED = Kept(1), Kept(2)


def by_last(visit: Visit, wanted: Wanted) -> tuple[list[PartyRow], int]:
    """Return a page of partners by that day, and how many there are; those without come last."""
    database = visit.crm.database
    key = database.identity, visit.position, visit.today, wanted
    ids = ORDERED.once(key, lambda: _in_order(visit, wanted))
    shown = ids[offset(visit) :][:PAGE]
    found = directory.parties(database, replace(wanted, ids=tuple(shown)), limit=PAGE)
    rows = {row.id: row for row in found}
    return [rows[one] for one in shown if one in rows], len(ids)


def _in_order(visit: Visit, wanted: Wanted) -> list[UUID]:
    ids, last = directory.all_ids(visit.crm.database, wanted), last_days(visit)
    met = [one for one in ids if one in last]
    met.sort(key=last.__getitem__, reverse=wanted.sort.startswith("-"))
    return [*met, *(one for one in ids if one not in last)]


def quiet(visit: Visit) -> list[UUID] | None:
    """Return who did nothing for as long as the URL asks; None where it doesn't ask."""
    since = [day for day in (visit.day("quiet_since"), _since(visit)) if day]
    if not since:
        return None
    return [party for party, last_on in last_days(visit).items() if last_on < min(since)]


def last_days(visit: Visit) -> dict[UUID, date]:
    """Return by party the day that it took part last; gathered anew only after something new."""
    database, until_on = visit.crm.database, visit.clocks.last or visit.today
    key = database.identity, visit.position, until_on, visit.clocks.known_at
    return LAST_DAYS.once(key, lambda: recent.last_days(database, until_on, visit.clocks))


def _since(visit: Visit) -> date | None:
    asked = [SPANS[months] for months in visit.many("quiet") if months in SPANS]
    return (visit.clocks.last or visit.today) - timedelta(min(asked)) if asked else None
