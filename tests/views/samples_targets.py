"""Targets and reasons as the views show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.reason import LeavingReason
from leadfunnel.domain.reason import shipped as reasons
from leadfunnel.domain.target import Exchange

LIFECYCLE = next(pipeline for pipeline in shipped() if pipeline.name == "lifecycle")
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30), "2026-11")
TODAY = Period(date(2026, 11, 22), date(2026, 11, 22), "2026-11-22")
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), "2026-W47")
TARGETS = r.TargetList(
    (
        r.Standing(
            TODAY.first,
            "小美",
            (
                r.Progress("new", None, "day", TODAY, 30, 30),
                r.Progress(
                    "invites", None, "workday", TODAY, 4, 20, exchange=Exchange(30, 2, 5, 5, 10)
                ),
                r.Progress(
                    "invites", None, "day", TODAY, 4, 10, exchange=Exchange(30, 5, 5, 5, 10)
                ),
                r.Progress(
                    "stage:lifecycle/D",
                    LIFECYCLE.stage("D"),
                    "week",
                    WEEK,
                    1,
                    1200,
                    days_left=0,
                ),
                r.Progress("new", None, "month", MONTH, 312, 500, days_left=10, needed=19),
                r.Progress("sales", None, "month", MONTH, 6200000, 10000000, "CNY", 10, 380000),
            ),
            r.Yesterday(
                date(2026, 11, 21),
                (
                    r.Outcome("new", None, 28, 30),
                    r.Outcome("sales", None, 120000, 100000, "CNY"),
                    r.Outcome("won", None, 1, None),
                ),
                5,
                6,
            ),
            (
                r.Shortfall("new", None, 140, 150, 5, 2),
                r.Shortfall("calls", None, 250, 250, 5, 0),
            ),
        ),
        r.Standing(TODAY.first, "a\x1b[2Jb", (), r.Yesterday(date(2026, 11, 21), (), 0, 0)),
    )
)
NO_TARGETS = r.TargetList(TARGETS.standings[1:])
OWN = LeavingReason("离得太远，来一趟不方便\x1b[2J", {"en": "离得太远"}, own=True)
REASONS = r.ReasonLists(
    (("lost", (*reasons()["lost"], OWN)), ("asleep", ()), ("invalid", reasons()["invalid"]))
)
SEGMENTS = r.SegmentList(
    (
        r.SavedSegment("浦东老客", "stage=E and region=浦东", 1_234),
        r.SavedSegment("a b", "not tag:x=\x1b[2J and (source=抖音 or source=小红书) " * 3, None),
    )
)
WHY_LOST = (
    r.ReasonCount("price", 1_203, ((LIFECYCLE.stage("C"), 1_200), (LIFECYCLE.stage("D"), 3))),
    r.ReasonCount(OWN.code, 2, ((LIFECYCLE.stage("B"), 2),)),
    r.ReasonCount(None, 1, ((None, 1),)),
)
REASON_REPORT = r.ReasonReport("stage", (("lost", WHY_LOST), ("asleep", ())), None, None)
BY_SOURCE = (r.ReasonCount("no_need", 4, (("抖音", 3), ("x\x1b[2J" * 30, 1))),)
RESULTS: dict[str, object] = {
    "targets": TARGETS,
    "no targets": NO_TARGETS,
    "segments": SEGMENTS,
    "no segments": r.SegmentList(()),
    "reasons": REASONS,
    "reason report": REASON_REPORT,
    "reasons by source": replace(REASON_REPORT, by="source", lists=(("invalid", BY_SOURCE),)),
    "no reasons yet": replace(REASON_REPORT, lists=(("lost", ()),)),
    "why lost": replace(REASONS, lists=REASONS.lists[:1], numbered=True),
}
