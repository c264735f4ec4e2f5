-- Which column of a list is which field, by its place, as somebody said last for a list of the same headings. A
-- preference, so no event; and of the list only a digest of its headings, which may be somebody's data.
CREATE TABLE import_columns (
    profile text NOT NULL,
    headings bytea NOT NULL,
    columns jsonb NOT NULL,
    PRIMARY KEY (profile, headings)
);
