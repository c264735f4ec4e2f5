"""One participation: left, took another role, was written wrong, never was."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from crm.language import gettext as _
from crm.language import pgettext
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.participation import profile
from crm.projections.participation.profile import TakingPart
from domain.activity import Days, check_days
from domain.day import Day
from domain.participation import NotTakingPart
from web import words
from web.access import needs_of_activity
from web.acting import Answer, Page, how
from web.activities.forms import days_of
from web.checking import in_order
from web.form import Entered, Field, Form, Rule, show, take
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Place:
    """A participation with the activity it is in."""

    activity_id: UUID
    title: str
    path: str
    version: int
    name: str
    one: TakingPart
    days: Days

    @property
    def at(self) -> str:
        """The address of the activity."""
        return f"{self.path}/{self.activity_id}"


class TakingPartController(Controller):
    """Forms about one participation."""

    path = "/taking-part/{activity_id:uuid}/{number:int}/{act:str}"
    opt = needs_of_activity()

    @get(sync_to_thread=True)
    def acting(
        self,
        visit: NamedDependency[Visit],
        activity_id: FromPath[UUID],
        number: FromPath[int],
        act: FromPath[str],
    ) -> Page:
        """The form."""
        return show(visit, _form(visit, _read(visit, activity_id, number), act))

    @post(sync_to_thread=True)
    def act(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        activity_id: FromPath[UUID],
        number: FromPath[int],
        act: FromPath[str],
    ) -> Answer:
        """Say it."""
        place = _read(visit, activity_id, number)
        return take(
            visit,
            entered,
            lambda: _form(visit, _read(visit, activity_id, number), act),
            lambda typed: _command(visit, place, act, typed),
            lambda _receipt: place.at,
        )


def _read(visit: Visit, activity_id: UUID, number: int) -> Place:
    database = visit.crm.database
    activity = profile.activity(database, activity_id, visit.clocks)
    found = profile.taking_part(database, activity_id, visit.clocks)
    one = next((one for one in found if one.number == number), None)
    if not activity or not one:
        raise NotTakingPart
    name = directory.names(database, [one.party])[one.party].named(visit.language)
    version = visit.crm.version_of(activity_id)
    path, days = words.PATHS[activity.type], days_of(activity)
    return Place(activity_id, activity.title, path, version, name, one, days)


def _form(visit: Visit, place: Place, act: str) -> Form:
    if act not in TITLES():
        raise NotFoundException
    title, lead = TITLES()[act]
    told = {"name": place.name, "title": place.title}
    return Form(
        title=title % told,
        lead=lead,
        fields=_fields(visit, place.one, act),
        submit=_("Save"),
        cancel=place.at,
        key=place.path.lstrip("/"),
        version=place.version,
        rules=_rules(place, act),
    )


def _rules(place: Place, act: str) -> list[Rule]:
    """Return which days of a party its activity covers, and in which order they come."""
    from_day, until_day = (
        Day(day) if day else None for day in (place.one.from_day, place.one.until_day)
    )

    def left(typed: Entered) -> None:
        check_days((from_day, typed.day("until_on")), place.days)

    def changed(typed: Entered) -> None:
        check_days((from_day, typed.day("changed_on")), place.days)
        check_days((typed.day("changed_on"), until_day), place.days)

    def corrected(typed: Entered) -> None:
        check_days((typed.day("from_on"), typed.day("until_on")), place.days)

    rules: dict[str, list[Rule]] = {
        "leaving": [("until_on", left)],
        "role": [("changed_on", changed)],
        "correction": [in_order("from_on", "until_on"), ("from_on", corrected)],
    }
    return rules.get(act, [])


def _fields(visit: Visit, one: TakingPart, act: str) -> list[Field]:
    (now,), options = words.chosen(visit, "role", [one.role])
    role = Field("role", _("Role"), "choice", now, required=True, options=options)
    reason = Field("reason", _("Reason"), required=True)
    return {
        "leaving": [Field("until_on", _("Last day"), "day", required=True), reason],
        "role": [role, Field("changed_on", _("From which day"), "day", required=True)],
        "correction": [
            role,
            Field("from_on", pgettext("day", "From"), "day", visit.written(one.from_day)),
            Field("until_on", _("Until"), "day", visit.written(one.until_day)),
            reason,
        ],
        "withdrawal": [reason],
    }[act]


def _command(visit: Visit, place: Place, act: str, typed: Entered) -> Receipt:
    crm, where = visit.crm, (place.activity_id, place.one.number)
    reason = typed.text("reason")
    if act == "leaving":
        return crm.leave_activity(*where, typed.needed_day("until_on"), reason, **how(visit, typed))
    if act == "role":
        day = typed.needed_day("changed_on")
        return crm.change_role(*where, typed.text("role"), day, **how(visit, typed))
    if act == "correction":
        days = typed.day("from_on"), typed.day("until_on")
        role = typed.text("role")
        return crm.correct_participation(*where, role, *days, reason, **how(visit, typed))
    return crm.withdraw_participation(*where, reason, **how(visit, typed))


def TITLES() -> dict[str, tuple[str, str]]:  # noqa: N802 - read as a table
    """Return the headings of the forms, each with a line of help."""
    return {
        "leaving": (_("%(name)s left %(title)s"), _("It changed: until then it took part.")),
        "role": (_("%(name)s took another role in %(title)s"), ""),
        "correction": (
            _("Correct how %(name)s takes part in %(title)s"),
            _("It was wrong: this is how it was all along. History keeps both."),
        ),
        "withdrawal": (
            _("%(name)s never took part in %(title)s"),
            _("For what was recorded in error. History keeps it."),
        ),
    }
