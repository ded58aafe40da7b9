"""Where people wrote freely, and may have written the phone of another customer."""

from __future__ import annotations

TEXTS = (
    ("interaction", "text"), ("follow_up", "note"), ("service_case", "complaint"),
    ("service_case", "resolution"), ("purchase", "note"), ("purchase", "reason"), ("cost", "note"),
    ("stage_change", "reason"), ("ownership", "reason"), ("customer_field", "value"),
    ("customer_mark", "reason"), ("consent", "how"), ("review_note", "text"),
    ("review_mark", "text"), ("campaign", "goal"), ("chat_group", "purpose"),
    ("change", "before"), ("change", "after"), ("operation", "summary"),
)  # fmt: skip
"""Tables and their columns."""
