-- How far the log was written, and the read models that were written with it: they are where it is.
-- A position for each of them was ten rows to change with every save.
CREATE TABLE log_head (position bigint NOT NULL, followed_by text[] NOT NULL);
INSERT INTO log_head SELECT coalesce(max(notification_id), 0), '{}' FROM crm_events;

-- How far each read model has taken the log in; the table says it only of those left behind.
CREATE VIEW reached AS
    SELECT key, CASE WHEN key = ANY (followed_by)
                     THEN greatest(read_model.position, log_head.position)
                     ELSE read_model.position END AS position
    FROM read_model, log_head;

-- As before, but those that go along aren't counted: only where another program wrote last, with
-- other read models or without saying so, the ones that went with it are left where they are.
CREATE OR REPLACE FUNCTION log_begin(command uuid, read_models text[], said_at timestamptz)
RETURNS TABLE (head bigint, head_hash bytea, at timestamptz,
               seen_position bigint, seen_subject uuid, behind boolean, broken_at bigint)
LANGUAGE plpgsql AS $$
DECLARE
    written bigint;
    following text[];
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
    SELECT log_state.broken_at, log_head.position, log_head.followed_by
        INTO broken_at, written, following FROM log_state, log_head;
    behind := false;
    IF written <> head OR following <> read_models THEN
        UPDATE read_model SET position = greatest(position, written) WHERE key = ANY (following);
        SELECT count(*) < cardinality(read_models) INTO behind
            FROM read_model WHERE key = ANY (read_models) AND position = head;
        UPDATE log_head SET position = head,
                            followed_by = CASE WHEN behind THEN '{}' ELSE read_models END;
    END IF;
    RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION log_append(command uuid, read_models text[], said_at timestamptz,
                                      metadata text, subjects uuid[], versions bigint[],
                                      topics text[], states bytea[], event_ids uuid[])
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
        UPDATE log_head SET position = head + cardinality(subjects);
    END IF;
    RETURN NEXT;
END $$;
