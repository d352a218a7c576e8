-- Whether codes by SMS are used: when most of those to one range of numbers are not, somebody earns by sending them.
-- Nothing here tells whose number it was.

CREATE TABLE sms_code (
    code_id TEXT NOT NULL PRIMARY KEY,      -- keyed hash of the code's own secret
    prefix TEXT NOT NULL,                   -- the first digits of the number: country and network
    sent_at BIGINT NOT NULL,
    used BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL
) {clustered};

CREATE INDEX sms_code_prefix ON sms_code (prefix, sent_at);
CREATE INDEX sms_code_expiry ON sms_code (expires_at);
