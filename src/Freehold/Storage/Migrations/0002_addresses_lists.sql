CREATE TABLE address (
    customer_id BIGINT NOT NULL,
    address_id BIGINT NOT NULL,             -- rises with each new address of a customer: the order of creation
    salutation TEXT, company TEXT, vat_id TEXT, title TEXT, first_name TEXT, last_name TEXT,
    address1 TEXT, address2 TEXT, address3 TEXT, postal TEXT, city TEXT, state TEXT,
    language_id TEXT, country_id TEXT, telephone TEXT, telefax TEXT, email TEXT, website TEXT,
    longitude TEXT, latitude TEXT, birth_date TEXT,
    PRIMARY KEY (customer_id, address_id)
) {clustered};

CREATE TABLE property (
    customer_id BIGINT NOT NULL,
    property_id BIGINT NOT NULL,
    type TEXT NOT NULL,
    language_id TEXT,                       -- null: of every language, and may then repeat
    value TEXT NOT NULL,
    PRIMARY KEY (customer_id, property_id)
) {clustered};

CREATE UNIQUE INDEX property_once ON property (customer_id, type, language_id, value);

CREATE TABLE list_entry (
    customer_id BIGINT NOT NULL,
    list_id BIGINT NOT NULL,
    domain TEXT NOT NULL,                   -- what kind of thing is referred to: product, service, …
    type TEXT NOT NULL,                     -- favorite, watch, default, …
    ref_id TEXT NOT NULL,
    date_start TEXT,                        -- YYYY-MM-DD hh:mm:ss in UTC
    date_end TEXT,
    config TEXT,                            -- JSON object; null is empty
    position INTEGER NOT NULL,
    status INTEGER NOT NULL,                -- shown when above 0
    PRIMARY KEY (customer_id, list_id)
) {clustered};

CREATE UNIQUE INDEX list_entry_once ON list_entry (customer_id, domain, type, ref_id);
