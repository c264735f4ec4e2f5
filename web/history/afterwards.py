"""What will be so once an event is undone, as a sentence."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from crm.language import gettext as _
from crm.language.fields import field_name
from domain.activity import PART, ROLE
from domain.aspects import END
from domain.beginning import BEGINNING
from domain.delivery import ATTENDANCE
from domain.identified import NUMBER
from domain.names import Names
from domain.network import MEMBER
from domain.participation import Participation
from domain.progress import STATE
from domain.undoing import ALL, Undoable, Undoing
from web import words
from web.history.events import labels, told
from web.profiles.naming import called
from web.visit import Visit


def afterwards(visit: Visit, thing: Undoable, undoing: Undoing) -> str:
    """Say what will be so of something once a fact about it is undone."""
    return TELL[undoing.about](visit, thing, undoing)


def _nothing(visit: Visit, thing: Any, _undoing: Undoing) -> str:
    return _(
        "“%(name)s” will be withdrawn as recorded in error: it stands in no list and counts in no "
        "figure any more."
    ) % {"name": called(visit, [thing.id])[thing.id]}


def _name(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    return _("The name will be “%(name)s” again.") % {"name": undoing.again}


def _names(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    again: Names = undoing.again
    names = " / ".join(filter(None, (again.fi, again.sv, again.en)))
    return _("The name will be “%(name)s” again.") % {"name": names}


def _goal(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    goal, themes = undoing.again
    labels = words.own_labels(visit, "theme")
    what = "; ".join(filter(None, (goal, ", ".join(labels.get(one, one) for one in themes))))
    return _("The goal and themes will be as before: “%(what)s”.") % {"what": what or "–"}


def _purpose(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    return _("The purpose will be “%(purpose)s” again.") % {"purpose": undoing.again or "–"}


def _state(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    state = words.states()[undoing.again.value]
    return _("The state will be “%(state)s” again.") % {"state": state}


def _unit(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    if not undoing.again:
        return _("They will belong to no unit, as before.")
    return _("They will work in “%(unit)s” as before.") % {"unit": _one(visit, undoing.again)}


def _position(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    position = words.positions()[undoing.again.value]
    return _("The position will be “%(position)s” again.") % {"position": position}


def _member(visit: Visit, thing: Any, undoing: Undoing) -> str:
    who = {"party": _one(visit, undoing.of), "network": thing.name}
    if undoing.again:
        return _("%(party)s will be a member of “%(network)s” as if they had never left.") % who
    return _("%(party)s will never have become a member of “%(network)s”.") % who


def _end(visit: Visit, thing: Any, _undoing: Undoing) -> str:
    name = _one(visit, thing.id)
    return _("“%(name)s” will go on, as if there had been no end.") % {"name": name}


def _beginning(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    if not undoing.again:
        return _("The first day will be unknown again.")
    return _("The first day will be %(day)s again.") % {"day": visit.written(undoing.again.text)}


def _title(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    return _("The title will be “%(title)s” again.") % {"title": undoing.again}


def _stage(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    stage = words.stages()[undoing.again.value]
    return _("The stage of the relationship will be “%(stage)s” again.") % {"stage": stage}


def _parent(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    if not undoing.again:
        return _("It will stand on its own again.")
    return _("It will be part of “%(name)s” again.") % {"name": _one(visit, undoing.again)}


def _steward(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    if not undoing.again:
        return _("Nobody will look after it, as before.")
    return _("%(name)s will look after it again.") % {"name": _one(visit, undoing.again)}


def _number(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    scheme = field_name(undoing.of)
    if not undoing.again:
        return _("%(field)s will be empty again.") % {"field": scheme}
    return _("%(field)s will be “%(value)s” again.") % {"field": scheme, "value": undoing.again}


def _days(visit: Visit, _thing: Any, undoing: Undoing) -> str:
    return _("The days will be %(days)s again.") % {"days": _span(visit, *undoing.again)}


def _description(visit: Visit, thing: Any, undoing: Undoing) -> str:
    """Tell what will be otherwise than it is now."""
    now = asdict(thing.outline if hasattr(thing, "outline") else thing.description)
    again = {name: value for name, value in asdict(undoing.again).items() if value != now[name]}
    names = called(visit, [value for value in again.values() if isinstance(value, UUID)])
    what = "; ".join(
        f"{labels().get(name, field_name(name))}: {told(visit, names, name, value) or '–'}"
        for name, value in again.items()
    )
    return _("The description will be as before: %(what)s.") % {"what": what}


def _attendance(_visit: Visit, _thing: Any, undoing: Undoing) -> str:
    people = sum(count.people for count in undoing.again)
    return _("The number of people who came will be %(people)d again.") % {"people": people}


def _part(visit: Visit, thing: Any, undoing: Undoing) -> str:
    number = undoing.of[0] if undoing.about == ROLE else undoing.of
    party = thing.participations.of(number).party_id
    who = {"party": _one(visit, party), "activity": thing.title}
    again: Participation | None = undoing.again
    if not again:
        return _("%(party)s will no longer take part in “%(activity)s”.") % who
    role = words.own_labels(visit, "role").get(again.role, again.role)
    span = _span(visit, again.from_on, again.until_on) if again.from_on or again.until_on else ""
    how = ", ".join(filter(None, (role, span)))
    return _("%(party)s will take part in “%(activity)s” as before: %(how)s.") % {**who, "how": how}


def _one(visit: Visit, one: UUID) -> str:
    return called(visit, [one]).get(one, str(one))


def _span(visit: Visit, starts_on: Any, ends_on: Any) -> str:
    starts, ends = (visit.written(day.text) if day else "…" for day in (starts_on, ends_on))
    return starts if starts == ends else f"{starts} – {ends}"


TELL: dict[str, Callable[[Visit, Any, Undoing], str]] = {
    ALL: _nothing,
    "name": _name,
    "names": _names,
    "title": _title,
    "goal": _goal,
    "purpose": _purpose,
    BEGINNING: _beginning,
    STATE: _state,
    "unit": _unit,
    "position": _position,
    MEMBER: _member,
    END: _end,
    "stage": _stage,
    "parent": _parent,
    "steward": _steward,
    NUMBER: _number,
    "days": _days,
    "description": _description,
    ATTENDANCE: _attendance,
    PART: _part,
    ROLE: _part,
}
