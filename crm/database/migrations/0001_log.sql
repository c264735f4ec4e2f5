-- The log. The columns up to notification_id are those of the eventsourcing library;
-- notification_id is the position in the log, given under the lock, without gaps.
CREATE TABLE crm_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint PRIMARY KEY,
    event_id uuid NOT NULL,
    metadata jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    hash bytea NOT NULL,
    -- Set on the first event of a command, so that a command is recorded once.
    command_id uuid UNIQUE,
    CONSTRAINT crm_events_version UNIQUE (originator_id, originator_version)
);
-- Events are large and read in order; statistics must follow an import, vacuum has little to do.
ALTER TABLE crm_events SET (autovacuum_analyze_scale_factor = 0.05);

-- What an import or a correlation brought in, to show it and to undo it.
CREATE INDEX crm_events_correlation ON crm_events ((metadata ->> 'correlation_id'))
    WHERE metadata ->> 'source' = 'import';

-- The log as people read it in psql.
CREATE VIEW log AS
    SELECT notification_id AS position, recorded_at, topic, originator_id, originator_version,
           convert_from(state, 'UTF8')::jsonb AS data, metadata, event_id, hash
    FROM crm_events;

-- Where the chain was found broken; nothing is written then.
CREATE TABLE log_state (broken_at bigint);
INSERT INTO log_state VALUES (NULL);

-- How far each read model, 'name_version', has taken the log in.
CREATE TABLE read_model (key text PRIMARY KEY, position bigint NOT NULL);

-- Where parties lie on a map, so that it stays put from visit to visit. Made anew at will.
CREATE TABLE map_layout (
    map text NOT NULL, party uuid NOT NULL, x real NOT NULL, y real NOT NULL,
    PRIMARY KEY (map, party)
);

-- Begin to append: take the writers' lock, then look. Everything after the lock sees what the
-- writer before has committed, since each statement of a function takes a snapshot of its own.
-- The time of recording is said only for what was recorded elsewhere; it never runs backwards.
CREATE FUNCTION log_begin(command uuid, read_models text[], said_at timestamptz)
RETURNS TABLE (head bigint, head_hash bytea, at timestamptz,
               seen_position bigint, seen_subject uuid, behind boolean, broken_at bigint)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5317041);
    PERFORM pg_notify('crm_events', '');
    SELECT notification_id, hash, greatest(coalesce(said_at, clock_timestamp()), recorded_at)
        INTO head, head_hash, at FROM crm_events ORDER BY notification_id DESC LIMIT 1;
    IF head IS NULL THEN
        head := 0;
        head_hash := decode(repeat('00', 32), 'hex');
        at := coalesce(said_at, clock_timestamp());
    END IF;
    IF command IS NOT NULL THEN
        SELECT notification_id, originator_id INTO seen_position, seen_subject
            FROM crm_events WHERE command_id = command;
    END IF;
    SELECT log_state.broken_at INTO broken_at FROM log_state;
    SELECT count(*) < cardinality(read_models) INTO behind
        FROM read_model WHERE key = ANY (read_models) AND position = head;
    RETURN NEXT;
END $$;
