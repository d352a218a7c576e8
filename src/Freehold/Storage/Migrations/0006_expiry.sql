-- By these the sweeper finds what has expired (see ExpiringTable).
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX code_expiry ON code (expires_at);
CREATE INDEX link_expiry ON link (expires_at);
