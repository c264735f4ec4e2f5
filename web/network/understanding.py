"""The filters of the URL that mean nothing: told in a sentence, and left out of the question."""

from collections.abc import Callable

from crm.language import gettext as _
from crm.language import pgettext
from crm.language.sentences import sentence
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from domain.day import Day, UnreadableDay, check_order
from domain.refusal import Refusal
from web import words
from web.visit import Visit, as_id

DAYS = ("from", "to")


def leave_out_what_means_nothing(visit: Visit) -> None:
    """Take the filters that nobody understands out of the visit, and tell them in its faults."""
    for name, is_known in KNOWN.items():
        for value in visit.many(name):
            if not is_known(visit, value):
                visit.leave_out(name, value, _unknown(name, value))
    for name in DAYS:
        if visit.one(name) and not visit.day(name):
            told = sentence(UnreadableDay(visit.one(name)))
            visit.leave_out(name, visit.one(name), _left_out(told))
    if refusal := _out_of_order(visit):
        for name in DAYS:
            visit.leave_out(name, visit.one(name), _left_out(sentence(refusal)))


def _out_of_order(visit: Visit) -> Refusal | None:
    first, last = (Day.of(found) if (found := visit.day(name)) else None for name in DAYS)
    try:
        check_order(first, last)
    except Refusal as refusal:
        return refusal
    return None


def _unknown(name: str, value: str) -> str:
    said = _("The filter %(filter)s doesn't know “%(value)s”. Choose from the list instead.")
    return _left_out(said % {"filter": labels()[name], "value": value})


def _left_out(told: str) -> str:
    return " ".join((told, _("It is left out here.")))


def labels() -> dict[str, str]:
    """Return what the filters are called."""
    return {
        "theme": _("Theme"),
        "kind": _("Kind"),
        "sector": _("Sector"),
        "form": _("Form"),
        "role": _("Role"),
        "unit": _("Unit"),
        "project": _("Project"),
        "from": pgettext("day", "From"),
        "to": pgettext("day", "To"),
    }


def _term(vocabulary: str) -> Callable[[Visit, str], bool]:
    return lambda visit, value: value in words.labels(visit, vocabulary)


def _is_unit(visit: Visit, value: str) -> bool:
    chosen = as_id(value)
    known = directory.names(visit.crm.database, [chosen] if chosen else [])
    return any(one.type == "unit" for one in known.values())


def _is_project(visit: Visit, value: str) -> bool:
    chosen = as_id(value)
    known = participation.titles(visit.crm.database, [chosen] if chosen else [])
    return any(one.type == "project" for one in known)


KNOWN: dict[str, Callable[[Visit, str], bool]] = {
    "theme": _term("theme"),
    "kind": _term("kind"),
    "sector": _term("sector"),
    "role": _term("role"),
    "form": lambda _visit, value: value in words.forms(),
    "unit": _is_unit,
    "project": _is_project,
}
