-- As whom the provider of an organisation knows somebody. It is personal data, as what is in
-- `holder` is, and goes with it.
CREATE TABLE identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
    bound_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account_id, issuer)
);
-- Who went to the provider from here, until they are back: good once, in one browser, for minutes.
CREATE UNLOGGED TABLE errand (
    state bytea PRIMARY KEY,
    browser bytea NOT NULL,
    purpose text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    session bytea,
    invitation bytea,
    wanted text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now()
);
