-- Half of a keyed hash tells apart whatever is counted. Under another name nobody has the table, whose rows nodes that serve take in any order.
ALTER TABLE throttle RENAME TO throttle_before;
UPDATE throttle_before SET name = substr(name, 1, 32);
ALTER TABLE throttle_before RENAME TO throttle;
