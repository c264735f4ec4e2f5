-- Which column of a list is which field, as somebody said last for a list of the same headings. A preference, so no
-- event; and of a file only its first row.
CREATE TABLE import_columns (
    profile text NOT NULL,
    headings text[] NOT NULL,
    columns jsonb NOT NULL,
    PRIMARY KEY (profile, headings)
);
