"""What was written in reviews, to show."""

from __future__ import annotations

from datetime import date, timedelta

from tests.views import results as r

from leadfunnel.domain.calendar import week_period
from leadfunnel.domain.review_note import ReviewNote
from leadfunnel.services.results.review_notes import Notes

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
