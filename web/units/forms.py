"""The forms of units."""

from uuid import UUID

from crm.language import gettext as _
from crm.language import pgettext
from crm.log import Receipt
from crm.projections.directory.questions import Party
from domain.names import Names
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.profiles.forms import BEGINNING, about, changed_on, party_field, what_was_wrong, withdrawal
from web.visit import Visit


def opening(visit: Visit) -> Form:
    """The form for a new unit."""
    return Form(
        title=_("New unit"),
        fields=[
            *_names(None),
            Field("opened_on", _("Opened"), "day"),
            party_field(visit, "parent", _("Part of"), "unit", more=True),
        ],
        submit=_("Open unit"),
        cancel="/units",
        key="units",
    )


def open_unit(visit: Visit, typed: Entered) -> Receipt:
    """Open a unit."""
    names = names_in(typed)
    opened_on, parent = typed.day("opened_on"), typed.id("parent")
    return visit.crm.open_unit(names, opened_on, parent, origin=visit.origin(typed.command_id))


def _renaming(_visit: Visit, unit: Party) -> Form:
    title = _("%(name)s has a new name")
    return about(unit, title, *_names(unit), changed_on(), submit=_("Rename"))


def _rename(visit: Visit, unit_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.rename_unit(
        unit_id, names_in(typed), typed.past_day("changed_on"), **how(visit, typed)
    )


def _correcting_names(_visit: Visit, unit: Party) -> Form:
    return about(
        unit,
        _("Correct the name of %(name)s"),
        *_names(unit),
        what_was_wrong(),
        submit=_("Correct"),
        lead=_("For a name that was written wrong. History keeps both."),
    )


def _correct_names(visit: Visit, unit_id: UUID, typed: Entered) -> Receipt:
    reason = typed.text("reason")
    return visit.crm.correct_unit_names(unit_id, names_in(typed), reason, **how(visit, typed))


def _closing(_visit: Visit, unit: Party) -> Form:
    return about(
        unit,
        _("Close %(name)s"),
        changed_on(_("Last day")),
        submit=_("Close unit"),
        lead=_("It stays in every figure of the time before."),
    )


def _close(visit: Visit, unit_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.close_unit(unit_id, typed.needed_day("changed_on"), **how(visit, typed))


def _placing(visit: Visit, unit: Party) -> Form:
    parent = party_field(visit, "parent", _("Part of"), "unit", unit.parent_id)
    return about(unit, _("What %(name)s is part of"), parent, changed_on())


def _place(visit: Visit, unit_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    day = typed.past_day("changed_on")
    return visit.crm.place_unit(unit_id, typed.id("parent"), day, origin=origin)


def names_in(typed: Entered) -> Names:
    """Read a name in three languages."""
    return Names.given(typed.text("name"), typed.text("name_sv"), typed.text("name_en"))


def _names(unit: Party | None) -> list[Field]:
    return [
        Field("name", _("Name"), value=unit.name if unit else "", required=True),
        Field("name_sv", _("Name in Swedish"), value=(unit.name_sv if unit else "") or ""),
        Field("name_en", _("Name in English"), value=(unit.name_en if unit else "") or ""),
    ]


ACTS = {
    "name": Act(_renaming, _rename),
    "name-correction": Act(_correcting_names, _correct_names),
    "beginning-correction": BEGINNING,
    "closing": Act(_closing, _close),
    "parent": Act(_placing, _place),
    "withdrawal": withdrawal(lambda visit: visit.crm.withdraw_unit),
}


def acts(unit: Party) -> list[tuple[str, str]]:
    """Return what can be said about a unit, with the addresses."""
    at = f"/units/{unit.id}"
    return [
        (_("Take a new name"), f"{at}/name"),
        (_("Correct the name"), f"{at}/name-correction"),
        (_("Correct the first day"), f"{at}/beginning-correction"),
        (_("Make part of another"), f"{at}/parent"),
        (pgettext("unit", "Close"), f"{at}/closing"),
        (_("Withdraw"), f"{at}/withdrawal"),
    ]
