"""How rows of the directory change: each span of days keeps what was known of it."""

from datetime import date
from typing import Any

from crm.log import Entry
from crm.projections.writer import Writer, text_of
from domain.day import Day


def change(writer: Writer, entry: Entry, from_on: date | None, patch: dict[str, Any]) -> None:
    """Let a party be different from a day on, as is known from this entry on."""
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "from_on": from_on or "-infinity",
        "patch": text_of({**patch, "version": entry.originator_version}),
    }
    writer.execute(CHANGE, params)


def begin(writer: Writer, entry: Entry, since_on: Day | None) -> None:
    """Let a party have begun on another day; what was so from the first is so from then on."""
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "since": since_on.text if since_on else None,
        "first": since_on.first if since_on else None,
        "version": entry.originator_version,
    }
    writer.execute(BEGIN, params)


def end(writer: Writer, entry: Entry, until_on: Day) -> None:
    """Let a party end with a day."""
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "until": until_on.text,
        "end": until_on.last,
        "version": entry.originator_version,
    }
    writer.execute(END, params)


def go_on(writer: Writer, entry: Entry) -> None:
    """Let a party go on that never came to its end."""
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "version": entry.originator_version,
    }
    writer.execute(GO_ON, params)


def identify(writer: Writer, entry: Entry, said: dict[str, str | None]) -> None:
    """Let a party have other identifiers; None takes one away."""
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "said": text_of(said),
        "version": entry.originator_version,
    }
    writer.execute(IDENTIFY, params)


# What was known of the days from `from_on` on is closed; what is now known takes its place, and
# the days before keep what they had.
CHANGE = """
    WITH closed AS (
        UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded)
          AND valid && daterange(nullif(%(from_on)s, '-infinity')::date, NULL)
        RETURNING party AS known
    ), split AS (
        SELECT known, '{}'::jsonb AS patch,
               (known).valid - daterange(nullif(%(from_on)s, '-infinity')::date, NULL) AS days
        FROM closed
        UNION ALL
        SELECT known, %(patch)s::jsonb,
               (known).valid * daterange(nullif(%(from_on)s, '-infinity')::date, NULL)
        FROM closed
    )
    INSERT INTO party
    SELECT (jsonb_populate_record(known, patch || jsonb_build_object(
        'valid', days, 'recorded', tstzrange(%(at)s, NULL)))).*
    FROM split WHERE NOT isempty(days)
"""

# What changed later stays as it is, and is later than the new first day. What was undone before
# that day has left spans that are alike; those that would end before it are left out.
BEGIN = """
    WITH closed AS (
        UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded) RETURNING party AS known
    ), numbered AS (
        SELECT known, row_number() OVER (ORDER BY (known).valid) AS number FROM closed
    ), begun AS (
        SELECT known, daterange(%(first)s::date, NULL) * CASE
            WHEN number = 1 THEN daterange(NULL, upper((known).valid)) ELSE (known).valid
        END AS days FROM numbered
    )
    INSERT INTO party
    SELECT (jsonb_populate_record(known, jsonb_build_object(
        'valid', days, 'recorded', tstzrange(%(at)s, NULL),
        'since', %(since)s::text, 'version', %(version)s::bigint))).*
    FROM begun WHERE NOT isempty(days)
"""

END = """
    WITH closed AS (
        UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded) RETURNING party AS known
    ), cut AS (
        SELECT known, (known).valid * daterange(NULL, %(end)s, '[]') AS days FROM closed
    )
    INSERT INTO party
    SELECT (jsonb_populate_record(known, jsonb_build_object(
        'valid', days, 'recorded', tstzrange(%(at)s, NULL),
        'until', %(until)s::text, 'version', %(version)s::bigint))).*
    FROM cut WHERE NOT isempty(days)
"""

# Nothing is said to change after an end, so what held on the last day holds from then on.
GO_ON = """
    WITH closed AS (
        UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded) RETURNING party AS known
    ), last AS (
        SELECT max(upper((known).valid)) AS day FROM closed
    )
    INSERT INTO party
    SELECT (jsonb_populate_record(known, jsonb_build_object(
        'valid', CASE WHEN upper((known).valid) = day THEN daterange(lower((known).valid), NULL)
                      ELSE (known).valid END,
        'recorded', tstzrange(%(at)s, NULL),
        'until', NULL, 'version', %(version)s::bigint))).*
    FROM closed, last
"""

WITHDRAW = """
    UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE id = %(subject)s AND upper_inf(recorded)
"""

FORGET_IDENTIFIERS = "DELETE FROM identifier WHERE party = %(subject)s"

FORGET_IDENTIFIER = """
    DELETE FROM identifier WHERE party = %(subject)s AND scheme = %(scheme)s
"""

# An identifier has no days of its own: it holds for all of a party's, as known from now on.
IDENTIFY = """
    WITH closed AS (
        UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded) RETURNING party AS known
    )
    INSERT INTO party
    SELECT (jsonb_populate_record(known, jsonb_build_object(
        'identifiers', jsonb_strip_nulls((known).identifiers || %(said)s::jsonb),
        'recorded', tstzrange(%(at)s, NULL), 'version', %(version)s::bigint))).*
    FROM closed
"""
