"""How the directory takes events in: every party as it was, and was known to be.

`party` keeps one row for each span of days and of recording over which nothing about the party
changed. `identifier` says who holds an identifier now.
"""

from datetime import date
from typing import Any
from uuid import UUID

from crm.log import Entry
from crm.projections.ranges import first, since
from crm.projections.read_model import ReadModel, handles
from crm.projections.words import folded, sort_key, vector
from crm.projections.writer import Table, Writer, text_of
from domain.colleague import Colleague
from domain.day import Day
from domain.names import Names
from domain.network import Network
from domain.partner import Description, Partner
from domain.unit import Unit

PARTY = Table(
    "party",
    {
        "id": "uuid NOT NULL",
        "type": "text NOT NULL",
        "name": "text NOT NULL",
        "name_sv": "text",
        "name_en": "text",
        "folded": "text NOT NULL",
        "sort_key": 'text COLLATE "C" NOT NULL',
        "words": "tsvector NOT NULL",
        "kind": "text",
        "sectors": "text[] NOT NULL",
        "municipality": "text",
        "country": "text",
        "languages": "text[] NOT NULL",
        "web": "text",
        "stage": "text",
        "parent_id": "uuid",
        "steward_id": "uuid",
        "unit_id": "uuid",
        "purpose": "text",
        "identifiers": "jsonb NOT NULL",
        "since": "text",
        "until": "text",
        "valid": "daterange NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "version": "bigint NOT NULL",
    },
    "PRIMARY KEY (id, version, valid, recorded)",
)
IDENTIFIER = Table(
    "identifier",
    {"scheme": "text NOT NULL", "value": "text NOT NULL", "party": "uuid NOT NULL"},
    "PRIMARY KEY (scheme, value)",
)


class Directory(ReadModel):
    """Who is in the network, under which name, of what kind, at which stage."""

    name = "directory"
    version = 1
    tables = (PARTY, IDENTIFIER)
    indexes = """
        CREATE INDEX party_sorted ON party (type, sort_key, id) WHERE upper_inf(recorded);
        CREATE INDEX party_words ON party USING gin (words) WHERE upper_inf(recorded);
        CREATE INDEX party_parent ON party (parent_id) WHERE upper_inf(recorded);
        CREATE INDEX identifier_party ON identifier (party);
    """

    @handles(Partner.Created)
    def registered(self, event: Partner.Created, entry: Entry, writer: Writer) -> None:
        writer.insert(
            PARTY,
            _row(
                event.originator_id,
                "partner",
                Names(event.name),
                entry,
                event.since_on,
                description=event.description,
                stage=event.stage.value,
                identifiers=event.identifiers,
            ),
        )
        for scheme, value in event.identifiers.items():
            writer.insert(IDENTIFIER, (scheme, value, event.originator_id))

    @handles(Unit.Created)
    def opened(self, event: Unit.Created, entry: Entry, writer: Writer) -> None:
        row = _row(
            event.originator_id, "unit", event.names, entry, event.opened_on, parent=event.parent_id
        )
        writer.insert(PARTY, row)

    @handles(Colleague.Created)
    def welcomed(self, event: Colleague.Created, entry: Entry, writer: Writer) -> None:
        description = Description(event.position.value)
        row = _row(
            event.originator_id,
            "colleague",
            Names(event.name),
            entry,
            event.joined_on,
            description=description,
            unit=event.unit_id,
        )
        writer.insert(PARTY, row)

    @handles(Network.Created)
    def founded(self, event: Network.Created, entry: Entry, writer: Writer) -> None:
        row = _row(
            event.originator_id,
            "network",
            Names(event.name),
            entry,
            event.founded_on,
            purpose=event.purpose,
        )
        writer.insert(PARTY, row)

    @handles(Partner.Renamed, Network.Renamed)
    def renamed(self, event: Partner.Renamed, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.renamed_on), _named(Names(event.name)))

    @handles(Partner.NameCorrected)
    def name_corrected(self, event: Partner.NameCorrected, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.from_on), _named(Names(event.name)))

    @handles(Colleague.NameCorrected)
    def colleague_name_corrected(
        self, event: Colleague.NameCorrected, entry: Entry, writer: Writer
    ) -> None:
        _change(writer, entry, None, _named(Names(event.name)))

    @handles(Unit.Renamed)
    def unit_renamed(self, event: Unit.Renamed, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.renamed_on), _named(event.names))

    @handles(Partner.Described)
    def described(self, event: Partner.Described, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.described_on), _described(event.description))

    @handles(Partner.DescriptionCorrected)
    def description_corrected(
        self, event: Partner.DescriptionCorrected, entry: Entry, writer: Writer
    ) -> None:
        _change(writer, entry, first(event.from_on), _described(event.description))

    @handles(Partner.PlacedUnder, Unit.PlacedUnder)
    def placed_under(self, event: Partner.PlacedUnder, entry: Entry, writer: Writer) -> None:
        parent = str(event.parent_id) if event.parent_id else None
        _change(writer, entry, first(event.placed_on), {"parent_id": parent})

    @handles(Partner.StageMoved)
    def stage_moved(self, event: Partner.StageMoved, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.moved_on), {"stage": event.stage.value})

    @handles(Partner.StewardAssigned)
    def steward_assigned(
        self, event: Partner.StewardAssigned, entry: Entry, writer: Writer
    ) -> None:
        steward = {"steward_id": str(event.colleague_id)}
        _change(writer, entry, first(event.assigned_on), steward)

    @handles(Partner.IdentifierGiven)
    def identifier_given(
        self, event: Partner.IdentifierGiven, entry: Entry, writer: Writer
    ) -> None:
        subject = event.originator_id
        writer.execute(REPLACE_IDENTIFIER, {"subject": subject, "scheme": event.scheme})
        writer.insert(IDENTIFIER, (event.scheme, event.value, subject))
        added = {"subject": subject, "identifier": text_of({event.scheme: event.value})}
        writer.execute(ADD_IDENTIFIER, added)

    @handles(Colleague.AssignedToUnit)
    def assigned_to_unit(
        self, event: Colleague.AssignedToUnit, entry: Entry, writer: Writer
    ) -> None:
        unit = {"unit_id": str(event.unit_id) if event.unit_id else None}
        _change(writer, entry, first(event.assigned_on), unit)

    @handles(Colleague.PositionGiven)
    def position_given(self, event: Colleague.PositionGiven, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, first(event.given_on), {"kind": event.position.value})

    @handles(Network.PurposeSet)
    def purpose_set(self, event: Network.PurposeSet, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, None, {"purpose": event.purpose})

    @handles(Unit.Closed)
    def closed(self, event: Unit.Closed, entry: Entry, writer: Writer) -> None:
        _end(writer, entry, event.closed_on)

    @handles(Colleague.Left)
    def left(self, event: Colleague.Left, entry: Entry, writer: Writer) -> None:
        _end(writer, entry, event.left_on)

    @handles(Network.Dissolved)
    def dissolved(self, event: Network.Dissolved, entry: Entry, writer: Writer) -> None:
        _end(writer, entry, event.dissolved_on)

    @handles(Partner.Withdrawn, Unit.Withdrawn, Colleague.Withdrawn, Network.Withdrawn)
    def withdrawn(self, event: Partner.Withdrawn, entry: Entry, writer: Writer) -> None:
        params = {"subject": event.originator_id, "at": entry.recorded_at}
        writer.execute(WITHDRAW, params)
        writer.execute(FORGET_IDENTIFIERS, params)


