-- Breaks of the chain that somebody accepted: where, and the seal of what stood there then. The next
-- proof, which finds the same there again, goes on past it. Those from before have no seal.
CREATE TABLE accepted_break (position bigint PRIMARY KEY, seal bytea);
INSERT INTO accepted_break SELECT accepted FROM log_state WHERE accepted IS NOT NULL;
ALTER TABLE log_state DROP COLUMN accepted, ADD broken_seal bytea;
