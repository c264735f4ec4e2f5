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
    (
        """
            CREATE INDEX activity_starts ON activity (type, lower(valid) DESC, id)
            WHERE upper_inf(recorded)
        """,
        "CREATE INDEX activity_sorted ON activity (type, sort_key, id) WHERE upper_inf(recorded)",
        "CREATE INDEX activity_words ON activity USING gin (words) WHERE upper_inf(recorded)",
        "CREATE INDEX activity_project ON activity (project_id) WHERE project_id IS NOT NULL",
        "CREATE INDEX activity_network ON activity (network_id) WHERE network_id IS NOT NULL",
        "CREATE INDEX activity_sensitive ON activity (id) WHERE sensitive",
        "CREATE INDEX activity_cancelled ON activity (id) WHERE state = 'cancelled'",
    ),
)
ACTIVITY_IDENTIFIER = Table(
    "activity_identifier",
    {"scheme": "text NOT NULL", "value": "text NOT NULL", "activity": "uuid NOT NULL"},
    "PRIMARY KEY (scheme, value)",
    ("CREATE INDEX activity_identifier_activity ON activity_identifier (activity)",),
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
    ("CREATE INDEX participation_party ON participation (party, activity)",),
)
