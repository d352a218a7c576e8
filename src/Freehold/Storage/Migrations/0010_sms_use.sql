-- The last codes to a range of numbers are told off in the index alone: it is asked with every code that leaves.
DROP INDEX sms_code_prefix;
CREATE INDEX sms_code_prefix ON sms_code (prefix, sent_at, used);
