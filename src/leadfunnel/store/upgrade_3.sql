-- From schema 2 to 3: what the tables and indexes of the second schema lack.

CREATE TABLE material (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    suits VARCHAR NOT NULL,
    every_days INTEGER,
    retired INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE product (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    category VARCHAR,
    price BIGINT,
    currency VARCHAR,
    lasts_days INTEGER,
    retired INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE quota (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    territory VARCHAR,
    per VARCHAR NOT NULL,
    from_on VARCHAR NOT NULL,
    amount BIGINT NOT NULL,
    currency VARCHAR NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE quota_basis (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    territory VARCHAR,
    taken_on VARCHAR NOT NULL,
    from_on VARCHAR NOT NULL,
    to_on VARCHAR NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE sales_target (
    id INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    owner_id INTEGER,
    per VARCHAR NOT NULL,
    goal BIGINT NOT NULL,
    currency VARCHAR,
    from_on VARCHAR NOT NULL,
    until_on VARCHAR,
    ramp VARCHAR,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE customer_mark (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    reason VARCHAR,
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

CREATE TABLE member (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(person_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE plan_run (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    "plan" VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    day_zero VARCHAR NOT NULL,
    until_on VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    cause_id INTEGER,
    status VARCHAR NOT NULL,
    ended_at BIGINT,
    end_reason VARCHAR,
    user_id INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE score (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    card VARCHAR NOT NULL,
    criterion VARCHAR NOT NULL,
    points INTEGER NOT NULL,
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

CREATE TABLE cost (
    id INTEGER NOT NULL,
    customer_id INTEGER,
    journey_id INTEGER,
    campaign VARCHAR,
    channel VARCHAR,
    category VARCHAR NOT NULL,
    amount BIGINT NOT NULL,
    currency VARCHAR NOT NULL,
    on_day VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    user_id INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    source_key VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(journey_id) REFERENCES journey (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE deal_helper (
    id INTEGER NOT NULL,
    journey_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(journey_id) REFERENCES journey (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE purchase (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    refunds INTEGER,
    order_number VARCHAR,
    order_system VARCHAR NOT NULL,
    amount BIGINT,
    currency VARCHAR,
    at BIGINT NOT NULL,
    on_day VARCHAR NOT NULL,
    outlet VARCHAR,
    journey_id INTEGER,
    note VARCHAR NOT NULL,
    reason VARCHAR,
    user_id INTEGER NOT NULL,
    owner_id INTEGER,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    source_key VARCHAR,
    occasion VARCHAR NOT NULL,
    kept INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(refunds) REFERENCES purchase (id),
    FOREIGN KEY(journey_id) REFERENCES journey (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(owner_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE quota_basis_row (
    id INTEGER NOT NULL,
    basis_id INTEGER NOT NULL,
    journey_id INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    currency VARCHAR NOT NULL,
    probability INTEGER NOT NULL,
    weighted BIGINT NOT NULL,
    closes_on VARCHAR NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(basis_id) REFERENCES quota_basis (id),
    FOREIGN KEY(journey_id) REFERENCES journey (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE material_sent (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    material_id INTEGER NOT NULL,
    interaction_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(material_id) REFERENCES material (id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE purchase_line (
    id INTEGER NOT NULL,
    purchase_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity BIGINT NOT NULL,
    amount BIGINT,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    runs_out_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(purchase_id) REFERENCES purchase (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE satisfaction (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    purchase_id INTEGER,
    interaction_id INTEGER,
    score INTEGER NOT NULL,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(purchase_id) REFERENCES purchase (id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE service_case (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    interaction_id INTEGER,
    complaint VARCHAR NOT NULL,
    opened_at BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    solved_at BIGINT,
    resolution VARCHAR NOT NULL,
    user_id INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE step_mark (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    interaction_id INTEGER,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES plan_run (id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

ALTER TABLE customer ADD COLUMN birthday_key VARCHAR;

ALTER TABLE customer ADD COLUMN purchases INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE customer ADD COLUMN first_bought_on VARCHAR;

ALTER TABLE customer ADD COLUMN last_bought_on VARCHAR;

ALTER TABLE customer ADD COLUMN unanswered INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE customer ADD COLUMN attempted_at BIGINT;

CREATE INDEX customer_added ON customer (created_at) WHERE present = 1 AND imported = 0;

CREATE INDEX customer_attempted ON customer (stage, attempted_at) WHERE present = 1 AND attempted_at IS NOT NULL;

CREATE INDEX customer_birthday ON customer (birthday_key) WHERE present = 1 AND birthday_key IS NOT NULL;

CREATE INDEX customer_bought ON customer (last_bought_on) WHERE present = 1 AND purchases > 0;

CREATE INDEX customer_never ON customer (stage, imported) WHERE present = 1 AND last_contact_at IS NULL;

CREATE INDEX customer_unanswered ON customer (stage, unanswered, last_touch_at) WHERE present = 1 AND unanswered > 0;

CREATE INDEX customer_unbought ON customer (stage, created_at) WHERE present = 1 AND purchases = 0;

CREATE INDEX customer_uncontacted ON customer (imported, created_at) WHERE present = 1 AND last_contact_at IS NULL;

CREATE INDEX material_name ON material (name_key);

CREATE INDEX product_name ON product (name_key);

CREATE INDEX sales_target_metric ON sales_target (metric, owner_id);

CREATE INDEX ix_customer_mark_customer_id ON customer_mark (customer_id);

CREATE INDEX ix_member_customer_id ON member (customer_id);

CREATE INDEX ix_member_person_id ON member (person_id);

CREATE INDEX ix_plan_run_customer_id ON plan_run (customer_id);

CREATE INDEX plan_run_running ON plan_run (until_on) WHERE status = 'running' AND void_op IS NULL;

CREATE INDEX score_customer ON score (customer_id, card);

CREATE INDEX cost_customer ON cost (customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX cost_day ON cost (on_day);

CREATE INDEX cost_journey ON cost (journey_id) WHERE journey_id IS NOT NULL;

CREATE INDEX cost_source ON cost (source_key) WHERE source_key IS NOT NULL;

CREATE INDEX ix_deal_helper_journey_id ON deal_helper (journey_id);

CREATE INDEX purchase_customer ON purchase (customer_id, on_day);

CREATE INDEX purchase_day ON purchase (on_day);

CREATE INDEX purchase_journey ON purchase (journey_id) WHERE journey_id IS NOT NULL;

CREATE INDEX purchase_order ON purchase (order_number) WHERE order_number IS NOT NULL;

CREATE INDEX purchase_refunds ON purchase (refunds) WHERE refunds IS NOT NULL;

CREATE INDEX purchase_source ON purchase (source_key) WHERE source_key IS NOT NULL;

CREATE INDEX ix_quota_basis_row_basis_id ON quota_basis_row (basis_id);

CREATE INDEX ix_quota_basis_row_journey_id ON quota_basis_row (journey_id);

CREATE INDEX follow_up_done ON follow_up (due_on) WHERE status = 'done' AND void_op IS NULL;

CREATE INDEX ix_material_sent_interaction_id ON material_sent (interaction_id);

CREATE INDEX material_sent_customer ON material_sent (customer_id, at);

CREATE INDEX material_sent_material ON material_sent (material_id, customer_id);

CREATE INDEX ix_purchase_line_product_id ON purchase_line (product_id);

CREATE INDEX ix_purchase_line_purchase_id ON purchase_line (purchase_id);

CREATE INDEX purchase_line_runs_out ON purchase_line (runs_out_on) WHERE runs_out_on IS NOT NULL;

CREATE INDEX ix_satisfaction_customer_id ON satisfaction (customer_id);

CREATE INDEX ix_satisfaction_interaction_id ON satisfaction (interaction_id);

CREATE INDEX ix_satisfaction_purchase_id ON satisfaction (purchase_id);

CREATE INDEX ix_service_case_customer_id ON service_case (customer_id);

CREATE INDEX ix_service_case_interaction_id ON service_case (interaction_id);

CREATE INDEX service_case_open ON service_case (customer_id, opened_at) WHERE status = 'open' AND void_op IS NULL;

CREATE INDEX ix_step_mark_interaction_id ON step_mark (interaction_id);

CREATE INDEX ix_step_mark_run_id ON step_mark (run_id);
