"""Reports to show: a full one with awkward names, a masked one as of long ago, an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.services.promise_record import PromiseRecord


def results(shown: Mapping[str, object]) -> dict[str, object]:
    """Return reports made of the results that other commands show."""
    funnel, due, people = shown["funnel"], shown["due"], shown["listing"]
    assert isinstance(funnel, r.FunnelReport)
    assert isinstance(due, r.Promises)
    assert isinstance(people, r.Listing)
    targets, sides = shown["targets"], shown["funnel segments"]
    assert isinstance(sides, r.FunnelReport)
    assert isinstance(targets, r.TargetList)
    open_list = r.OpenList(4, (("小美", 3), (None, 1)), people)
    days = tuple((date(2026, 11, 22 + n), 7 - n, n not in (0, 6)) for n in range(7))
    parts: dict[str, object] = {
        "funnel": funnel,
        "compared": shown["funnel compared"],
        "segments": r.Segments((sides,)),
        "trend": shown["trend of a step"],
        "cohort_table": shown["cohort table"],
        "paths": shown["paths"],
        "channels": shown["channels"],
        "growth": shown["growth"],
        "layers": shown["layers"],
        "targets": targets.standings[0],
        "activity": shown["activity"],
        "sales": shown["sales by"],
        "leak": shown["leak"],
        "overdue": r.Overdue(due, 9, PromiseRecord(12, 3, 1)),
        "no_next": open_list,
        "lost_track": replace(open_list, days=30),
        "audit": shown["audit"],
        "notes": shown["review notes"],
        "ahead": r.ComingDays(days, 3, 40),
        "forecast": shown["forecast"],
    }
    head = (funnel.pipeline, "week", funnel.first, funnel.last, funnel.label, funnel.as_of)
    full = r.Report(*head, None, 2, parts, masked=False)
    none = r.OpenList(0, (), r.Listing((), 0, ()), 30)
    quiet = {
        "funnel": funnel,
        "overdue": r.Overdue(r.Promises((), 0), 0, PromiseRecord(0, 0, 0)),
        "no_next": none,
        "lost_track": none,
        "audit": shown["honest"],
    }
    old = replace(full, known_at=funnel.as_of, parts={"funnel": funnel}, kind="span")
    return {
        "report": full,
        "masked report": replace(full, masked=True, kind="month"),
        "old report": old,
        "quiet report": replace(full, parts=quiet, recorded_since=0),
    }
