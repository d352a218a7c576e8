-- {where clustered}
-- Links and records of agreements in the order in which they come, as events are: in the order of their customers each went to a
-- page at a random place, and as long rows that come late they had to split it every few times.
ALTER TABLE link RENAME TO link_before;
CREATE TABLE link (
    customer_id BIGINT NOT NULL,
    token_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    target TEXT NOT NULL,                   -- the address or phone that it was sent to
    payload TEXT,                           -- JSON; for an undo what stood before
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, token_hash)
);
INSERT INTO link (customer_id, token_hash, purpose, target, payload, created_at, expires_at)
SELECT customer_id, token_hash, purpose, target, payload, created_at, expires_at FROM link_before ORDER BY customer_id, token_hash;
DROP TABLE link_before;
CREATE INDEX link_expiry ON link (expires_at);

ALTER TABLE agreement_record RENAME TO agreement_record_before;
CREATE TABLE agreement_record (
    customer_id BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    granted BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    source TEXT NOT NULL,                   -- the call that recorded it
    client_address TEXT,
    text_version TEXT,
    PRIMARY KEY (customer_id, record_id)
);
INSERT INTO agreement_record (customer_id, record_id, purpose, granted, at, source, client_address, text_version)
SELECT customer_id, record_id, purpose, granted, at, source, client_address, text_version FROM agreement_record_before ORDER BY customer_id, record_id;
DROP TABLE agreement_record_before;
