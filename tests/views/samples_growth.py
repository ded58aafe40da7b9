"""Growth, to show."""

from __future__ import annotations

from datetime import date

from tests.views import results as r

from leadfunnel.domain.aarrr import CohortRow, Kept, Quality

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 22)


def results(now: int) -> dict[str, object]:
    """Return every sample by name."""
    counts = {"acquired": 1234, "active": 800, "retained": 412, "revenue": 98, "referral": 17}
    whole = Quality(None, {**counts, "junk": 131}, 23, {"CNY": 123_456_700, "USD": 99_000})
    live = Quality("抖音直播间", {**counts, "acquired": 1200, "junk": 131}, 23, whole.sums)
    bare = Quality(None, {"acquired": 34}, 0, {})
    weeks = tuple(
        CohortRow(f"2026-W{40 + n}", FIRST, 200 - n, tuple(range(90, 82 + n, -1)), running=True)
        for n in range(8)
    )
    month = CohortRow("2026-11", date(2026, 11, 1), 34, (7,), running=False)
    kept = Kept(2, 30)
    report = r.GrowthReport(
        FIRST, LAST, "source", whole, (live, bare), "week", weeks, 3, kept, r.Seen(now)
    )
    seen = r.Seen(now, now, asked=True)
    return {
        "growth": report,
        "growth by shop": r.GrowthReport(
            None, None, "outlet", bare, (bare,), "month", (month,), 0, kept, seen
        ),
        "no growth": r.GrowthReport(
            FIRST, LAST, "source", Quality(None, {}, 0, {}), (), "week", (), 0, kept, seen
        ),
    }
