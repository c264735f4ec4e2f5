"""The rows of the reference: those of ours, in tables as plain as can be."""

from crm.database import Database


def fill(database: Database) -> None:
    """Make the tables of the reference anew, in a schema beside the read models."""
    with database.connection() as connection:
        connection.execute(ROWS)


ROWS = """
    DROP SCHEMA IF EXISTS reference CASCADE;
    CREATE SCHEMA reference;

    CREATE TABLE reference.org AS
    SELECT id, name, kind, municipality AS city, left(md5(name), 8) || '@example.org' AS email,
           '+358 ' || abs(hashtext(name)) AS phone, 'https://example.org' AS website,
           lower(recorded)::date AS created
    FROM party WHERE type = 'partner' AND upper_inf(recorded) AND upper_inf(valid);
    ALTER TABLE reference.org ADD PRIMARY KEY (id);
    CREATE INDEX ON reference.org (lower(name) text_pattern_ops);

    CREATE TABLE reference.proj AS
    SELECT id, title AS name, lower(valid) AS starts, state AS status, themes
    FROM activity WHERE upper_inf(recorded);
    ALTER TABLE reference.proj ADD PRIMARY KEY (id);

    CREATE TABLE reference.part AS
    SELECT DISTINCT ON (activity, party) activity AS project_id, party AS org_id, role,
           number * 7 AS hours
    FROM participation WHERE upper_inf(recorded);
    ALTER TABLE reference.part ADD PRIMARY KEY (project_id, org_id);
    CREATE INDEX ON reference.part (org_id);

    ANALYZE reference.org, reference.proj, reference.part;
"""
