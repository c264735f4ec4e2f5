"""How corrections change the timeline: one takes the place of what was wrong, or nothing does.

What was so before a change lies in the log, which is asked for it: corrections are few.
"""

from dataclasses import asdict
from typing import Any

from crm.log import Entry
from crm.projections.writer import Writer, text_of
from domain.activity import Joined, ParticipationWithdrawn
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.unit import Unit

# What says first what something is called or like, what changes that, and what corrects it.
NAMINGS: dict[type, tuple[Any, ...]] = {
    Partner.NameCorrected: (Partner.Created, Partner.Renamed, Partner.NameCorrected),
    Network.NameCorrected: (Network.Created, Network.Renamed, Network.NameCorrected),
}
UNIT_NAMINGS = (Unit.Created, Unit.Renamed, Unit.NamesCorrected)
TITLES = (Project.Created, Project.Retitled, Project.TitleCorrected)
DAYS_SAID = [
    one.TOPIC
    for one in (
        *(Project.Created, Project.Extended, Project.PeriodCorrected),
        *(Engagement.Created, Engagement.Rescheduled, Engagement.DaysCorrected),
    )
]
DESCRIPTIONS = (Partner.Created, Partner.Described, Partner.DescriptionCorrected)


def correct_name(writer: Writer, entry: Entry, event: Partner.NameCorrected) -> None:
    """Let a renaming have another name; where that is the one of before, there was none."""
    said = {"field": "name", "now": text_of(event.name), "data": text_of({"name": event.name})}
    _correct(writer, entry, event.corrects, NAMINGS[type(event)], {"kind": "renamed", **said})


def correct_names(writer: Writer, entry: Entry, event: Unit.NamesCorrected) -> None:
    """Let a unit have been renamed otherwise, or not at all."""
    data = text_of({"name": event.names.fi})
    said = {"field": "names", "now": text_of(event.names), "data": data}
    _correct(writer, entry, event.corrects, UNIT_NAMINGS, {"kind": "renamed", **said})


def correct_title(writer: Writer, entry: Entry, event: Project.TitleCorrected) -> None:
    """Let a project have been retitled otherwise, or not at all."""
    said = {"field": "title", "now": text_of(event.title), "data": text_of({"name": event.title})}
    _correct(writer, entry, event.corrects, TITLES, {"kind": "renamed", **said})


def correct_description(writer: Writer, entry: Entry, event: Partner.DescriptionCorrected) -> None:
    """Let a change have been another, or none, where it is said again what was so before it."""
    now = text_of(asdict(event.description))
    said = {"field": "description", "now": now, "data": text_of({"kind": event.description.kind})}
    _correct(writer, entry, event.corrects, DESCRIPTIONS, {"kind": "described", **said})


def take_days_back(writer: Writer, entry: Entry, corrects: int) -> None:
    """Let an activity never have had other days, where a correction says those of before."""
    writer.execute(TAKE_DAYS_BACK, {**_of(entry), "corrects": corrects, "sayings": DAYS_SAID})


def close_of_party(writer: Writer, entry: Entry, event: Joined | ParticipationWithdrawn) -> None:
    """Take away all that was said of a participation: that it began, and how it went on."""
    writer.execute(CLOSE_OF_PARTY, {**_of(entry), "number": event.participation})


def begin_as_before(writer: Writer, entry: Entry, event: Joined) -> None:
    """Let a participation that began as another role go on to be told so, once it was corrected."""
    changes = [Project.PartyChangedRole.TOPIC, Engagement.PartyChangedRole.TOPIC]
    about = {"number": event.participation, "changes": changes, "position": entry.position}
    writer.execute(BEGIN_AS_BEFORE, {**_of(entry), **about})


def _of(entry: Entry) -> dict[str, Any]:
    return {
        "said_by": entry.originator_id,
        "version": entry.originator_version,
        "at": entry.recorded_at,
    }


def _correct(
    writer: Writer, entry: Entry, corrects: int, sayings: tuple[Any, ...], said: dict[str, str]
) -> None:
    topics = [one.TOPIC for one in sayings]
    about = {"corrects": corrects, "sayings": topics, "correction": topics[-1]}
    writer.execute(CORRECT, {**_of(entry), **about, **said, "position": entry.position})


