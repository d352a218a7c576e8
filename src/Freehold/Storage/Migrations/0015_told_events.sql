-- What customers tell of themselves, which alone has no label, is counted with each event that they tell.
CREATE INDEX event_told ON event (customer_id, at) WHERE label = '';
