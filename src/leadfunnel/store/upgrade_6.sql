-- From schema 5 to 6: reminders rest by the last touch, so that the indexes they read hold it, and
-- what somebody was graded before a touch is found without reading all that was said.

CREATE INDEX customer_stands ON customer (stage, stage_since, last_touch_at) WHERE present = 1;

CREATE INDEX customer_no_buyer ON customer (stage, created_at, last_touch_at) WHERE present = 1 AND purchases = 0;

CREATE INDEX customer_unmet ON customer (imported, created_at, last_touch_at) WHERE present = 1 AND last_contact_at IS NULL;

CREATE INDEX interaction_grade ON interaction (customer_id, at) WHERE grade IS NOT NULL;

DROP INDEX customer_since;

DROP INDEX customer_unbought;

DROP INDEX customer_uncontacted;
