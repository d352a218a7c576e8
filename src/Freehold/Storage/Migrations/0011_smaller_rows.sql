-- Nothing is kept twice that need not be. In account an empty text stands for what follows from its neighbours:
-- verified_email is email, phone_digits are the digits in phone, label is made of the names.
UPDATE account SET verified_email = '' WHERE verified_email = email;

-- An identifier in use is told by its customer's row, which leads to it. The others are apart, in an index of their own:
-- reserved ones, earlier uuids, proved phones, numbers of merged profiles, linked sign-ins.
ALTER TABLE identifier ADD COLUMN apart BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE identifier SET apart = TRUE
WHERE reserved_until IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM account a WHERE a.customer_id = identifier.customer_id AND identifier.value = CASE identifier.kind
        WHEN 1 THEN CASE WHEN a.code = identifier.value THEN a.code ELSE a.email END
        WHEN 2 THEN a.custom_id WHEN 3 THEN a.uuid WHEN 5 THEN a.email END);
DROP INDEX identifier_customer;
CREATE INDEX identifier_apart ON identifier (customer_id) WHERE apart;

-- In the order of its key, or SQLite would keep the number twice in each index. The moment needs six bytes until 10889.
ALTER TABLE directory RENAME TO directory_before;
CREATE TABLE directory (
    customer_id BIGINT NOT NULL PRIMARY KEY,
    recognized BOOLEAN NOT NULL,            -- has an account, an e-mail or a custom id
    email BYTEA NOT NULL,
    phone BYTEA NOT NULL,                   -- digits
    first_name BYTEA NOT NULL,
    last_name BYTEA NOT NULL,
    city BYTEA NOT NULL,
    created BYTEA NOT NULL                  -- Unix milliseconds in six bytes, most significant byte first
) {clustered};
INSERT INTO directory (customer_id, recognized, email, phone, first_name, last_name, city, created)
SELECT customer_id, recognized, email, phone, first_name, last_name, city, substr(created, 3) FROM directory_before ORDER BY customer_id;
DROP TABLE directory_before;
CREATE INDEX directory_email ON directory (email, customer_id, recognized);
CREATE INDEX directory_phone ON directory (phone, customer_id, recognized);
CREATE INDEX directory_first_name ON directory (first_name, customer_id, recognized);
CREATE INDEX directory_last_name ON directory (last_name, customer_id, recognized);
CREATE INDEX directory_city ON directory (city, customer_id, recognized);
CREATE INDEX directory_created ON directory (created, customer_id, recognized);
