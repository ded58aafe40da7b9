-- From schema 4 to 5: what the tables and indexes of the fourth schema lack.

CREATE TABLE row_sum (
    id INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE erased (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    erased_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (mark),
    FOREIGN KEY(op_id) REFERENCES operation (id)
);

ALTER TABLE journey ADD COLUMN assumed INTEGER;

CREATE UNIQUE INDEX row_sum_block ON row_sum (table_name, block);

CREATE INDEX customer_free ON customer (stage, last_contact_at) WHERE present = 1 AND owner_id IS NULL;

CREATE INDEX journey_stands ON journey (pipeline, stage, since, assumed);

CREATE INDEX stage_change_late ON stage_change (pipeline, recorded_at) WHERE recorded_at > at;

DROP INDEX journey_stage;
