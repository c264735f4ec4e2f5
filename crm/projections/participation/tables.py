"""The tables of activities and of who took part in them."""

from crm.projections.writer import Table

ACTIVITY = Table(
    "activity",
    {
        "id": "uuid NOT NULL",
        "type": "text NOT NULL",
        "form": "text NOT NULL",
        "title": "text NOT NULL",
        "sort_key": 'text COLLATE "C" NOT NULL',
        "words": "tsvector NOT NULL",
        "state": "text NOT NULL",
        "starts": "text",
        "ends": "text",
        "valid": "daterange NOT NULL",
        "themes": "text[] NOT NULL",
        "goal": "text",
        "place": "text",
        "remote": "boolean",
        "language": "text",
        "project_id": "uuid",
        "network_id": "uuid",
        "people": "integer",
        "attendance": "jsonb",
        "identifiers": "jsonb NOT NULL",
        "sensitive": "boolean NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "version": "bigint NOT NULL",
    },
    "PRIMARY KEY (id, version)",
)
ACTIVITY_IDENTIFIER = Table(
    "activity_identifier",
    {"scheme": "text NOT NULL", "value": "text NOT NULL", "activity": "uuid NOT NULL"},
    "PRIMARY KEY (scheme, value)",
)
PARTICIPATION = Table(
    "participation",
    {
        "activity": "uuid NOT NULL",
        "number": "integer NOT NULL",
        "party": "uuid NOT NULL",
        "role": "text NOT NULL",
        "from_day": "text",
        "until_day": "text",
        "left_early": "boolean NOT NULL",
        "valid": "daterange NOT NULL",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (activity, number, position)",
)
