-- Updates of profiles, the most frequent of all events: in the order of time, and each names the one before it of the same
-- customer, so that no index by customer, which would be written at a random place for each of them, is needed.
ALTER TABLE account ADD COLUMN last_update BIGINT;          -- its newest profile_update
CREATE TABLE profile_update (
    update_id BIGINT NOT NULL,                              -- 1024 times its moment in Unix milliseconds, or a little later
    customer_id BIGINT NOT NULL,
    previous BIGINT,                                        -- the customer's update before; null is the first
    PRIMARY KEY (update_id, customer_id)
) {clustered};
