"""People: our colleagues, their profiles, and what can be said about one."""

from typing import Any, ClassVar
from uuid import UUID

from litestar import Response

from crm.access import Right
from crm.erasing import check_there
from crm.language import gettext as _
from crm.language import pgettext
from crm.projections.contacts.questions import standing
from crm.projections.directory import listing as directory
from crm.projections.directory.questions import Party
from crm.projections.directory.questions import names as names_of
from web import words
from web.access import needs
from web.acting import Page
from web.listing import PAGE, Filter, ListPage, counted, offset
from web.people import forms
from web.personal_data.controller import PersonalDataController
from web.profiles.controller import PartiesController
from web.profiles.profile import happening_filter, profile
from web.profiles.sources import with_sources
from web.profiles.telling import link
from web.profiles.worked import worked_with
from web.subjects import Subject
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit


def people_page(visit: Visit) -> Response[str]:
    """Show our colleagues, those who left too."""
    wanted, database = wanted_people(visit), visit.crm.database
    rows = directory.parties(database, wanted, limit=PAGE, offset=offset(visit))
    page = ListPage(
        visit,
        title=pgettext("colleagues", "People"),
        search_label=_("Search people"),
        total=counted(visit, wanted, lambda: directory.count(database, wanted)),
        filters=[
            Filter("position", _("Position"), lambda: list(words.positions().items())),
            Filter("unit", _("Unit"), lambda: _units(visit)),
        ],
        create=(_("New colleague"), "/people/new"),
        empty_title=_("Nobody yet"),
        empty_text=_("Add the colleagues who work with partners."),
    )
    units_by_id = names_of(database, {row.unit_id for row in rows if row.unit_id})
    return visit.page(
        "people/index.html",
        "people",
        page=page,
        rows=rows,
        units=units_by_id,
        positions=words.positions(),
    )


def wanted_people(visit: Visit) -> directory.Wanted:
    """Read from the URL which colleagues are asked for; what nobody understands is left out."""
    leave_out_what_means_nothing(visit, ("position", "unit"))
    units = visit.ids("unit")
    return directory.Wanted(
        type="colleague",
        clocks=visit.clocks,
        text=visit.one("q"),
        kinds=visit.many("position"),
        unit_id=units[0] if units else None,
        ended=not visit.past,
        sort=visit.one("sort", "name"),
    )


def person_page(visit: Visit, person: Party) -> Response[str]:
    """Show a colleague: facts, what happened, with whom; of an erased one without a name."""
    found = standing(visit.crm.database, person.id)
    erased = bool(found and found.erased)
    facts = _facts(visit, person, edits=visit.edits and not erased)
    return visit.page(
        "people/show.html",
        "people",
        profile=profile(visit, person),
        facts=with_sources(visit, person.id, facts),
        position=words.positions().get(person.kind or "", ""),
        acts=forms.acts(visit, person, erased=erased),
        erased=erased,
        filters=happening_filter(),
        worked=worked_with(visit, person),
        at=f"/people/{person.id}",
    )


def _units(visit: Visit) -> list[tuple[str, str]]:
    wanted = directory.Wanted(type="unit", clocks=visit.clocks)
    rows = directory.parties(visit.crm.database, wanted)
    return [(str(row.id), row.named(visit.language)) for row in rows]


def _facts(visit: Visit, person: Party, *, edits: bool) -> list[tuple[Any, ...]]:
    units = names_of(visit.crm.database, [person.unit_id] if person.unit_id else [])
    unit = link(visit, units[person.unit_id]) if person.unit_id in units else "–"
    at = f"/people/{person.id}"
    position = words.positions().get(person.kind or "", "–")
    wrong = f"{at}/beginning-correction" if edits else None
    return [
        (_("Position"), position, None, f"{at}/position" if edits else None),
        (_("Unit"), unit, None, f"{at}/unit" if edits else None),
        (_("Since"), visit.written(person.since) or "–", None, None, wrong),
        (_("Until"), visit.written(person.until) or "–"),
    ]


class PeopleController(PersonalDataController, PartiesController):
    """Pages of colleagues."""

    path = "/people"
    opt = needs(Right.PEOPLE)
    subject: ClassVar[Subject] = Subject(
        type="colleague",
        key="people",
        index=people_page,
        creating=forms.welcoming,
        create=forms.welcome,
        acts=forms.ACTS,
    )

    def to_change(self, visit: Visit, subject_id: UUID) -> Party:
        """Return one with the version that a form is filled in on. Raises PersonIsErased.

        Of an erased one who hasn't left, as the ledger erases too, that can still be said.
        """
        person = super().to_change(visit, subject_id)
        if person.until:
            check_there(visit.crm, subject_id)
        return person

    def once_withdrawn(self, visit: Visit, subject_id: UUID) -> list[tuple[str, str]]:
        """Return what is done with the data of one who was recorded in error, if not erased."""
        found = standing(visit.crm.database, subject_id)
        return forms.answers(visit, subject_id) if found and not found.erased else []

    def profile(self, visit: Visit, thing: Party) -> Page:
        """Show what is known of one."""
        return person_page(visit, thing)
