-- {where clustered}
-- Events in the order in which they come, found by a slim index: in the order of their customers each one went to a page at a
-- random place, which it also had to split every few dozen times.
ALTER TABLE event RENAME TO event_before;
CREATE TABLE event (
    customer_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    label TEXT NOT NULL,
    params TEXT,                            -- JSON object; null is {}
    PRIMARY KEY (customer_id, event_id)
);
INSERT INTO event (customer_id, event_id, at, action, label, params)
SELECT customer_id, event_id, at, action, label, params FROM event_before ORDER BY at, event_id;
DROP TABLE event_before;
CREATE INDEX event_at ON event (at);
CREATE INDEX event_action ON event (action, at);
