-- What the lists of the business side sort and search by. It stands beside the account, so that changing a profile rewrites
-- these indexes only where a listed value changes. Keys are folded text as UTF-8 bytes (empty: none), since both databases
-- order bytes alike and a prefix is then a range; each index holds all that a page needs to be counted off.
CREATE TABLE directory (
    customer_id {key},
    recognized BOOLEAN NOT NULL,            -- has an account, an e-mail or a custom id
    email BYTEA NOT NULL,
    phone BYTEA NOT NULL,                   -- digits
    first_name BYTEA NOT NULL,
    last_name BYTEA NOT NULL,
    city BYTEA NOT NULL,
    created BYTEA NOT NULL                  -- Unix milliseconds, most significant byte first
);

CREATE INDEX directory_email ON directory (email, customer_id, recognized);
CREATE INDEX directory_phone ON directory (phone, customer_id, recognized);
CREATE INDEX directory_first_name ON directory (first_name, customer_id, recognized);
CREATE INDEX directory_last_name ON directory (last_name, customer_id, recognized);
CREATE INDEX directory_city ON directory (city, customer_id, recognized);
CREATE INDEX directory_created ON directory (created, customer_id, recognized);

-- Events of all customers by time, and what the retention of an action still keeps.
CREATE INDEX event_at ON event (at);
CREATE INDEX event_action ON event (action, at);
