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

-- Append a few events in one round trip: begin, bind each to the one before, write. Where the
-- log may not be written (broken, behind, seen before) it only says so, and `hashes` is null.
-- What is hashed is the line of crm/log/chain.py, letter by letter; `metadata` comes as it is
-- hashed, its keys sorted.
CREATE FUNCTION log_append(command uuid, read_models text[], said_at timestamptz, metadata text,
                           subjects uuid[], versions bigint[], topics text[], states bytea[],
                           event_ids uuid[])
RETURNS TABLE (head bigint, head_hash bytea, at timestamptz, seen_position bigint,
               seen_subject uuid, behind boolean, broken_at bigint, hashes bytea[])
LANGUAGE plpgsql AS $$
DECLARE
    before bytea;
    rest text;
BEGIN
    SELECT * INTO head, head_hash, at, seen_position, seen_subject, behind, broken_at
        FROM log_begin(command, read_models, said_at);
    IF broken_at IS NULL AND seen_position IS NULL AND NOT behind THEN
        before := head_hash;
        rest := ',"recorded_at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
            || 'Z","metadata":' || metadata || ',"data":';
        rest := replace(rest, '.000000Z"', 'Z"');
        FOR i IN 1 .. cardinality(subjects) LOOP
            before := sha256(before || convert_to(
                '{"position":' || head + i || ',"event_id":"' || event_ids[i]
                || '","topic":"' || topics[i] || '","originator_id":"' || subjects[i]
                || '","originator_version":' || versions[i] || rest, 'UTF8')
                || states[i] || '}'::bytea);
            hashes[i] := before;
            INSERT INTO crm_events VALUES (
                subjects[i], versions[i], topics[i], states[i], head + i, event_ids[i],
                metadata::jsonb, at, before, CASE WHEN i = 1 THEN command END);
        END LOOP;
        UPDATE read_model SET position = head + cardinality(subjects) WHERE key = ANY (read_models);
    END IF;
    RETURN NEXT;
END $$;
