"""The forms of colleagues."""

from uuid import UUID

from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from domain.colleague import Position
from domain.refusal import Missing
from web import words
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.visit import Visit


def welcoming(_visit: Visit) -> Form:
    """The form for a new colleague."""
    return Form(
        title=_("New colleague"),
        fields=[
            Field("name", _("Name"), required=True),
            Field(
                "position",
                _("Position"),
                "choice",
                "expert",
                required=True,
                options=list(words.positions().items()),
            ),
            _unit([]),
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
        _position(typed),
        typed.id("unit"),
        typed.day("since_on"),
        origin=visit.origin(typed.command_id),
    )


def _assigning(visit: Visit, person: Party) -> Form:
    unit = directory.names(visit.crm.database, [person.unit_id] if person.unit_id else [])
    return Form(
        title=_("The unit of %(name)s") % {"name": person.name},
        fields=[
            _unit([(str(one.id), one.name) for one in unit.values()]),
            Field("changed_on", _("From which day"), "day", required=True),
        ],
        submit=_("Save"),
        cancel=_at(person),
        key="people",
    )


def _assign(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    day = typed.needed_day("changed_on")
    return visit.crm.assign_colleague(person_id, typed.id("unit"), day, origin=origin)


def _positioning(_visit: Visit, person: Party) -> Form:
    return Form(
        title=_("The position of %(name)s") % {"name": person.name},
        fields=[
            Field(
                "position",
                _("Position"),
                "choice",
                person.kind,
                required=True,
                options=list(words.positions().items()),
            ),
            Field("changed_on", _("From which day"), "day", required=True),
        ],
        submit=_("Save"),
        cancel=_at(person),
        key="people",
    )


def _give_position(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    day = typed.needed_day("changed_on")
    return visit.crm.give_position(person_id, _position(typed), day, origin=origin)


def _correcting_name(_visit: Visit, person: Party) -> Form:
    return Form(
        title=_("Correct the name of %(name)s") % {"name": person.name},
        lead=_("For a name that was written wrong. History keeps both."),
        fields=[
            Field("name", _("Name"), value=person.name, required=True),
            Field("reason", _("What was wrong"), required=True),
        ],
        submit=_("Correct"),
        cancel=_at(person),
        key="people",
        version=person.version,
    )


def _correct_name(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_colleague_name(
        person_id, typed.text("name"), typed.text("reason"), **how(visit, typed)
    )


def _leaving(_visit: Visit, person: Party) -> Form:
    return Form(
        title=_("%(name)s leaves") % {"name": person.name},
        lead=_("What was done together stays."),
        fields=[Field("changed_on", _("Last day"), "day", required=True)],
        submit=_("Save"),
        cancel=_at(person),
        key="people",
        version=person.version,
    )


def _leave(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    day = typed.needed_day("changed_on")
    return visit.crm.see_colleague_off(person_id, day, **how(visit, typed))


def _unit(value: list[tuple[str, str]]) -> Field:
    return Field(
        "unit", _("Unit"), "party", value, types="unit", check_url="/search/parties?types=unit"
    )


def _position(typed: Entered) -> Position:
    try:
        return Position(typed.text("position"))
    except ValueError:
        raise Missing("position") from None


def _at(person: Party) -> str:
    return f"/people/{person.id}"


ACTS = {
    "unit": Act(_assigning, _assign),
    "position": Act(_positioning, _give_position),
    "name-correction": Act(_correcting_name, _correct_name),
    "leaving": Act(_leaving, _leave),
}


def acts(person: Party) -> list[tuple[str, str]]:
    """Return what can be said about a colleague, with the addresses."""
    at = _at(person)
    return [
        (_("Move to another unit"), f"{at}/unit"),
        (_("Give another position"), f"{at}/position"),
        (_("Correct the name"), f"{at}/name-correction"),
        (_("Leaves us"), f"{at}/leaving"),
    ]