# A correction names what it corrects, which may be a correction itself: at the end of that stands
# the change. What it says is told in its place, unless that was so before. The first name wasn't
# told here, so neither is what corrects it, however often.
CORRECT = """
    WITH RECURSIVE named (number) AS (
        SELECT %(corrects)s::bigint
        UNION ALL
        SELECT (convert_from(e.state, 'UTF8')::jsonb ->> 'corrects')::bigint
        FROM named JOIN crm_events e
          ON e.originator_id = %(said_by)s AND e.originator_version = named.number
        WHERE e.topic = %(correction)s
    ), change AS (
        SELECT min(number) AS number FROM named
    ), before AS (
        SELECT convert_from(e.state, 'UTF8')::jsonb -> %(field)s AS value
        FROM crm_events e, change
        WHERE e.originator_id = %(said_by)s AND e.topic = ANY (%(sayings)s)
          AND e.originator_version < change.number
        ORDER BY e.originator_version DESC LIMIT 1
    ), wrong AS (
        UPDATE happening h SET recorded = tstzrange(lower(h.recorded), %(at)s)
        FROM change
        WHERE h.said_by = %(said_by)s AND h.said_in = change.number AND h.kind = %(kind)s
          AND upper_inf(h.recorded)
    )
    INSERT INTO happening
    SELECT h.subject, %(position)s, h.kind, h.on_day, h.day, h.activity, %(data)s::jsonb,
           h.said_by, h.said_in, tstzrange(%(at)s, NULL)
    FROM happening h, change
    WHERE h.said_by = %(said_by)s AND h.said_in = change.number AND h.kind = %(kind)s
      AND %(now)s::jsonb IS DISTINCT FROM (SELECT value FROM before)
    LIMIT 1
"""

# A correction may correct another. Of those it goes back over none is told any more, nor is it
# itself: what was wrong isn't so, and what is right was so before.
TAKE_DAYS_BACK = """
    WITH RECURSIVE said AS (
        SELECT originator_version AS number, convert_from(state, 'UTF8')::jsonb AS fact
        FROM crm_events WHERE originator_id = %(said_by)s AND topic = ANY (%(sayings)s)
    ), named (number) AS (
        SELECT %(corrects)s::bigint
        UNION ALL
        SELECT (said.fact ->> 'corrects')::bigint FROM named JOIN said USING (number)
        WHERE said.fact ? 'corrects'
    ), again AS (
        SELECT min(named.number) AS number
        FROM named, said now, LATERAL (
            SELECT fact FROM said WHERE said.number < named.number ORDER BY number DESC LIMIT 1
        ) before
        WHERE now.number = %(version)s
          AND now.fact -> 'starts_on' = before.fact -> 'starts_on'
          AND now.fact -> 'ends_on' = before.fact -> 'ends_on'
    ), told AS (
        DELETE FROM happening USING again
        WHERE said_by = %(said_by)s AND said_in = %(version)s AND again.number IS NOT NULL
    )
    UPDATE happening h SET recorded = tstzrange(lower(h.recorded), %(at)s)
    FROM named, again
    WHERE h.said_by = %(said_by)s AND h.said_in = named.number AND named.number >= again.number
      AND upper_inf(h.recorded)
"""

# It began by its first fact. In the role of before, nothing was changed.
BEGIN_AS_BEFORE = """
    UPDATE happening h SET kind = 'changed_role', data = h.data || jsonb_build_object(
        'former', began.said ->> 'former_role')
    FROM (
        SELECT topic, convert_from(state, 'UTF8')::jsonb AS said FROM crm_events
        WHERE originator_id = %(said_by)s AND originator_version < %(version)s
          AND (convert_from(state, 'UTF8')::jsonb ->> 'participation')::bigint = %(number)s
        ORDER BY originator_version LIMIT 1
    ) began
    WHERE h.said_by = %(said_by)s AND h.said_in = %(version)s AND h.position = %(position)s
      AND began.topic = ANY (%(changes)s)
      AND began.said ->> 'former_role' <> h.data ->> 'role'
"""

CLOSE_OF_PARTY = """
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE said_by = %(said_by)s AND upper_inf(recorded) AND said_in IN (
        SELECT originator_version FROM crm_events
        WHERE originator_id = %(said_by)s AND originator_version < %(version)s
          AND (convert_from(state, 'UTF8')::jsonb ->> 'participation')::bigint = %(number)s
    )
"""
