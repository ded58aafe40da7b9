-- From schema 1 to 2: what the tables and indexes of the first schema lack.

CREATE TABLE consent (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE customer_field (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    measure BIGINT,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE merged_fact (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE mute (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    until VARCHAR NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE not_duplicate (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(other_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

ALTER TABLE journey ADD COLUMN source_key VARCHAR;

ALTER TABLE interaction ADD COLUMN replaces INTEGER;

ALTER TABLE interaction ADD COLUMN source_key VARCHAR;

CREATE INDEX tag_value ON tag (value);

CREATE INDEX customer_company ON customer (company) WHERE company IS NOT NULL;

CREATE INDEX ix_consent_customer_id ON consent (customer_id);

CREATE INDEX customer_field_key ON customer_field ("key", measure);

CREATE INDEX ix_customer_field_customer_id ON customer_field (customer_id);

DROP INDEX ix_journey_customer_id;

CREATE INDEX journey_customer ON journey (customer_id, pipeline);

CREATE INDEX journey_source ON journey (source_key) WHERE source_key IS NOT NULL;

CREATE INDEX merged_fact_customer ON merged_fact (customer_id) WHERE void_op IS NULL;

CREATE INDEX merged_fact_row ON merged_fact (table_name, row_id);

CREATE INDEX mute_customer ON mute (customer_id, reason);

CREATE INDEX ix_not_duplicate_customer_id ON not_duplicate (customer_id);

CREATE INDEX ix_not_duplicate_other_id ON not_duplicate (other_id);

CREATE INDEX interaction_replaces ON interaction (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX interaction_source ON interaction (source_key) WHERE source_key IS NOT NULL;

CREATE VIRTUAL TABLE interaction_index USING fts5(
    tokens, content='', detail=none, columnsize=0, tokenize='unicode61'
);
