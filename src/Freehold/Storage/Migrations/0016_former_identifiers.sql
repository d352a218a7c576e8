-- Identifiers that nobody can take back any more are deleted by their time; few rows have one.
CREATE INDEX identifier_reserved ON identifier (reserved_until) WHERE reserved_until IS NOT NULL;

-- Delivery addresses of profiles that became part of an account went there only from this version on.
DELETE FROM address WHERE NOT EXISTS (SELECT 1 FROM account WHERE account.customer_id = address.customer_id);
