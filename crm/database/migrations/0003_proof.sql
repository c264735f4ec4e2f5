-- How far the chain was proved, and its hash there: the next proof may go on from it.
ALTER TABLE log_state
    ADD proven bigint NOT NULL DEFAULT 0,
    ADD proven_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex');
