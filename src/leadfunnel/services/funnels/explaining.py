"""`funnel --explain`: the formula of each figure with its numbers, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from leadfunnel.domain.figures import CohortStage, FlowStage
from leadfunnel.domain.journey import born_in
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.sentence import Instant, Phrase, Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.results.weekly import FunnelReport

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.pipeline import Stage

DAY = 86_400
PERCENT = N_("{number} %")
SEGMENT_RULES = {
    "owner": N_("Owners: of the cohort who had them at the first event, of what moved who had "
                "them at each event, of where all stand who has them then."),
    "department": N_("Departments: that of the owner at the first event, at each event, or then."),
    "customer": N_("New or returning: returning are those who had bought before the day they "
                   "came in, or came in as buyers."),
    "campaign": N_("Campaigns: that of the invitation; of other journeys, the last one the "
                   "customer was invited to."),
}  # fmt: skip
AS_TODAY = N_("Segments by source, outlet, tag and layer are as they are today, not as they were.")


def explained(scope: Scope, report: FunnelReport) -> tuple[Sentence, ...]:
    """Return the sentences, view by view, after who is counted and who is left out."""
    return (
        *_population(scope),
        *_left_out(scope, report),
        *_cohort(scope, report),
        *_flow(scope, report),
        *_snapshot(scope, report),
        *_times(report),
        *_compared(report),
        *_segments(report),
    )


def _population(scope: Scope) -> Iterator[Sentence]:
    histories = scope.reading.histories
    born = sum(born_in(history, *scope.bounds) for history in histories)
    yield said(
        N_("Counted are {all} journeys of the pipeline {pipeline} that had begun by {until}: "
           "{born} began in this period and are the cohort, {before} began outside it."),
        all=f"{len(histories):,}",
        pipeline=scope.pipeline.name,
        until=Instant(scope.reading.until - 1),
        born=f"{born:,}",
        before=f"{len(histories) - born:,}",
    )  # fmt: skip
    if scope.mark is not None:
        text = N_("Of them only the segment {segment} is shown.")
        yield said(text, segment=scope.segment or "-")


def _left_out(scope: Scope, report: FunnelReport) -> Iterator[Sentence]:
    session, pipeline = scope.reading.page.session, scope.pipeline.name
    aside = session.row("funnels.set_aside", pipeline=pipeline, until=scope.reading.until)
    if aside and aside["binned"]:
        text = N_("Left out: {count} journeys of customers in the bin.")
        yield said(text, count=f"{aside['binned']:,}")
    if aside and aside["merged"]:
        text = N_("Left out: {count} journeys of records that became part of another customer.")
        yield said(text, count=f"{aside['merged']:,}")
    taken = session.value("funnels.taken_back", pipeline=pipeline, until=scope.reading.until)
    if taken:
        text = N_("Left out: {count} changes of stage that were corrected or undone.")
        yield said(text, count=f"{taken:,}")
    if report.flow and report.flow.left_out:
        text = N_("Left out of what moved: {count} changes of which only an assumed date is known.")
        yield said(text, count=f"{report.flow.left_out:,}")
    if report.recorded_since:
        text = N_("Counted though recorded later: {count} changes that happened by then.")
        yield said(text, count=f"{report.recorded_since:,}")


def _cohort(scope: Scope, report: FunnelReport) -> Iterator[Sentence]:
    if report.cohort is None:
        return
    rows = report.cohort.stages
    yield said(N_("How far the new ones got: each counts at the highest stage ever reached, "
                  "wherever they stand now; a stage skipped counts as reached."))  # fmt: skip
    place = next((place for place in range(1, len(rows)) if rows[place - 1].reached), None)
    if place is not None:
        yield _rate(scope, rows[place], rows[place - 1])
    for row, above in zip(rows, (*rows[1:], None), strict=True):
        if row.reached:
            yield said(
                N_("{stage}: {reached} reached = {further} got further + {active} still on the "
                   "ladder + {lost} lost + {invalid} unfit."),
                stage=scope.pipeline.stage(row.code),
                reached=row.reached,
                further=above.reached if above else 0,
                active=row.active,
                lost=row.lost,
                invalid=row.invalid,
            )  # fmt: skip
    if report.cohort.entered_above:
        text = N_("{count} were first seen above the first stage and count as having passed it.")
        yield said(text, count=report.cohort.entered_above)
    if report.cohort.off_ladder:
        text = N_("{count} never stood on the ladder: they came in as lost or unfit.")
        yield said(text, count=report.cohort.off_ladder)


def _rate(scope: Scope, row: CohortStage, below: CohortStage) -> Sentence:
    return said(
        N_("Rate to {stage} = {reached} who got there / {base} who got to {below} = {rate}; "
           "95 % interval from {low} to {high} (Wilson)."),
        stage=scope.pipeline.stage(row.code),
        below=scope.pipeline.stage(below.code),
        reached=row.reached,
        base=below.reached,
        rate=_percent(row.rate),
        low=_percent(row.rate_low),
        high=_percent(row.rate_high),
    )  # fmt: skip


def _flow(scope: Scope, report: FunnelReport) -> Iterator[Sentence]:
    if report.flow is None:
        return
    yield said(N_("What moved counts stays in a stage: somebody who came to a stage twice counts "
                  "twice, whenever they came in; a stage jumped over has no stay."))  # fmt: skip
    busiest = max(report.flow.stages, key=lambda row: row.start + row.entered)
    if busiest.start + busiest.entered:
        yield _balance(scope, busiest)


def _balance(scope: Scope, row: FlowStage) -> Sentence:
    whole: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("start", "entered", "advanced", "back", "lost", "invalid", "end")
    }
    text = N_("{stage}: {start} before + {entered} came = {advanced} moved up + {back} back + "
              "{lost} lost + {invalid} unfit + {end} now.")  # fmt: skip
    if row.assumed_in or row.assumed_out or row.taken_over or row.handed_over:
        whole |= {
            "came": row.assumed_in + row.taken_over,
            "went": row.assumed_out + row.handed_over,
        }
        text = N_("{stage}: {start} before + {entered} came + {came} by an assumed date or from "
                  "another owner = {advanced} moved up + {back} back + {lost} lost + {invalid} "
                  "unfit + {went} by an assumed date or to another owner + {end} now.")  # fmt: skip
    return said(text, stage=scope.pipeline.stage(row.code), **whole)


def _snapshot(scope: Scope, report: FunnelReport) -> Iterator[Sentence]:
    if report.snapshot is None:
        return
    total = sum(row.count for row in report.snapshot.stages)
    yield said(
        N_("Where all stand: the last stage everybody came to by {until}; {count} in all, those "
           "who left included."),
        until=Instant(scope.reading.until - 1),
        count=f"{total:,}",
    )  # fmt: skip
    limits: dict[int, list[Stage]] = {}
    for stage in scope.pipeline.ladder:
        if stage.limit_days is not None:
            limits.setdefault(stage.limit_days, []).append(stage)
    for days, stages in limits.items():
        text = N_("Too long in {stages}: more than {days}.")
        yield said(text, stages=tuple(stages), days=Days(days))


def _times(report: FunnelReport) -> Iterator[Sentence]:
    ended = sum(row.ended for row in report.times)
    running = sum(row.running for row in report.times)
    if ended or running:
        yield said(
            N_("Days in the stage: median and 90th percentile of {ended} stays that ended in the "
               "period and of {running} that go on; stays with an assumed date are left out."),
            ended=f"{ended:,}",
            running=f"{running:,}",
        )  # fmt: skip


def _compared(report: FunnelReport) -> Iterator[Sentence]:
    if report.compared is None:
        return
    earlier, least = report.compared.earlier, report.compared.least
    yield said(
        N_("Compared at equal age: {label} is taken as it stood {days} days after its first day, "
           "as old as this period is now. A step is judged from {least} people on, both times."),
        label=earlier.label,
        days=_decimal(earlier.age / DAY),
        least=least,
    )  # fmt: skip


def _segments(report: FunnelReport) -> Iterator[Sentence]:
    if report.parts is not None:
        yield said(SEGMENT_RULES.get(report.parts.by, AS_TODAY))


def _percent(share: float | None) -> Phrase | str:
    return "-" if share is None else Phrase(PERCENT, number=_decimal(share * 100))


def _decimal(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
