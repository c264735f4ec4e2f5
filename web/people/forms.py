"""The forms of colleagues."""

from uuid import UUID

from crm.access import Right
from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.directory.questions import Party
from domain.colleague import Position
from domain.refusal import Missing
from web import words
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.personal_data.forms import acts as answering
from web.profiles.forms import (
    BEGINNING,
    about,
    changed_on,
    correcting_name,
    party_field,
    withdrawal,
)
from web.visit import Visit


def welcoming(visit: Visit) -> Form:
    """The form for a new colleague."""
    return Form(
        title=_("New colleague"),
        fields=[
            Field("name", _("Name"), required=True),
            _position("expert"),
            party_field(visit, "unit", _("Unit"), "unit"),
            Field("since_on", _("Since"), "day"),
        ],
        submit=_("Add colleague"),
        cancel="/people",
        key="people",
    )


def welcome(visit: Visit, typed: Entered) -> Receipt:
    """Welcome a colleague."""
    return visit.crm.welcome_colleague(
        typed.text("name"),
        _position_in(typed),
        typed.id("unit"),
        typed.day("since_on"),
        origin=visit.origin(typed.command_id),
    )


def _assigning(visit: Visit, person: Party) -> Form:
    unit = party_field(visit, "unit", _("Unit"), "unit", person.unit_id)
    return about(person, _("The unit of %(name)s"), unit, changed_on())


def _assign(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    day = typed.past_day("changed_on")
    return visit.crm.assign_colleague(person_id, typed.id("unit"), day, origin=origin)


def _positioning(_visit: Visit, person: Party) -> Form:
    position = _position(person.kind or "")
    return about(person, _("The position of %(name)s"), position, changed_on())


def _give_position(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    day = typed.past_day("changed_on")
    return visit.crm.give_position(person_id, _position_in(typed), day, origin=origin)


def _correct_name(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_colleague_name(
        person_id, typed.text("name"), typed.text("reason"), **how(visit, typed)
    )


def _leaving(_visit: Visit, person: Party) -> Form:
    lead = _("What was done together stays.")
    return about(person, _("%(name)s leaves"), changed_on(_("Last day")), lead=lead)


def _leave(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    day = typed.needed_day("changed_on")
    return visit.crm.see_colleague_off(person_id, day, **how(visit, typed))


def _position(chosen: str) -> Field:
    options = list(words.positions().items())
    return Field("position", _("Position"), "choice", chosen, required=True, options=options)


def _position_in(typed: Entered) -> Position:
    try:
        return Position(typed.text("position"))
    except ValueError:
        raise Missing("position") from None


ACTS = {
    "unit": Act(_assigning, _assign),
    "position": Act(_positioning, _give_position),
    "name-correction": Act(correcting_name, _correct_name),
    "beginning-correction": BEGINNING,
    "leaving": Act(_leaving, _leave),
    "withdrawal": withdrawal(lambda visit: visit.crm.withdraw_colleague),
}


def acts(visit: Visit, person: Party, *, erased: bool) -> list[tuple[str, str]]:
    """Return what can be said about a colleague, with the addresses."""
    at = f"/people/{person.id}"
    if erased:
        return [] if person.until else [(_("Leaves us"), f"{at}/leaving")]
    data = answers(visit, person.id)
    return [
        (_("Move to another unit"), f"{at}/unit"),
        (_("Give another position"), f"{at}/position"),
        (_("Correct the name"), f"{at}/name-correction"),
        (_("Correct the first day"), f"{at}/beginning-correction"),
        (_("Leaves us"), f"{at}/leaving"),
        (_("Withdraw"), f"{at}/withdrawal"),
        *(data if person.until else data[:1]),
    ]


def answers(visit: Visit, person_id: UUID) -> list[tuple[str, str]]:
    """Return what the viewer may do with a colleague's data, with the addresses."""
    return answering(f"/people/{person_id}") if visit.may(Right.PERSONAL_DATA) else []
