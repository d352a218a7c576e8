-- Hashes as bytes: those that Freehold makes are packed (see StoredHash), others are the text that they came as, in UTF-8.
ALTER TABLE password RENAME TO password_before;
CREATE TABLE password (
    customer_id {key},
    hash BYTEA NOT NULL,
    set_at BIGINT NOT NULL,
    proved BOOLEAN NOT NULL                 -- set at registration, with the old password or with a proof of the mailbox
);
INSERT INTO password (customer_id, hash, set_at, proved)
SELECT customer_id, {bytes:hash}, set_at, proved FROM password_before ORDER BY customer_id;
DROP TABLE password_before;
