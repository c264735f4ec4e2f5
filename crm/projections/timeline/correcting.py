"""How corrections change the timeline: one takes the place of what was wrong, or nothing does.

What was so before a change lies in the log, which is asked for it: corrections are few.
"""

from dataclasses import asdict
from typing import Any

from crm.log import Entry
from crm.projections.writer import Writer, text_of
from domain.activity import Joined, ParticipationWithdrawn
from domain.partner import Partner

NAMINGS = [Partner.Created.TOPIC, Partner.Renamed.TOPIC]
DESCRIPTIONS = [Partner.Created.TOPIC, Partner.Described.TOPIC]


def correct_name(writer: Writer, entry: Entry, event: Partner.NameCorrected) -> None:
    """Let a renaming have another name; where that is the one of before, there was none."""
    said = {
        **_of(entry),
        **_before(event.corrects, "name", NAMINGS, Partner.NameCorrected),
        "position": entry.position,
        "data": text_of({"name": event.name}),
    }
    writer.execute(CORRECT_NAME, said)


def correct_description(writer: Writer, entry: Entry, event: Partner.DescriptionCorrected) -> None:
    """Let a change never have happened, where it is said again what was so before it."""
    said = {
        **_of(entry),
        **_before(event.corrects, "description", DESCRIPTIONS, Partner.DescriptionCorrected),
        "now": text_of(asdict(event.description)),
    }
    writer.execute(NEVER_DESCRIBED, said)


def close_of_party(writer: Writer, entry: Entry, event: Joined | ParticipationWithdrawn) -> None:
    """Take away all that was said of a participation: that it began, and how it went on."""
    writer.execute(CLOSE_OF_PARTY, {**_of(entry), "number": event.participation})


def _of(entry: Entry) -> dict[str, Any]:
    return {
        "said_by": entry.originator_id,
        "version": entry.originator_version,
        "at": entry.recorded_at,
    }


def _before(corrects: int, field: str, changes: list[str], correction: Any) -> dict[str, Any]:
    sayings = [*changes, correction.TOPIC]
    return {"corrects": corrects, "field": field, "changes": changes, "sayings": sayings}


# What was so before the change that a correction is about, whether by way of others or not.
BEFORE = """
    SELECT convert_from(state, 'UTF8')::jsonb -> %(field)s FROM crm_events
    WHERE originator_id = %(said_by)s AND topic = ANY (%(sayings)s) AND originator_version < (
        SELECT max(originator_version) FROM crm_events
        WHERE originator_id = %(said_by)s AND topic = ANY (%(changes)s)
          AND originator_version <= %(corrects)s
    )
    ORDER BY originator_version DESC LIMIT 1
"""

# It is the latest change that is corrected. The first name wasn't said here, so neither is what
# corrects it, however often.
LATEST = """
    said_by = %(said_by)s AND upper_inf(recorded) AND kind = '{kind}' AND said_in = (
        SELECT max(said_in) FROM happening
        WHERE said_by = %(said_by)s AND upper_inf(recorded) AND kind = '{kind}'
    )
"""

CORRECT_NAME = f"""
    WITH wrong AS (
        UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE {LATEST.format(kind="renamed")} RETURNING *
    )
    INSERT INTO happening
    SELECT subject, %(position)s, kind, on_day, day, activity, %(data)s::jsonb, said_by,
           %(version)s, tstzrange(%(at)s, NULL)
    FROM wrong WHERE %(data)s::jsonb -> 'name' IS DISTINCT FROM ({BEFORE})
"""

NEVER_DESCRIBED = f"""
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE {LATEST.format(kind="described")} AND %(now)s::jsonb = ({BEFORE})
"""

CLOSE_OF_PARTY = """
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE said_by = %(said_by)s AND upper_inf(recorded) AND said_in IN (
        SELECT originator_version FROM crm_events
        WHERE originator_id = %(said_by)s AND originator_version < %(version)s
          AND (convert_from(state, 'UTF8')::jsonb ->> 'participation')::bigint = %(number)s
    )
"""
