-- Who signs in through an identity provider. The way from issuer and subject to the customer is identifier kind 7.
CREATE TABLE linked_sign_in (
    customer_id BIGINT NOT NULL,
    method TEXT NOT NULL,                   -- FACEBOOK, GOOGLE, …
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,                  -- the provider's own number of the person
    linked_at BIGINT NOT NULL,
    suspended BOOLEAN NOT NULL,             -- after an undo, until a new password is set
    PRIMARY KEY (customer_id, issuer, subject)
) {clustered};
