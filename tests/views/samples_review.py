"""What was written in reviews, to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tests.views import results as r
from tests.views.samples_week import LIFECYCLE

from leadfunnel.domain.calendar import week_period
from leadfunnel.domain.review_note import ReviewNote
from leadfunnel.services.results.review import Act, Ahead
from leadfunnel.services.results.review_notes import Notes
from leadfunnel.services.reviewing import STEPS

DAY = date(2026, 11, 20)
HOSTILE = "红\x1b[31m字 [bold]x[/bold] " + "很长的办法" * 12


def note(number: int, head: str, text: str, outcome: str | None = None) -> ReviewNote:
    """Return a note of this week."""
    week = week_period(DAY)
    return ReviewNote(number, week.first, week.last, head, text, outcome, "lin")


def results() -> dict[str, object]:
    """Return every sample by name."""
    before = (
        note(1, "problem", "报价太少", "这周报了 9 张"),
        note(2, "remedy", HOSTILE, "Half of them did"),
        note(3, "outlook", "20 new a day"),
    )
    now = Notes(week_period(DAY), (note(4, "problem", "Nobody called back"),))
    earlier = Notes(week_period(DAY - timedelta(7)), before)
    return {
        "review notes": r.Written(now, earlier),
        "no review notes": r.Written(Notes(week_period(DAY), ()), None),
    }


def reviews(others: Mapping[str, object]) -> dict[str, object]:
    """Return a review made of other samples."""
    work, targets = others["activity"], others["targets"]
    assert isinstance(work, r.ActivityReport)
    assert isinstance(targets, r.TargetList)
    week = week_period(DAY + timedelta(7))
    busy = Ahead(week, 1234, (week.last, 567), targets.standings[0], LIFECYCLE, work.outlook)
    quiet = Ahead(week, 0, None, None, LIFECYCLE, work.outlook)
    written = others["review notes"]
    assert isinstance(written, r.Written)
    found: dict[str, tuple[tuple[object, ...], tuple[Act, ...]]] = {
        "before": ((written.before,), (Act("review --last", 1),)),
        "funnel": ((others["funnel"],), (Act("funnel --open B-C", 1234), Act("funnel --compare"))),
        "leak": ((others["leak"],), (Act("leak"),)),
        "overdue": ((others["due"],), (Act("due --overdue", 2),)),
        "stuck": ((others["listing"], others["deals"]), (Act("funnel --open too-long", 3),)),
        "audit": ((others["audit"],), (Act("audit", 6),)),
        "ahead": ((busy,), (Act("activity"),)),
        "notes": ((written.now,), ()),
    }
    steps = tuple(
        r.ReviewStep(key, place, len(STEPS), *found[key], ("review note problem TEXT",))
        for place, key in enumerate(STEPS, 1)
    )
    quiet_step = r.ReviewStep("ahead", 7, 8, (quiet,), ())
    return {
        "review": r.Review(week_period(DAY), steps),
        "review of nothing": r.ReviewStep("overdue", 4, 8, (), ()),
        "review with nothing ahead": quiet_step,
    }
