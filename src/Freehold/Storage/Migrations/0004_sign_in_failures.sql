CREATE TABLE sign_in_failure (
    name TEXT NOT NULL PRIMARY KEY,         -- keyed hash of account and client address, of either alone, or of account and known device
    failures INTEGER NOT NULL,              -- in a row
    last_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) {clustered};

CREATE INDEX sign_in_failure_expiry ON sign_in_failure (expires_at);
