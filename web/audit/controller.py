"""The audit: who did what, and who read what few may read; for administrators."""

from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency

from crm.access import Right
from crm.audit import (
    ENGAGEMENT,
    LOG,
    PERSON,
    READINGS_THEMSELVES,
    SYSTEM,
    Reading,
    Sought,
    SoughtReadings,
    count,
    count_readings,
    done,
    note_reading,
    readings,
)
from crm.clocks import HOME
from crm.language import days
from crm.language import gettext as _
from crm.signing_in.holders import holders, names_of
from web import words
from web.access import ACTS, needs
from web.acting import Page
from web.listing import PAGE, ListPage, offset
from web.profiles.history import history_lines
from web.profiles.naming import called
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit, as_id

NOBODY = UUID(int=2**128 - 1)
FILTERS, FILTERS_OF_READINGS = ("actor", "kind", "from", "to"), ("who", "what", "from", "to")


class AuditController(Controller):
    """Pages of the audit; whoever reads them is written down."""

    path = "/audit"
    opt = needs(Right.AUDIT) | ACTS

    @get(sync_to_thread=True)
    def done(self, visit: NamedDependency[Visit]) -> Page:
        """Who did what."""
        leave_out_what_means_nothing(visit, ())
        crm, sought = visit.crm, _sought(visit)
        asked = _asked(visit, FILTERS)
        note_reading(crm.database, visit.viewer.account_id, LOG, _in_a_line(asked))
        page = ListPage(visit, _("Audit"), "", count(crm.database, sought))
        return visit.page(
            "audit/done.html",
            "audit",
            page=page,
            lines=history_lines(visit, done(crm, sought, limit=PAGE, offset=offset(visit))),
            people=_people(visit),
            kinds=[("account", _("Account")), *words.types().items()],
            asked=asked,
        )

    @get("/readings", sync_to_thread=True)
    def read(self, visit: NamedDependency[Visit]) -> Page:
        """Who read what few may read."""
        leave_out_what_means_nothing(visit, ())
        database, sought = visit.crm.database, _sought_readings(visit)
        asked = _asked(visit, FILTERS_OF_READINGS)
        who = visit.viewer.account_id
        note_reading(database, who, READINGS_THEMSELVES, _in_a_line(asked))
        found = readings(database, sought, limit=PAGE, offset=offset(visit))
        return visit.page(
            "audit/readings.html",
            "audit",
            page=ListPage(visit, _("Audit"), "", count_readings(database, sought)),
            lines=_lines(visit, found),
            people=[
                (str(SYSTEM), _("the command line")),
                *((str(one.account_id), one.name) for one in holders(database)),
            ],
            whats=[*_whats().items()],
            asked=asked,
        )


def _asked(visit: Visit, filters: tuple[str, ...]) -> dict[str, str]:
    return {name: visit.one(name) for name in filters if visit.one(name)}


def _in_a_line(asked: dict[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in asked.items())


def _sought(visit: Visit) -> Sought:
    kind = visit.one("kind")
    return Sought(
        actor=visit.one("actor") or None,
        kind=kind if kind.isidentifier() else None,
        from_on=visit.day("from"),
        until_on=visit.day("to"),
    )


def _sought_readings(visit: Visit) -> SoughtReadings:
    """Read the filters; an account that is none has read nothing."""
    return SoughtReadings(
        account_id=(as_id(visit.one("who")) or NOBODY) if visit.one("who") else None,
        what=visit.one("what") or None,
        from_on=visit.day("from"),
        until_on=visit.day("to"),
    )


def _lines(visit: Visit, found: list[Reading]) -> list[tuple[str, str, str, str]]:
    """Tell readings, as (when, who, what, what was asked for)."""
    names = names_of(visit.crm.database, [one.account_id for one in found])
    names[SYSTEM] = _("the command line")
    about = called(visit, filter(None, (as_id(one.about) for one in found)))
    return [
        (
            _when(visit, one),
            names.get(one.account_id, ""),
            _whats()[one.what],
            about.get(as_id(one.about) or NOBODY, one.about),
        )
        for one in found
    ]


def _people(visit: Visit) -> list[tuple[str, str]]:
    """Return everybody who may have given commands, as (actor, name)."""
    found = holders(visit.crm.database)
    return [(str(one.colleague_id or one.account_id), one.name) for one in found]


def _whats() -> dict[str, str]:
    return {
        LOG: _("the audit of the log"),
        READINGS_THEMSELVES: _("the audit of readings"),
        ENGAGEMENT: _("a sensitive engagement"),
        PERSON: _("everything held of a person"),
    }


def _when(visit: Visit, one: Reading) -> str:
    local = one.at.astimezone(HOME)
    return f"{days.date_written(local.date(), visit.language)} {local:%H:%M}"
