"""Units: the list, the profile, and what can be said about one."""

from typing import Any, ClassVar

from litestar import Response

from crm.access import Right
from crm.language import gettext as _
from crm.projections.directory import listing as directory
from crm.projections.directory.questions import Party
from crm.projections.directory.questions import names as names_of
from web.access import needs
from web.acting import Page
from web.listing import PAGE, ListPage, counted, offset
from web.profiles.controller import PartiesController
from web.profiles.profile import happening_filter, profile
from web.profiles.sources import with_sources
from web.profiles.telling import link
from web.profiles.worked import worked_with
from web.subjects import Subject
from web.units import forms
from web.visit import Visit


def units_page(visit: Visit) -> Response[str]:
    """Show the units, closed ones too."""
    wanted = wanted_units(visit)
    rows = directory.parties(visit.crm.database, wanted, limit=PAGE, offset=offset(visit))
    total = counted(visit, wanted, lambda: directory.count(visit.crm.database, wanted))
    page = ListPage(
        visit,
        title=_("Units"),
        search_label=_("Search units"),
        total=total,
        create=(_("New unit"), "/units/new"),
        empty_title=_("No units yet"),
        empty_text=_("Open the units of your own association first."),
    )
    return visit.page("units/index.html", "units", page=page, rows=rows)


def wanted_units(visit: Visit) -> directory.Wanted:
    """Read from the URL which units are asked for."""
    return directory.Wanted(
        type="unit",
        clocks=visit.clocks,
        text=visit.one("q"),
        ended=not visit.past,
        sort=visit.one("sort", "name"),
    )


def unit_page(visit: Visit, unit: Party) -> Response[str]:
    """Show a unit: facts, people, what happened, whom it worked with."""
    return visit.page(
        "units/show.html",
        "units",
        profile=profile(visit, unit),
        facts=with_sources(visit, unit.id, _facts(visit, unit)),
        people=_people(visit, unit),
        acts=forms.acts(unit),
        filters=happening_filter(),
        worked=worked_with(visit, unit),
        at=f"/units/{unit.id}",
    )


def _facts(visit: Visit, unit: Party) -> list[tuple[Any, ...]]:
    parents = names_of(visit.crm.database, [unit.parent_id] if unit.parent_id else [])
    at = f"/units/{unit.id}"
    change = f"{at}/parent" if visit.edits else None
    wrong = f"{at}/beginning-correction" if visit.edits else None
    misspelt = f"{at}/name-correction" if visit.edits else None
    parent = link(visit, parents[unit.parent_id]) if unit.parent_id in parents else "–"
    return [
        (_("Name in Swedish"), unit.name_sv or "–", None, None, misspelt),
        (_("Name in English"), unit.name_en or "–", None, None, misspelt),
        (_("Opened"), visit.written(unit.since) or "–", None, None, wrong),
        (_("Closed"), visit.written(unit.until) or "–"),
        (_("Part of"), parent, None, change),
    ]


def _people(visit: Visit, unit: Party) -> list[directory.PartyRow]:
    wanted = directory.Wanted(type="colleague", clocks=visit.clocks, unit_id=unit.id)
    return directory.parties(visit.crm.database, wanted, limit=PAGE)


class UnitsController(PartiesController):
    """Pages of units."""

    path = "/units"
    opt = needs(Right.UNITS)
    subject: ClassVar[Subject] = Subject(
        type="unit",
        key="units",
        index=units_page,
        creating=forms.opening,
        create=forms.open_unit,
        acts=forms.ACTS,
    )

    def profile(self, visit: Visit, thing: Party) -> Page:
        """Show what is known of one."""
        return unit_page(visit, thing)
