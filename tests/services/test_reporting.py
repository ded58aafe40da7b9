"""The report: one view of the store, every part equal to its own command."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import NOW, Clocked
from tests.stores import fill

from leadfunnel.services.activity import Activity
from leadfunnel.services.auditing import Auditing
from leadfunnel.services.capture import Capture
from leadfunnel.services.channels import Channels
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.funnels.leaks import Leaks
from leadfunnel.services.funnels.trending import Trends
from leadfunnel.services.growing import Growing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.layering import Layering
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.reporting import Reporting, Wanted
from leadfunnel.services.results.report import CHAPTERS, Report
from leadfunnel.services.review_notes import ReviewNotes
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.views.documents import document
from leadfunnel.views.reports.booklet import booklet
from leadfunnel.views.setting import Setting

DAY = 86_400
WEEK, PLAIN = When("week"), Wanted()


def report(clocked: Clocked, when: When = WEEK, wanted: Wanted = PLAIN) -> Report:
    return Reporting(clocked.book()).report(when, wanted)


def add(clocked: Clocked, name: str, stage: str | None = None) -> None:
    Capture(clocked.book()).add("", Details(name=name), Entering(stage=stage))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["week", "month", "quarter"])
def test_each_part_is_what_its_own_command_shows(clocked: Clocked, seed: int, kind: str) -> None:
    fill(clocked, seed, 120)
    found = report(clocked, When(kind))
    book = clocked.book()
    assert found.parts["funnel"] == Weekly(book).funnel(When(kind), Asked())
    setting = Setting(book.settings.calendar, clocked.now)
    parts = document(found, setting)["parts"]
    same: dict[str, object] = {"audit": Auditing(book).audit(None, None)}
    beside = Asked(view="cohort", compare="previous")
    same["compared"] = Weekly(book).funnel(When(kind), beside)
    same["leak"] = Leaks(book).leak(When(kind), Asked())
    same["activity"] = Activity(book).activity(When(kind))
    days = When(first=found.first.isoformat(), last_day=found.last.isoformat())
    same["paths"] = Weekly(book).paths(When(kind), Asked(limit=8))
    same["channels"] = Channels(book).channels(days)
    same["growth"] = Growing(book).growth(days)
    today = min(found.last, date(2026, 11, 22)).isoformat()
    same["layers"] = Layering(book).layers(found.first.isoformat(), today)
    if kind != "quarter":
        same["trend"] = Trends(book).trend(When(kind), Asked())
        same["cohort_table"] = Trends(book).cohort_table(When(kind), Asked())
    for name, one in same.items():
        told = {key: value for key, value in document(one, setting).items() if key != "schema"}
        assert parts.get(name) in (told, None)  # type: ignore[attr-defined]
    assert {"audit", "activity", "leak", "layers"} <= parts.keys()  # type: ignore[attr-defined]
    overdue = Due(book).due(span="overdue")
    part = found.parts["overdue"]
    assert part.count == len(overdue.items) + overdue.more  # type: ignore[attr-defined]
    no_next = Looking(book).list(["no_next and (stage=C or stage=D)"], Shape(limit=None))
    assert found.parts["no_next"].count == len(no_next.customers)  # type: ignore[attr-defined]
    listed = {one.id for one in found.parts["no_next"].shown.customers}  # type: ignore[attr-defined]
    assert listed <= {one.id for one in no_next.customers}


def test_the_parts_stand_in_the_order_of_the_heads(clocked: Clocked) -> None:
    add(clocked, "王姐")
    found = report(clocked)
    order = [name for names in CHAPTERS.values() for name in names if name in found.parts]
    assert list(found.parts) == order
    assert list(CHAPTERS) == ["overview", "problems", "remedies", "outlook"]


def test_an_old_report_is_drawn_from_the_store_as_it_was_known(clocked: Clocked) -> None:
    add(clocked, "王姐", "C")
    FollowUps(clocked.book()).next("#1", ("2026-11-22", "11:00"))
    add(clocked, "李四", "C")
    clocked.now = NOW + DAY
    before = report(clocked)
    assert before.parts["overdue"].count == 1  # type: ignore[attr-defined]
    assert before.parts["no_next"].count == 1  # type: ignore[attr-defined]
    clocked.now = NOW + 3 * DAY
    FollowUps(clocked.book()).done("#1")
    Ladder(clocked.book()).drop(["#2"], Move(to="L"))
    assert report(clocked).parts["overdue"].count == 0  # type: ignore[attr-defined]
    then = report(clocked, When("week", "2026-11-23"), Wanted(known_at="2026-11-23 10:00"))
    setting = Setting(clocked.book().settings.calendar, clocked.now)
    old, printed = (document(one, setting)["parts"] for one in (then, before))
    for name in ("overdue", "no_next", "lost_track", "ahead"):
        assert old[name] == printed[name], name  # type: ignore[index]
    funnel = Weekly(clocked.book()).funnel(
        When("week", "2026-11-23"), Asked(known_at="2026-11-23 10:00")
    )
    assert then.parts["funnel"] == funnel


def test_who_was_not_contacted_for_thirty_days_is_lost_track_of(clocked: Clocked) -> None:
    """Contacted 31 days ago, and never in 31: lost. 29 days ago, new, or bought: not."""
    clocked.now = NOW - 31 * DAY
    for name in ("spoken to", "never", "bought"):
        add(clocked, name)
    Touches(clocked.book()).log("spoken to", "call", "hello", Told(outcome="connected"))
    Ladder(clocked.book()).promote(["bought"], Move(to="E"))
    clocked.now = NOW - 29 * DAY
    add(clocked, "later")
    Touches(clocked.book()).log("later", "call", "hello", Told(outcome="connected"))
    add(clocked, "new")
    clocked.now = NOW
    part = report(clocked).parts["lost_track"]
    names = {one.name for one in part.shown.customers}  # type: ignore[attr-defined]
    assert names == {"spoken to", "never"}
    assert part.by_owner == (("lin", 2),)  # type: ignore[attr-defined]
    assert part.days == 30  # type: ignore[attr-defined]


def test_the_next_days_are_counted_one_by_one(clocked: Clocked) -> None:
    add(clocked, "王姐")
    for day in ("2026-11-22", "2026-11-23", "2026-11-23", "2026-11-29", "2026-11-30"):
        add(clocked, f"promised {day}")
        FollowUps(clocked.book()).next(f"#{_last(clocked)}", (day,))
    part = report(clocked).parts["ahead"]
    counts = {day: count for day, count, _works in part.days if count}  # type: ignore[attr-defined]
    assert counts == {date(2026, 11, 23): 2, date(2026, 11, 29): 1}
    assert (part.waiting, part.later) == (1, 1)  # type: ignore[attr-defined]
    works = {day.isoformat(): works for day, _n, works in part.days}  # type: ignore[attr-defined]
    assert works["2026-11-27"]
    assert not works["2026-11-28"]


def _last(clocked: Clocked) -> int:
    return max(one.id for one in Looking(clocked.book()).list([], Shape(limit=None)).customers)


def test_a_report_on_no_store_creates_nothing(clocked: Clocked) -> None:
    found = report(clocked)
    assert found.parts["funnel"].cohort.population == 0  # type: ignore[attr-defined]
    assert not clocked.path.exists()


def test_a_list_names_twenty_and_counts_the_rest(clocked: Clocked) -> None:
    for number in range(23):
        add(clocked, f"open {number}", "C")
    part = report(clocked).parts["no_next"]
    assert (part.count, len(part.shown.customers), part.shown.more) == (23, 20, 3)  # type: ignore[attr-defined]


def test_what_was_written_stands_under_its_head(clocked: Clocked) -> None:
    add(clocked, "王姐")
    clocked.now = NOW - 7 * DAY
    ReviewNotes(clocked.book()).add("remedy", ["call twice a week"])
    clocked.now = NOW
    ReviewNotes(clocked.book()).add("problem", ["few calls"])
    ReviewNotes(clocked.book()).outcome("1", ["half of them"])
    ReviewNotes(clocked.book()).add("outlook", ["win", "five"])
    found = report(clocked)
    book = booklet(found, Setting(clocked.book().settings.calendar, clocked.now))
    told = {one.key: one for chapter in book.chapters for one in chapter.exhibits}
    assert told["findings"].items[0] == "few calls"
    remedy = told["notes-remedy"].grids[0].rows[0]
    assert [cell.text for cell in remedy] == ["call twice a week", "half of them", "lin"]
    assert told["notes-outlook"].grids[0].rows[0][0].text == "win five"
    assert [chapter.key for chapter in book.chapters if told["notes-outlook"] in chapter.exhibits]
