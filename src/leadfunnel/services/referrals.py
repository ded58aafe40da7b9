"""Who brought whom: referrals run in one direction, also after a merge."""

from __future__ import annotations

from leadfunnel.services.book import Page


def leads_to(page: Page, start: int | None, goals: frozenset[int]) -> bool:
    """Tell whether the line of referrers that begins with `start` comes to one of the goals."""
    seen: set[int] = set()
    step = start
    while step is not None and step not in seen:
        if step in goals:
            return True
        seen.add(step)
        row = page.session.row("facts.get_customer", row_id=step)
        step = row["referrer_id"] if row else None
    return False
