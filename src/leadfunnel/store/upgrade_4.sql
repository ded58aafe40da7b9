-- From schema 3 to 4: what the tables and indexes of the third schema lack.

CREATE TABLE campaign (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    from_on VARCHAR NOT NULL,
    to_on VARCHAR NOT NULL,
    warm_from_on VARCHAR,
    goal VARCHAR NOT NULL,
    policy VARCHAR NOT NULL,
    organiser_id INTEGER,
    closed_on VARCHAR,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(organiser_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE department (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    parent_id INTEGER,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(parent_id) REFERENCES department (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE review_mark (
    id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    user_id INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE review_note (
    id INTEGER NOT NULL,
    first_day VARCHAR NOT NULL,
    last_day VARCHAR NOT NULL,
    head VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    outcome VARCHAR,
    user_id INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE campaign_check (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    due_on VARCHAR NOT NULL,
    done_at BIGINT,
    done_by INTEGER,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id),
    FOREIGN KEY(done_by) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE campaign_guide (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    calls_goal INTEGER,
    group_goal INTEGER,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE chat_group (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    benefit VARCHAR NOT NULL,
    campaign_id INTEGER,
    owner_id INTEGER,
    helper_id INTEGER,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id),
    FOREIGN KEY(owner_id) REFERENCES users (id),
    FOREIGN KEY(helper_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE outlet (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    department_id INTEGER,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(department_id) REFERENCES department (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE group_member (
    id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    entry VARCHAR,
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    spoke_at BIGINT,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(group_id) REFERENCES chat_group (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE invitation (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    journey_id INTEGER,
    guide_id INTEGER,
    number INTEGER,
    assigned_on VARCHAR,
    recorded_at BIGINT NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(journey_id) REFERENCES journey (id),
    FOREIGN KEY(guide_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE team_member (
    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    department_id INTEGER,
    outlet_id INTEGER,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(department_id) REFERENCES department (id),
    FOREIGN KEY(outlet_id) REFERENCES outlet (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

CREATE TABLE invitation_fact (
    id INTEGER NOT NULL,
    invitation_id INTEGER NOT NULL,
    fact VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    on_day VARCHAR,
    purchase_id INTEGER,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    user_id INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    void_op INTEGER,
    source_key VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(invitation_id) REFERENCES invitation (id),
    FOREIGN KEY(purchase_id) REFERENCES purchase (id),
    FOREIGN KEY(user_id) REFERENCES users (id),
    FOREIGN KEY(op_id) REFERENCES operation (id),
    FOREIGN KEY(void_op) REFERENCES operation (id)
);

ALTER TABLE ownership ADD COLUMN reason VARCHAR;

CREATE INDEX campaign_days ON campaign (to_on);

CREATE INDEX campaign_name ON campaign (name_key);

CREATE INDEX department_name ON department (name_key);

CREATE INDEX ix_department_parent_id ON department (parent_id);

CREATE INDEX review_mark_day ON review_mark (on_day);

CREATE INDEX review_note_first ON review_note (first_day);

CREATE INDEX campaign_check_due ON campaign_check (due_on) WHERE done_at IS NULL AND void_op IS NULL;

CREATE INDEX ix_campaign_check_campaign_id ON campaign_check (campaign_id);

CREATE INDEX ix_campaign_guide_campaign_id ON campaign_guide (campaign_id);

CREATE INDEX chat_group_name ON chat_group (name_key);

CREATE INDEX ix_chat_group_campaign_id ON chat_group (campaign_id);

CREATE INDEX ix_chat_group_helper_id ON chat_group (helper_id);

CREATE INDEX ix_outlet_department_id ON outlet (department_id);

CREATE INDEX outlet_name ON outlet (name_key);

CREATE INDEX ix_group_member_customer_id ON group_member (customer_id);

CREATE INDEX ix_group_member_group_id ON group_member (group_id);

CREATE INDEX invitation_campaign ON invitation (campaign_id, guide_id);

CREATE INDEX ix_invitation_customer_id ON invitation (customer_id);

CREATE INDEX ix_invitation_journey_id ON invitation (journey_id);

CREATE INDEX ix_team_member_department_id ON team_member (department_id);

CREATE INDEX ix_team_member_outlet_id ON team_member (outlet_id);

CREATE INDEX ix_team_member_user_id ON team_member (user_id);

CREATE INDEX invitation_fact_invitation ON invitation_fact (invitation_id, fact, at);

CREATE INDEX invitation_fact_source ON invitation_fact (source_key) WHERE source_key IS NOT NULL;

CREATE INDEX ix_invitation_fact_purchase_id ON invitation_fact (purchase_id);
