"""`funnel`."""

from __future__ import annotations

from leadfunnel.cli.commands import trends
from leadfunnel.domain.record import replace
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


class OneAnswer(UnreadableError):
    """A funnel is shown, opened, or drawn as paths."""

    code = "one_answer"
    message = N_("{given} do not go together.")
    hint = N_("Ask for one after the other.")


class NothingToList(UnreadableError):
    """Numbers of nobody."""

    code = "nothing_to_list"
    message = N_("--ids lists the people behind a figure: say which, with --open.")
    hint = N_("For example: leadfunnel funnel --week --open lost-track --ids")


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
    compare: p.CompareWith = None,
    by: p.FunnelBy = None,
    only: p.OnlyPart = None,
    open_: p.OpenFigure = None,
    ids: p.IdsOnly = False,
    paths: p.PathsView = False,
    explain: p.Explain = False,
    limit: p.Limit = None,
    everyone: p.All = False,
) -> None:
    """Show the funnel, or the people behind one of its figures."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    kind = kind_of(kinds, week_of)
    views = {"cohort": cohort, "flow": flow, "snapshot": snapshot}
    view = _one([name for name, on in views.items() if on], OneView)
    when = When(kind, week_of, from_, to, last)
    asked = Asked(
        *(pipeline, as_of, known_at, view, compare, by, only),
        limit=limit,
        everyone=everyone,
        explain=explain,
    )
    drawn = trends.Drawn(trend, cohort_table, around, stage, overall)
    rates = drawn.checked(view)
    _one_answer(
        {
            "--open": open_ is not None,
            "--paths": paths,
            "--trend, --cohort-table, --around": rates,
            "--compare": compare is not None,
            "--by": by is not None and rates,
            "--explain": explain,
        }
    )
    if ids and open_ is None:
        raise NothingToList()
    if rates:
        trends.show(desk, when, asked, drawn)
    elif open_ is not None:
        from leadfunnel.cli.commands.look import listed

        piped = limit is None and not desk.on_terminal
        found = desk.weekly.open(when, replace(asked, everyone=everyone or piped or ids), open_)
        desk.show(listed(found, numbers=ids))
    elif paths:
        desk.show(desk.weekly.paths(when, asked))
    else:
        desk.show(desk.weekly.funnel(when, asked))


def _one_answer(given: dict[str, bool]) -> None:
    """Raise OneAnswer where what is asked for cannot be shown in one."""
    told = [name for name, on in given.items() if on]
    if len(told) > 1 and told != ["--compare", "--explain"]:
        raise OneAnswer(given=", ".join(told))


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
