"""The filters of the URL that mean nothing: told in a sentence, and left out of the question."""

from collections.abc import Callable, Iterable
from datetime import date

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


def leave_out_what_means_nothing(visit: Visit, filters: Iterable[str]) -> None:
    """Take what nobody understands of some filters, and of days, out of the visit; tell it.

    Terms that were merged into others are asked for by what they mean.
    """
    for name in filters:
        for value in visit.many(name):
            if not KNOWN[name](visit, value):
                visit.leave_out(name, value, unknown(labels()[name], value))
        if name in words.FILTERS and name in visit.query:
            # An address of before a merge leads to the rows of what the term means now.
            visit.query |= words.as_meant(visit, {name: visit.query[name]})
    for name in DAYS:
        if visit.one(name) and not visit.day(name):
            told = sentence(UnreadableDay(visit.one(name)))
            visit.leave_out(name, visit.one(name), _left_out(told))
    if refusal := _out_of_order(visit):
        for name in DAYS:
            visit.leave_out(name, visit.one(name), _left_out(sentence(refusal)))


def leave_out_start_after(visit: Visit, until_on: date) -> None:
    """Take a first day that comes after the last, which the URL needn't say, out of the visit."""
    if refusal := _out_of_order(visit, until_on):
        visit.leave_out("from", visit.one("from"), _left_out(sentence(refusal)))


def _out_of_order(visit: Visit, until_on: date | None = None) -> Refusal | None:
    last_on = until_on or visit.day("to")
    first, last = (Day.of(found) if found else None for found in (visit.day("from"), last_on))
    try:
        check_order(first, last)
    except Refusal as refusal:
        return refusal
    return None


def unknown(label: str, value: str) -> str:
    """Say that a filter by its label doesn't know a value, and what becomes of it."""
    said = _("The filter %(filter)s doesn't know “%(value)s”. Choose from the list instead.")
    return _left_out(said % {"filter": label, "value": value})


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
        "network": _("Network"),
        "partner": _("Partner"),
        "party": _("With"),
        "with": _("With"),
        "stage": _("Stage"),
        "state": _("State"),
        "steward": _("Steward"),
        "position": _("Position"),
        "quiet": _("Quiet for"),
        "stayed": _("Taking part"),
        "from": pgettext("day", "From"),
        "to": pgettext("day", "To"),
    }


def _term(vocabulary: str) -> Callable[[Visit, str], bool]:
    return lambda visit, value: value in words.labels(visit, vocabulary)


def _party(*types: str) -> Callable[[Visit, str], bool]:
    def is_known(visit: Visit, value: str) -> bool:
        chosen = as_id(value)
        known = directory.names(visit.crm.database, [chosen] if chosen else [])
        return any(one.type in types for one in known.values())

    return is_known


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
    "stage": lambda _visit, value: value in words.stages(),
    "state": lambda _visit, value: value in words.states(),
    "position": lambda _visit, value: value in words.positions(),
    "quiet": lambda _visit, value: value in words.quiet_spans(),
    "stayed": lambda _visit, value: value == "1",
    "unit": _party("unit"),
    "partner": _party("partner"),
    "network": _party("network"),
    "steward": _party("colleague"),
    "party": _party("partner", "unit", "colleague"),
    "with": _party("partner", "unit", "colleague"),
    "project": _is_project,
}
