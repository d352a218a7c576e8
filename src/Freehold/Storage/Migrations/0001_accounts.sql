-- Rules of this schema: one text for SQLite and PostgreSQL. Moments are Unix milliseconds. Every row of a customer starts
-- its key with customer_id, so that a cluster can distribute by it; a negative customer_id is the random pseudonym under
-- which what outlives an account is kept. Unique identifiers live in one table of their own. {key} is a whole-number primary
-- key and {clustered} a table stored in the order of its key, as each database spells them (see Migrator).

CREATE TABLE account (
    customer_id {key},
    standing SMALLINT NOT NULL,             -- 0 disabled, 1 active, 2 leaving (looks deleted, erased when the grace ends), 3 waiting for activation
    registered BOOLEAN NOT NULL,            -- false: a profile without account, made by the business side
    version BIGINT NOT NULL,                -- counts changes of the row; the strong ETag
    epoch BIGINT NOT NULL,                  -- sessions of an earlier epoch are over
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    email TEXT,
    email_verified BOOLEAN NOT NULL,
    verified_email TEXT,                    -- the last address whose mailbox was proved; null: there never was one
    code TEXT,                              -- login code; null follows the e-mail
    custom_id TEXT,
    uuid TEXT NOT NULL,
    phone TEXT,                             -- as typed
    phone_digits TEXT,                      -- what it is compared by
    phone_proved BOOLEAN NOT NULL,
    agreements INTEGER NOT NULL,            -- bits, see Agreements
    attributes TEXT,                        -- JSON object of custom attributes
    tags TEXT,                              -- JSON array of text
    frozen_until BIGINT,                    -- after an undo, changes of sign-in data wait until then
    leaves_at BIGINT,                       -- standing 2: when erasure is due
    salutation TEXT, company TEXT, vat_id TEXT, title TEXT, first_name TEXT, last_name TEXT,
    address1 TEXT, address2 TEXT, address3 TEXT, postal TEXT, city TEXT, state TEXT,
    language_id TEXT, country_id TEXT, telephone TEXT, telefax TEXT, website TEXT,
    longitude TEXT, latitude TEXT, label TEXT, birth_date TEXT, avatar_url TEXT, sex TEXT, whatsapp_id TEXT
);

CREATE INDEX account_leaving ON account (leaves_at) WHERE leaves_at IS NOT NULL;

CREATE TABLE identifier (
    kind SMALLINT NOT NULL,                 -- 1 login (e-mail and code share it), 2 custom id, 3 uuid, 4 proved phone, 5 contact e-mail of a profile without account, 6 number of a profile merged into it
    value TEXT NOT NULL,                    -- folded, see EmailAddress, LoginCode, Phone
    customer_id BIGINT NOT NULL,
    reserved_until BIGINT,                  -- no longer in use, but nobody else's until then
    PRIMARY KEY (kind, value)
) {clustered};

CREATE INDEX identifier_customer ON identifier (customer_id);

CREATE TABLE password (
    customer_id {key},
    hash TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    proved BOOLEAN NOT NULL                 -- set at registration, with the old password or with a proof of the mailbox
);

CREATE TABLE session (
    customer_id BIGINT NOT NULL,
    session_id TEXT NOT NULL,               -- a bearer's sid, or the hash of a cookie's secret
    epoch BIGINT NOT NULL,
    method TEXT NOT NULL,                   -- how it was begun: SYNERISE, FACEBOOK, …
    uuid TEXT,
    created_at BIGINT NOT NULL,
    proved_at BIGINT NOT NULL,              -- when the password (or another factor) was last proved
    seen_at BIGINT NOT NULL,                -- touched at most once an hour
    expires_at BIGINT NOT NULL,             -- two weeks after it was seen, but not after ends_at
    ends_at BIGINT NOT NULL,                -- when it ends at the latest
    client_address TEXT,
    PRIMARY KEY (customer_id, session_id)
) {clustered};

CREATE TABLE code (
    customer_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    target TEXT NOT NULL,                   -- what it confirms: the new phone, the new e-mail
    secret BYTEA NOT NULL,                  -- HMAC of the code with customer, purpose and target
    epoch BIGINT NOT NULL,                  -- dies with the sessions
    tries INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, purpose)
) {clustered};

CREATE TABLE link (
    customer_id BIGINT NOT NULL,
    token_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    target TEXT NOT NULL,                   -- the address or phone that it was sent to
    payload TEXT,                           -- JSON; for an undo what stood before
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, token_hash)
) {clustered};

CREATE TABLE throttle (
    name TEXT NOT NULL PRIMARY KEY,         -- keyed hash of what is counted; never an address in the clear
    stamps TEXT NOT NULL,                   -- moments within the longest window, oldest first
    expires_at BIGINT NOT NULL
) {clustered};

CREATE INDEX throttle_expiry ON throttle (expires_at);

CREATE TABLE event (
    customer_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    label TEXT NOT NULL,
    params TEXT,                            -- JSON object; null is {}
    PRIMARY KEY (customer_id, event_id)
) {clustered};

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
) {clustered};

CREATE TABLE outbox (
    customer_id BIGINT NOT NULL,            -- 0: to somebody who has no account
    message_id BIGINT NOT NULL,
    channel TEXT NOT NULL,                  -- sms, email
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT,
    content BYTEA NOT NULL,                 -- encrypted values of the template
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,                 -- the next attempt; while one is made, the end of its lease
    expires_at BIGINT NOT NULL,
    tries INTEGER NOT NULL,                 -- attempts that failed
    parked BOOLEAN NOT NULL,                -- given up; kept for the operator until it expires
    PRIMARY KEY (customer_id, message_id)   -- in the order of writing
);

CREATE INDEX outbox_due ON outbox (due_at);

CREATE TABLE sms_count (
    day BIGINT NOT NULL,                    -- days since 1970, UTC
    client_address TEXT NOT NULL,           -- keyed hash of who asked; '' everybody together
    country TEXT NOT NULL,                  -- where to; '' all countries together
    sent INTEGER NOT NULL,
    PRIMARY KEY (day, client_address, country)
);

CREATE TABLE customer_group (
    group_id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    label TEXT NOT NULL
);

CREATE TABLE membership (
    customer_id BIGINT NOT NULL,
    group_id TEXT NOT NULL,
    list_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (customer_id, group_id)
) {clustered};

CREATE TABLE customer_order (
    order_id TEXT NOT NULL PRIMARY KEY,
    customer_id BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE INDEX customer_order_customer ON customer_order (customer_id, placed_at);

CREATE TABLE erased (
    account_hash BYTEA NOT NULL PRIMARY KEY, -- HMAC of the account's number, to apply the erasure again after a restore
    at BIGINT NOT NULL
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
