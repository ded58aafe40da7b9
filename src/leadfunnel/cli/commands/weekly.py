"""`funnel`."""

from __future__ import annotations

from leadfunnel.cli.commands import trends
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.weekly import Asked, OnePeriod, When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OneView(UnreadableError):
    """The views are three, or one."""

    code = "one_view"
    message = N_("Say one of --cohort, --flow and --snapshot, or none for all three.")


def funnel(
    desk: Workspace,
    day: p.ByDay = False,
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    week_of: p.WeekOf = None,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    pipeline: p.PipelineOption = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
    cohort: p.CohortView = False,
    flow: p.FlowView = False,
    snapshot: p.SnapshotView = False,
    trend: p.Trend = False,
    cohort_table: p.CohortTable = False,
    around: p.Around = None,
    stage: p.TrendStage = None,
    overall: p.Overall = False,
) -> None:
    """Show the funnel."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    kind = kind_of(kinds, week_of)
    views = {"cohort": cohort, "flow": flow, "snapshot": snapshot}
    view = _one([name for name, on in views.items() if on], OneView)
    when = When(kind, week_of, from_, to, last)
    asked = Asked(pipeline, as_of, known_at, view)
    drawn = trends.Drawn(trend, cohort_table, around, stage, overall)
    if drawn.checked(view):
        trends.show(desk, when, asked, drawn)
    else:
        desk.show(desk.weekly.funnel(when, asked))


def kind_of(kinds: dict[str, bool], week_of: str | None) -> str | None:
    """Return the one kind of period asked for, None for none; raise OnePeriod."""
    kind = _one([name for name, on in kinds.items() if on], OnePeriod)
    if week_of is not None and kind not in (None, "week"):
        raise OnePeriod(given=f"--week-of, --{kind}")
    return kind


def _one(chosen: list[str], error: type[UnreadableError]) -> str | None:
    if len(chosen) > 1:
        raise error(given=", ".join(f"--{name}" for name in chosen))
    return chosen[0] if chosen else None
