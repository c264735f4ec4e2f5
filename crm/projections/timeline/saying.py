"""How happenings are said, and taken back: rows of the timeline."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from crm.log import Entry
from crm.projections.ranges import first, since
from crm.projections.timeline.tables import ACTIVITY_DAY, HAPPENING
from crm.projections.writer import Writer, text_of
from domain.activity import Joined
from domain.day import Day


def say_of_party(
    writer: Writer, entry: Entry, event: Joined, kind: str, on: Day | None, **data: str
) -> None:
    """Say what happened with a party in an activity, in which role."""
    activity, party = event.originator_id, event.party_id
    text = _role_only(event.role) if not data else text_of({"role": event.role, **data})
    say(writer, entry, kind, on, activity=activity, data=text, subject=party)


@lru_cache(maxsize=100)
def _role_only(role: str) -> str:
    return text_of({"role": role})


def say(
    writer: Writer,
    entry: Entry,
    kind: str,
    on: Day | None,
    *,
    activity: UUID | None = None,
    data: dict[str, Any] | str | None = None,
    subject: UUID | None = None,
) -> None:
    """Say what happened on a day, with what an entry is about or with another subject."""
    row = (
        subject or entry.originator_id,
        entry.position,
        kind,
        first(on),
        on.text if on else None,
        activity,
        data if isinstance(data, str) else text_of(data or {}),
        entry.originator_id,
        entry.originator_version,
        since(entry.recorded_at),
    )
    writer.insert(HAPPENING, row, (entry.originator_id, entry.originator_version, "said"))


def say_days(writer: Writer, entry: Entry, starts_on: Day | None) -> None:
    """Say on which day an activity begins."""
    row = (
        entry.originator_id,
        first(starts_on),
        starts_on.text if starts_on else None,
        since(entry.recorded_at),
        entry.position,
    )
    writer.insert(ACTIVITY_DAY, row)


def close(writer: Writer, entry: Entry, corrects: int) -> None:
    """Take back the one happening that the fact numbered `corrects` said."""
    key = entry.originator_id, corrects, "said"
    writer.close(key, entry.recorded_at, CLOSE, said_in(entry, corrects))


def said_in(entry: Entry, number: int) -> dict[str, Any]:
    """Return what CLOSE asks for, to take back all that a fact said."""
    return {"said_by": entry.originator_id, "said_in": number, "at": entry.recorded_at}


CLOSE = """
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE said_by = %(said_by)s AND said_in = %(said_in)s AND upper_inf(recorded)
"""
