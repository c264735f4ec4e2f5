"""Who worked at which partner, when, and since when we know; what they took part in. No names.

`person` says of contacts and colleagues whether they were erased.
"""

from typing import Any

from crm.log import Entry
from crm.projections.ranges import before, days, since
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Table, Writer
from domain.colleague import Colleague
from domain.contact import Contact
from domain.day import Day

PERSON = Table(
    "person",
    {"id": "uuid NOT NULL", "type": "text NOT NULL", "erased": "boolean NOT NULL"},
    "PRIMARY KEY (id)",
)
WORKS_AT = Table(
    "works_at",
    {
        "contact": "uuid NOT NULL",
        "number": "integer NOT NULL",
        "partner": "uuid NOT NULL",
        "since_day": "text",
        "until_day": "text",
        "moved": "boolean NOT NULL",
        "valid": "daterange NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (contact, number, position)",
    ("CREATE INDEX works_at_partner ON works_at (partner)",),
)
CONSENT = Table(
    "consent",
    {
        "contact": "uuid NOT NULL",
        "purpose": "text NOT NULL",
        "basis": "text NOT NULL",
        "text_version": "text NOT NULL",
        "given_day": "text NOT NULL",
        "withdrawn_day": "text",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (contact, position)",
)
ATTENDED = Table(
    "attended",
    {
        "contact": "uuid NOT NULL",
        "engagement": "uuid NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (contact, engagement, position)",
    ("CREATE INDEX attended_engagement ON attended (engagement)",),
)


class ContactModel(ReadModel):
    """Positions, consents and engagements of contacts."""

    name = "contacts"
    version = 2
    tables = (PERSON, WORKS_AT, CONSENT, ATTENDED)

    @handles(Contact.Created)
    def added(self, event: Contact.Created, entry: Entry, writer: Writer) -> None:
        writer.insert(PERSON, (event.originator_id, "contact", False))
        writer.insert(
            WORKS_AT,
            (
                event.originator_id,
                1,
                event.partner_id,
                event.since_on.text if event.since_on else None,
                None,
                False,
                days(event.since_on, None),
                since(entry.recorded_at),
                entry.position,
            ),
        )

    @handles(Colleague.Created)
    def welcomed(self, event: Colleague.Created, _: Entry, writer: Writer) -> None:
        writer.insert(PERSON, (event.originator_id, "colleague", False))

    @handles(Contact.Moved)
    def moved(self, event: Contact.Moved, entry: Entry, writer: Writer) -> None:
        params = _said(entry, partner=event.partner_id, since=event.moved_on)
        writer.execute(END_BY_MOVE, params | {"until": before(None, event.moved_on)})
        writer.execute(BEGIN_ANEW, params)

    @handles(Contact.PositionCorrected)
    def corrected(self, event: Contact.PositionCorrected, entry: Entry, writer: Writer) -> None:
        params = _said(entry, partner=event.partner_id, since=event.since_on)
        if event.since_on:
            ends = params | {"until": before(None, event.since_on)}
            writer.execute(MOVE_END_BEFORE, ends)
        writer.execute(CORRECT, params)

    @handles(Contact.Left)
    def left(self, event: Contact.Left, entry: Entry, writer: Writer) -> None:
        writer.execute(LEAVE, _said(entry, since=event.left_on))

    @handles(Contact.ConsentRecorded)
    def consented(self, event: Contact.ConsentRecorded, entry: Entry, writer: Writer) -> None:
        purpose = event.purpose.value
        writer.execute(RECONSIDER, _said(entry, purpose=purpose))
        row = (
            event.originator_id,
            purpose,
            event.basis.value,
            event.text_version,
            event.given_on.text,
            None,
            since(entry.recorded_at),
            entry.position,
        )
        writer.insert(CONSENT, row)

    @handles(Contact.ConsentWithdrawn)
    def withdrawn(self, event: Contact.ConsentWithdrawn, entry: Entry, writer: Writer) -> None:
        params = _said(entry, purpose=event.purpose.value, since=event.withdrawn_on)
        writer.execute(WITHDRAW, params)

    @handles(Contact.TookPart)
    def took_part(self, event: Contact.TookPart, entry: Entry, writer: Writer) -> None:
        known = since(entry.recorded_at)
        writer.insert(ATTENDED, (event.originator_id, event.engagement_id, known, entry.position))

    @handles(Contact.NeverTookPart)
    def never_took_part(self, event: Contact.NeverTookPart, entry: Entry, writer: Writer) -> None:
        writer.execute(NEVER, _said(entry, engagement=event.engagement_id))

    @handles(Contact.Erased, Colleague.Erased)
    def erased(self, event: Contact.Erased, _: Entry, writer: Writer) -> None:
        writer.execute(ERASE, {"contact": event.originator_id})


def _said(entry: Entry, *, since: Day | None = None, **others: Any) -> dict[str, Any]:
    """Return an event as the statements below take it; `since` is the day it tells."""
    return {
        "contact": entry.originator_id,
        "at": entry.recorded_at,
        "position": entry.position,
        "day": since.text if since else None,
        "first": since.first if since else None,
        "last": since.last if since else None,
        **others,
    }


OPEN = """
    UPDATE works_at SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE contact = %(contact)s AND upper_inf(recorded)
"""
# The number of the position that somebody has now.
LATEST = """
    (SELECT max(number) FROM works_at WHERE contact = %(contact)s AND upper_inf(recorded))
"""
END_BY_MOVE = f"""
    WITH known AS ({OPEN} AND number = {LATEST} AND until_day IS NULL RETURNING *)
    INSERT INTO works_at
    SELECT contact, number, partner, since_day, %(day)s, true, valid * %(until)s::daterange,
           tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""
BEGIN_ANEW = f"""
    INSERT INTO works_at VALUES (
        %(contact)s, {LATEST} + 1, %(partner)s, %(day)s, NULL, false,
        daterange(%(first)s, NULL), tstzrange(%(at)s, NULL), %(position)s)
"""
MOVE_END_BEFORE = f"""
    WITH known AS ({OPEN} AND number = {LATEST} - 1 AND moved RETURNING *)
    INSERT INTO works_at
    SELECT contact, number, partner, since_day, %(day)s, true,
           daterange(lower(valid), NULL) * %(until)s::daterange,
           tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""
CORRECT = f"""
    WITH known AS ({OPEN} AND number = {LATEST} RETURNING *)
    INSERT INTO works_at
    SELECT contact, number, %(partner)s, %(day)s, NULL, false,
           daterange(%(first)s, NULL), tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""
LEAVE = f"""
    WITH known AS ({OPEN} AND number = {LATEST} RETURNING *)
    INSERT INTO works_at
    SELECT contact, number, partner, since_day, %(day)s, false,
           valid * daterange(NULL, %(last)s, '[]'), tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""
RECONSIDER = """
    UPDATE consent SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE contact = %(contact)s AND purpose = %(purpose)s AND upper_inf(recorded)
      AND withdrawn_day IS NULL
"""
WITHDRAW = f"""
    WITH known AS ({RECONSIDER} RETURNING *)
    INSERT INTO consent
    SELECT contact, purpose, basis, text_version, given_day, %(day)s,
           tstzrange(%(at)s, NULL), %(position)s
    FROM known
"""
NEVER = """
    UPDATE attended SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE contact = %(contact)s AND engagement = %(engagement)s AND upper_inf(recorded)
"""
ERASE = "UPDATE person SET erased = true WHERE id = %(contact)s"
