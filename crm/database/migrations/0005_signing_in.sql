-- Who may sign in, and who has. These are personal data and secrets: they lie apart from the log,
-- which knows accounts by their ids only, and can be deleted for good.
CREATE TABLE holder (
    account_id uuid PRIMARY KEY,
    login text NOT NULL,
    folded text NOT NULL CONSTRAINT holder_login UNIQUE,
    name text NOT NULL,
    password text,
    totp_secret text,
    totp_step bigint NOT NULL DEFAULT 0
);
CREATE TABLE one_time_code (
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    hash bytea NOT NULL,
    PRIMARY KEY (account_id, hash)
);
CREATE TABLE invitation (
    hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
-- A row is made only once somebody has shown who they are; `awaits` says what they still have to
-- show or do before they see anything: 'code' or 'second_factor'.
CREATE TABLE session (
    hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    begun_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    strong_at timestamptz,
    awaits text,
    address text,
    agent text
);
CREATE INDEX session_account ON session (account_id);
-- How many tries are left under a key; what is lost in a crash is a limit begun anew.
CREATE UNLOGGED TABLE bucket (
    key text PRIMARY KEY,
    tokens double precision NOT NULL,
    at timestamptz NOT NULL
);
CREATE TABLE passkey (
    id bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz
);
CREATE INDEX passkey_account ON passkey (account_id);
-- What an authenticator is to sign, good once and for some minutes.
CREATE UNLOGGED TABLE challenge (
    challenge bytea PRIMARY KEY,
    account_id uuid,
    expires_at timestamptz NOT NULL
);
-- Who read what few may read. Whoever reads this table is written down in it too.
CREATE TABLE reading (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    account_id uuid NOT NULL,
    what text NOT NULL,
    about text NOT NULL
);
CREATE INDEX reading_at ON reading (at DESC);