def _row(
    subject: UUID,
    kind: str,
    names: Names,
    entry: Entry,
    since_on: Day | None,
    *,
    description: Description | None = None,
    stage: str | None = None,
    parent: UUID | None = None,
    unit: UUID | None = None,
    purpose: str | None = None,
    identifiers: dict[str, str] | None = None,
) -> tuple[Any, ...]:
    description = description or Description("")
    return (
        subject,
        kind,
        names.fi,
        names.sv,
        names.en,
        folded(names.fi),
        sort_key(names.fi),
        vector(names.fi),
        description.kind or None,
        list(description.sectors),
        description.municipality,
        description.country,
        list(description.languages),
        description.web,
        stage,
        parent,
        None,
        unit,
        purpose,
        text_of(identifiers or {}),
        since_on.text if since_on else None,
        None,
        f"[{first(since_on) or ''},)",
        since(entry.recorded_at),
        entry.originator_version,
    )


def _named(names: Names) -> dict[str, Any]:
    return {
        "name": names.fi,
        "name_sv": names.sv,
        "name_en": names.en,
        "folded": folded(names.fi),
        "sort_key": sort_key(names.fi),
        "words": vector(names.fi),
    }


def _described(description: Description) -> dict[str, Any]:
    return {
        "kind": description.kind,
        "sectors": list(description.sectors),
        "municipality": description.municipality,
        "country": description.country,
        "languages": list(description.languages),
        "web": description.web,
    }


def _change(writer: Writer, entry: Entry, from_on: date | None, patch: dict[str, Any]) -> None:
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "from_on": from_on or "-infinity",
        "patch": text_of({**patch, "version": entry.originator_version}),
    }
    writer.execute(CHANGE, params)


def _end(writer: Writer, entry: Entry, until_on: Day) -> None:
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "until": until_on.text,
        "end": until_on.last,
        "version": entry.originator_version,
    }
    writer.execute(END, params)


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

WITHDRAW = """
    UPDATE party SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE id = %(subject)s AND upper_inf(recorded)
"""

FORGET_IDENTIFIERS = "DELETE FROM identifier WHERE party = %(subject)s"

REPLACE_IDENTIFIER = """
    DELETE FROM identifier WHERE party = %(subject)s AND scheme = %(scheme)s
"""

ADD_IDENTIFIER = """
    UPDATE party SET identifiers = identifiers || %(identifier)s::jsonb
    WHERE id = %(subject)s AND upper_inf(recorded)
"""
