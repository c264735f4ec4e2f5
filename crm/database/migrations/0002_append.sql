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

-- Where the chain is broken and was told to be written on all the same; the next proof, which
-- finds it there again, stops nobody.
ALTER TABLE log_state ADD accepted bigint;
