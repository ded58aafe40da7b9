"""Funnels compared, side by side, opened, explained and as paths, to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.domain.aged import differences
from leadfunnel.domain.behind import Figure
from leadfunnel.domain.climb import climb, median_days
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.flow import flow, flows
from leadfunnel.domain.funnel import cohort, snapshot
from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.leaving import Span, jumps, leavings
from leadfunnel.domain.paths import manners, paths
from leadfunnel.domain.segmented import cohorts, snapshots
from leadfunnel.domain.sentence import Instant, Phrase, said
from leadfunnel.services.funnels import explaining

DAY = 86_400
NAMES = ("小美", "阿强", "欧阳娜娜司马相如", None)


def results(
    report: r.FunnelReport, histories: Sequence[History], people: Sequence[Customer]
) -> dict[str, object]:
    """Return every sample by name."""
    told = [_told(history) for history in histories]
    earlier = _earlier(report, told)
    sides = _sides(report, told, earlier)
    begin = report.flow.begin if report.flow else 0
    span = Span(begin, report.as_of)
    whole = replace(report, leavings=leavings(told, report.pipeline, span),
                    jumps=jumps(told, report.pipeline, span))  # fmt: skip
    opened = _opened(report, people)
    return {
        "why they left": replace(whole, cohort=None, snapshot=None, view="flow"),
        "funnel compared": replace(whole, compared=_compared(report, told, earlier)),
        "funnel segments": replace(whole, parts=sides),
        "segments that moved": replace(whole, view="flow", parts=sides),
        "segments that stand": replace(whole, view="snapshot", parts=replace(sides, earlier=None)),
        "funnel explained": replace(whole, explained=_explained(report)),
        "paths": _paths(report, told),
        "no paths": replace(_paths(report, told), paths=(), more=0),
        "opened": r.Listing(tuple(people), 3, ("id", "name", "stage", "next"), opened=opened),
        "opened ways": r.Listing(
            tuple(people),
            0,
            ("id", "name", "path", "phone"),
            opened=replace(
                opened,
                figure=Figure("flow", "skipped"),
                count=7,
                segment=("owner", None),
                paths={one.id: ("B", "E", "C", "L") for one in people},
            ),
        ),
        "nobody opened": r.Listing((), 0, ("id",), opened=replace(opened, count=0, people=0)),
        "numbers": r.Numbers(r.Listing(tuple(people), 0, ("id",))),
    }


def _told(history: History) -> History:
    """The same journey with owners and with reasons."""
    owner = history.journey_id % 3
    return replace(
        history,
        changes=tuple(
            replace(one, owner_id=owner, reason=("price", None)[history.journey_id % 2])
            for one in history.changes
        ),
    )


def _owner(_history: History, _at: int, _change: Change | None) -> str | None:
    return NAMES[_history.journey_id % 4]


def _earlier(report: r.FunnelReport, histories: Sequence[History]) -> r.Earlier:
    age = 6 * DAY + 36_000
    figures = cohort(histories[:4], report.pipeline, report.as_of)
    return r.Earlier("previous", date(2026, 11, 9), date(2026, 11, 15), "2026-W46", age, figures)


def _compared(
    report: r.FunnelReport, histories: Sequence[History], earlier: r.Earlier
) -> r.Compared:
    now = cohort(histories, report.pipeline, report.as_of)
    climbs = [one for each in histories if (one := climb(each, report.pipeline, report.as_of))]
    rungs = enumerate(report.pipeline.ladder[1:], start=2)
    days = {stage.code: median_days(climbs, rank, 0) for rank, stage in rungs}
    steps = differences(now, earlier.cohort, report.pipeline, 4)
    return r.Compared(earlier, now, steps, 4, {**days, "F": 30.0}, 6 * DAY)


def _sides(
    report: r.FunnelReport, histories: Sequence[History], earlier: r.Earlier
) -> r.SideBySide:
    pipeline, until = report.pipeline, report.as_of
    begin = report.flow.begin if report.flow else 0
    came = cohorts(histories, pipeline, until, _owner)
    moved = flows(histories, pipeline, (begin, until), _owner)
    stands = snapshots(histories, pipeline, until, _owner)
    parts = [r.Part(name, came[name], moved[name], stands[name]) for name in NAMES]
    total = r.Part(
        None,
        cohort(histories, pipeline, until),
        flow(histories, pipeline, begin, until),
        snapshot(histories, pipeline, until),
    )
    return r.SideBySide("owner", tuple(parts[:3]), parts[3], 1, total, earlier)


def _paths(report: r.FunnelReport, histories: Sequence[History]) -> r.PathReport:
    found = paths(histories, report.pipeline, report.as_of)
    return r.PathReport(
        pipeline=report.pipeline,
        first=report.first,
        last=report.last,
        label=report.label,
        as_of=report.as_of,
        known_at=report.as_of,
        recorded_since=0,
        paths=found[:5],
        more=len(found) - 5,
        more_people=sum(one.count for one in found[5:]),
        manners=manners(histories, report.pipeline, report.as_of),
        least=20,
    )


def _opened(report: r.FunnelReport, people: Sequence[Customer]) -> r.Opened:
    return r.Opened(
        figure=Figure("flow", "lost", "C", reason="price"),
        pipeline=report.pipeline,
        first=report.first,
        last=report.last,
        label=report.label,
        as_of=report.as_of,
        count=len(people) + 3,
        people=len(people) + 3,
    )


def _explained(report: r.FunnelReport) -> tuple:
    """Two sentences of it: what a rate is, and what stands where."""
    first, second = report.pipeline.ladder[:2]
    return (
        said(
            "Where all stand: the last stage everybody came to by {until}; {count} in all, those "
            "who left included.",
            until=Instant(report.as_of),
            count="7",
        ),
        said(
            "Rate to {stage} = {reached} who got there / {base} who got to {below} = {rate}; 95 % "
            "interval from {low} to {high} (Wilson).",
            stage=second,
            below=first,
            reached=5,
            base=7,
            rate=Phrase(explaining.PERCENT, number="71.4"),
            low=Phrase(explaining.PERCENT, number="35.9"),
            high=Phrase(explaining.PERCENT, number="91.8"),
        ),
    )
