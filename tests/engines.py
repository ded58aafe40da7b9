"""The modules whose tests run on SQLite and on PostgreSQL."""

BOTH = (
    "services/test_adding",
    "services/test_attempts",
    "services/test_buyers",
    "services/test_campaign_days",
    "services/test_campaign_walk_ins",
    "services/test_contacts",
    "services/test_erasing",
    "services/test_finding",
    "services/test_history",
    "services/test_import_won",
    "services/test_ladder",
    "services/test_layers",
    "services/test_merging_both",
    "services/test_playbooks",
    "services/test_reminders",
    "services/test_review_marks",
    "services/test_scores",
    "services/test_segments",
    "services/test_wishes",
)
