"""Since when a fact of a profile is so, and who said so, with its event in the history."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from markupsafe import Markup

from crm.language import gettext as _
from crm.language import once_a_language, pgettext
from crm.language.fields import field_name
from crm.log import Entry
from domain.aspects import EndWithdrawn
from domain.beginning import BeginningCorrected
from domain.day import Day
from domain.identifier import BUSINESS_ID
from domain.partner import Description
from web.history.events import said
from web.profiles.history import Recorded, recorded
from web.visit import Visit

Row = tuple[Any, ...]
# How profiles of each type tell of their first and last day.
BEGINNINGS = "opened_on", "founded_on", "joined_on"
ENDS = "closed_on", "dissolved_on", "left_on"
PERIOD = {"starts_on", "ends_on", "until_on"}


def with_sources(visit: Visit, subject_id: UUID, rows: list[Row]) -> list[Row]:
    """Tell beside each fact since when it is so and who said so, where an event said it."""
    if not visit.sees_all:
        return rows
    behind = _behind(visit, subject_id)
    found = {
        row[0]: max(entries, key=lambda entry: entry.position)
        for row in rows
        if (entries := [behind[name] for name in _names(row[0]) if name in behind])
    }
    known = recorded(visit, list(found.values()))
    told = {
        label: _told(visit, entry, one)
        for (label, entry), one in zip(found.items(), known, strict=True)
    }
    return [(row[0], row[1], told.get(row[0]), *row[3:]) for row in rows]


def _told(visit: Visit, entry: Entry, known: Recorded) -> Markup:
    text = _("Recorded %(recorded)s by %(actor)s.") % {"recorded": known.at, "actor": known.by}
    if day := _since(entry):
        text = _("So from %(day)s.") % {"day": visit.written(day.text)} + " " + text
    return Markup('{} <a href="{}">{}</a>').format(text, known.url, _("How this is known"))


def _since(entry: Entry) -> Day | None:
    """Return the day from which an event says that something is so; an activity's days aren't."""
    days = (value for name, value in vars(entry.event).items() if name not in PERIOD)
    return next((value for value in days if isinstance(value, Day)), None)


def _behind(visit: Visit, subject_id: UUID) -> dict[str, Entry]:
    """Return by what each thing is called in events the entry since which it is as it is."""
    last, held = visit.clocks.on, dict[str, list[tuple[Any, Entry]]]()
    for entry in visit.crm.entries_about(subject_id, visit.clocks.known_at):
        values = _values(entry)
        if last and any(_is_later(name, value, last) for name, value in values.items()):
            continue
        for name, value in values.items():
            known = held.setdefault(name, [])
            if "corrects" in values and [value] == [before for before, _ in known[-2:-1]]:
                # What was said meanwhile never was so: it is as it is since it was said first.
                known.pop()
            elif not known or known[-1][0] != value:
                known.append((value, entry))
    return {name: known[-1][1] for name, known in held.items()}


def _is_later(name: str, value: Any, last: Any) -> bool:
    """Say whether a change was from a day after the one that is asked of."""
    changed = isinstance(value, Day) and name.endswith("ed_on")
    return changed and bool(value.first > last)


def _values(entry: Entry) -> dict[str, Any]:
    values = said(entry)
    if "participation" in values:
        return {}
    if isinstance(entry.event, BeginningCorrected):
        values |= dict.fromkeys(BEGINNINGS, entry.event.since_on)
    if isinstance(entry.event, EndWithdrawn):
        values |= dict.fromkeys(ENDS)
    if isinstance(description := values.get("description"), Description):
        values |= asdict(description)
    if "scheme" in values:
        values[values["scheme"]] = values["value"]
    numbers: dict[str, str] = values.get("identifiers", {})
    return {**values, **numbers}


def _names(label: str) -> list[str]:
    """Return what a fact is called in events; a number of others by its scheme."""
    return [name for name, known in LABELS().items() if known == label] or [label]


@once_a_language
def LABELS() -> dict[str, str]:  # noqa: N802 - read as a table
    """Return the label of each thing that events say, as profiles have it."""
    return {
        "kind": _("Kind"),
        "municipality": pgettext("municipality", "Place"),
        "sectors": _("Sectors"),
        "colleague_id": _("Steward"),
        "parent_id": _("Part of"),
        "languages": _("Languages"),
        "web": _("Web address"),
        BUSINESS_ID: field_name(BUSINESS_ID),
        "eu-pic": field_name("eu-pic"),
        "since_on": _("Partner since"),
        "starts_on": _("Days"),
        "ends_on": _("Days"),
        "themes": _("Themes"),
        "goal": _("Goal"),
        "place": _("Place"),
        "remote": _("Place"),
        "language": _("Language"),
        "project_id": _("Project"),
        "network_id": _("Network"),
        "attendance": _("People"),
        "position": _("Position"),
        "unit_id": _("Unit"),
        "joined_on": _("Since"),
        "left_on": _("Until"),
        "purpose": _("Purpose"),
        "founded_on": _("Founded"),
        "dissolved_on": _("Dissolved"),
        "opened_on": _("Opened"),
        "closed_on": _("Closed"),
    }
