"""What the log says about who took part in what, read event by event in plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from crm.log import Entry
from domain.activity import Joined, Left, ParticipationWithdrawn, RoleChanged
from domain.day import Day
from domain.engagement import Engagement
from domain.partner import Description, Partner
from domain.project import Project
from domain.unit import Unit

EVER, NEVER = date.min, date.max


@dataclass(frozen=True)
class Part:
    """That a party took part, in a role, from a date to another, both included."""

    party: UUID
    role: str
    first: date
    last: date
    left: bool = False


@dataclass
class Happened:
    """A project or an engagement, and who took part in it by number."""

    id: UUID
    form: str
    themes: tuple[str, ...]
    first: date
    last: date
    project_id: UUID | None = None
    cancelled: bool = False
    parts: dict[int, list[Part]] = field(default_factory=dict)


@dataclass
class Facts:
    """What was known at some position of the log."""

    activities: dict[UUID, Happened] = field(default_factory=dict)
    partners: dict[UUID, Description] = field(default_factory=dict)
    units: set[UUID] = field(default_factory=set)


def facts(entries: Iterable[Entry]) -> Facts:
    """Read entries in order."""
    found = Facts()
    for entry in entries:
        event = entry.event
        if isinstance(event, Partner.Created):
            found.partners[event.originator_id] = event.description
        elif isinstance(event, Unit.Created):
            found.units.add(event.originator_id)
        elif isinstance(event, Project.Created | Engagement.Created):
            found.activities[event.originator_id] = _happened(event)
        elif isinstance(event, Project.Withdrawn | Engagement.Withdrawn):
            del found.activities[event.originator_id]
        elif activity := found.activities.get(event.originator_id):
            _take(activity, event)
    return found


def _happened(event: Any) -> Happened:
    form = event.form.value if isinstance(event, Engagement.Created) else "project"
    first, last = _span(event.starts_on, event.ends_on)
    project = getattr(event, "project_id", None)
    return Happened(event.originator_id, form, event.themes, first, last, project)


def _take(activity: Happened, event: Any) -> None:
    if isinstance(event, Project.Cancelled | Engagement.Cancelled):
        activity.cancelled = True
    elif isinstance(event, ParticipationWithdrawn):
        del activity.parts[event.participation]
    elif isinstance(event, RoleChanged):
        assert event.from_on
        days = _before(event.former_from_on, event.from_on)
        former = Part(event.party_id, event.former_role, *days, left=True)
        activity.parts[event.former] = [former]
        activity.parts[event.participation] = [_part(event)]
    elif isinstance(event, Joined):
        activity.parts[event.participation] = [_part(event)]


def _part(event: Joined) -> Part:
    part = Part(event.party_id, event.role, *_span(event.from_on, event.until_on))
    return replace(part, left=isinstance(event, Left))


def _span(from_on: Day | None, until_on: Day | None) -> tuple[date, date]:
    return from_on.first if from_on else EVER, until_on.last if until_on else NEVER


def _before(from_on: Day | None, changed_on: Day) -> tuple[date, date]:
    """Return the days of a role that ended when another began, on a day known more or less."""
    first = from_on.first if from_on else EVER
    if changed_on.first < first:
        return first, changed_on.last
    return first, changed_on.first - timedelta(days=1)
