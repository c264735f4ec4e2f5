"""The tables of the directory, and the rows that events say."""

from typing import Any
from uuid import UUID

from crm.log import Entry
from crm.projections.ranges import first, since
from crm.projections.words import folded, sort_key, vector
from crm.projections.writer import Table, text_of
from domain.day import Day
from domain.names import Names
from domain.partner import Description

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
    (
        "CREATE INDEX party_sorted ON party (type, sort_key, id) WHERE upper_inf(recorded)",
        "CREATE INDEX party_words ON party USING gin (words) WHERE upper_inf(recorded)",
        "CREATE INDEX party_parent ON party (parent_id) WHERE upper_inf(recorded)",
    ),
)
IDENTIFIER = Table(
    "identifier",
    {"scheme": "text NOT NULL", "value": "text NOT NULL", "party": "uuid NOT NULL"},
    "PRIMARY KEY (scheme, value)",
    ("CREATE INDEX identifier_party ON identifier (party)",),
)


def row(
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
    """Return the first row of a party."""
    description = description or Description("")
    return (
        subject,
        kind,
        *named(names).values(),
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


def named(names: Names) -> dict[str, Any]:
    """Return what a name changes."""
    return {
        "name": names.fi,
        "name_sv": names.sv,
        "name_en": names.en,
        "folded": folded(names.fi),
        "sort_key": sort_key(names.fi),
        "words": _words(names),
    }


def _words(names: Names) -> str:
    """Return the words that lead to a name in any language."""
    return vector(" ".join(filter(None, (names.fi, names.sv, names.en))))


def described(description: Description) -> dict[str, Any]:
    """Return what a description changes."""
    return {
        "kind": description.kind,
        "sectors": list(description.sectors),
        "municipality": description.municipality,
        "country": description.country,
        "languages": list(description.languages),
        "web": description.web,
    }
