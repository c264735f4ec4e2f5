-- What is known of people, apart from the log, which knows them by their ids only. A value is
-- never overwritten, but all of somebody's can be deleted for good. `position` is that of the event
-- that says that the field changed; an empty value was taken away.
CREATE TABLE vault (
    person uuid NOT NULL,
    field text NOT NULL,
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (person, field, position)
);
-- How somebody is found by name now.
CREATE TABLE vault_name (
    person uuid PRIMARY KEY,
    name text NOT NULL,
    folded text COLLATE "C" NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX vault_name_words ON vault_name USING gin (words);
CREATE INDEX vault_name_sort_key ON vault_name (sort_key, person);
-- The planner's samples would keep names after they are erased.
ALTER TABLE vault ALTER COLUMN value SET STATISTICS 0;
ALTER TABLE vault_name ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE vault_name ALTER COLUMN folded SET STATISTICS 0;
ALTER TABLE vault_name ALTER COLUMN sort_key SET STATISTICS 0;
ALTER TABLE vault_name ALTER COLUMN words SET STATISTICS 0;
