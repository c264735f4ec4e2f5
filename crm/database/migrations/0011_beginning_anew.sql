-- Whether a link ends everything its owner signs in with, or lets them choose another password and leaves the rest.
-- Those that are out already do the lesser.
ALTER TABLE invitation ADD COLUMN anew boolean NOT NULL DEFAULT false;
