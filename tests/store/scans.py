"""Statements that read all of a table that grows, each with its reason.

`test_compiled` compares this list with the plans of SQLite: whatever is not listed finds its rows
by an index, so that it takes as long as what it finds. None of a daily command is here.
"""

from __future__ import annotations

REPORT = "a figure over all customers or all history is asked for: the answer is O(n)"
LIST = "everything there is of it is asked for, and shown"
PARTIAL = "its index holds just the rows it is about, or gives them in order until a limit"
ONCE = "an upgrade, a move, a whole export or import: every row is touched once"
PAST = "the store is taken back to an earlier instant, in a copy"

TEAM = "all customers of the team are shared out, or counted by who holds them"
GONE = "whoever is forgotten is looked for in every text, so that nothing is left of them"

SCANS: dict[str, tuple[str, ...]] = {
    REPORT: (
        *("aarrr.brought", "aarrr.people", "aarrr.contacts", "aarrr.sums"),
        *("buyers.buyers", "buyers.revenue_ever", "buyers.referred", "buyers.channels"),
        *("buyers.channel_revenue", "costs.customers", "deals.terms", "deals.terms_known"),
        *("layering.people", "layering.sales", "layering.lost", "reasons.marked"),
        "layering.rungs",
        *("service.cases", "service.bought_after", "journeys.gone", "groups.quiet"),
        *("journeys.ways_of_most", "deals.moves", "deals.owners", "deals.standing"),
        *("likeness.people", "likeness.identities", "merging.known_as_two", "retention.quiet"),
    ),
    LIST: (
        *("customers.binned", "customers.count", "customers.field_keys", "customers.tag_counts"),
        *("contacts.sent_counts",),
    ),
    PARTIAL: (
        *(
            "agenda.untagged_count",
            "contacts.untagged",
            "customers.recent_tokens",
            "contacts.buyers",
        ),
        *("plans.running", "reminders.complaining", "service.open", "operations.recent"),
        *("intake.typed", "trust.birth", "trust.last_operations", "trust.latest_at"),
    ),
    TEAM: (
        *("pool.collisions", "pool.count", "pool.free", "pool.held", "pool.holding", "pool.taken"),
        *("team.at_outlet", "team.bought_at", "team.outlet_counts", "team.owned_by"),
        "team.owned_counts",
    ),
    ONCE: (*("answers.all", "derived.birthdays", "transfer.assumed_by", "transfer.present"),),
}
HEALTH = "the doctor looks at all of a store, or draws rows by lot from all of it"
WHOLE = {"past": PAST, "whole": ONCE, "erasing": GONE, "health": HEALTH}
"""Families that read whole tables throughout."""
