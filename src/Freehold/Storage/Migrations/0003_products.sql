CREATE TABLE product (
    product_id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    status INTEGER NOT NULL
);
