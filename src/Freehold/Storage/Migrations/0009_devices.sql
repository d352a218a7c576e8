-- The devices that an account knows, for device control.
CREATE TABLE device (
    customer_id BIGINT NOT NULL,
    device_hash BYTEA NOT NULL,             -- keyed hash of what names it: the app's id of it, or the token in a browser's cookie
    type TEXT,                              -- what the app tells of it, or BROWSER
    manufacturer TEXT,
    model TEXT,
    os_version TEXT,
    linked_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,                -- the last sign-in while device control was on
    PRIMARY KEY (customer_id, device_hash)
) {clustered};
