-- Lists that somebody keeps under a name of theirs: a preference of one account, no fact about the
-- network. They may name people, lie apart from the log, and go with the account. `views` of a
-- holder grows whenever one of theirs comes, changes or goes, so that no page shows them as they
-- were.
ALTER TABLE holder ADD COLUMN views bigint NOT NULL DEFAULT 0;
CREATE TABLE saved_view (
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    path text NOT NULL,
    asked json NOT NULL,
    PRIMARY KEY (account_id, id)
);
-- The planner's samples would keep names after somebody is erased.
ALTER TABLE saved_view ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE saved_view ALTER COLUMN asked SET STATISTICS 0;
