"""The segments of a funnel side by side, one row each, and the total under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from leadfunnel.domain.figures import Cohort, Flow, Snapshot
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.funnels import Part, SideBySide
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Span, Table, first_fitting, line
from leadfunnel.views.names import (
    DIMENSIONS,
    NOTHING,
    climbed,
    head,
    layer_word,
    paragraph,
    stage_word,
)
from leadfunnel.views.screens.funnel_tables import count
from leadfunnel.views.setting import Setting

DAY = 86_400
BY = {
    "source": N_("source"),
    "owner": N_("owner"),
    "outlet": N_("outlet"),
    "department": N_("department"),
    "layer": N_("layer"),
    "customer": N_("new or returning"),
    "campaign": N_("campaign"),
}
CUSTOMERS = {"new": N_("new customers"), "returning": N_("returning customers")}
FLOWING = ("new", "reopened", "advanced", "back", "lost", "invalid")
HANDED = ("taken_over", "handed_over")
Row = tuple[Cell, ...]


def side_by_side(report: FunnelReport, found: SideBySide, setting: Setting) -> list[Block]:
    """Return one row a segment of the view asked for, the cohort where none was."""
    title = _("Side by side: {by}").format(by=by_word(found.by))
    table = _table_of(report, found, setting)
    blocks: list[Block] = [line(Span(title, "title")), table]
    return [*blocks, *_about(report, found)]


def _table_of(report: FunnelReport, found: SideBySide, setting: Setting) -> Table:
    if report.view == "flow":
        return _flows(found)
    make = _snapshots if report.view == "snapshot" else _cohorts
    return make(report, found, setting)


def by_word(by: str) -> str:
    """Return what segments are told apart by: owner, region."""
    if by.startswith("tag:"):
        dimension = by.removeprefix("tag:")
        return _(DIMENSIONS[dimension]) if dimension in DIMENSIONS else dimension
    return _(BY[by])


def part_word(by: str, name: str | None) -> str:
    """Return what a segment is called; those who have none are named so."""
    if name is None:
        return _("(none)")
    if by == "customer":
        return _(CUSTOMERS[name])
    return layer_word(name) if by == "layer" and name in LAYERS else name


def named_parts(found: SideBySide) -> list[tuple[str, Part]]:
    """Return each segment under what it is called, those without room together."""
    rows = [(part_word(found.by, part.name), part) for part in found.parts]
    if found.others:
        text = ngettext("{count} other", "{count} others", found.joined)
        rows.append((text.format(count=f"{found.joined:,}"), found.others))
    return rows


def _cohorts(report: FunnelReport, found: SideBySide, setting: Setting) -> Table:
    rows = [(name, part.cohort) for name, part in named_parts(found)]
    rows.append((_("Total"), found.total.cohort))
    if found.earlier:
        rows.append((found.earlier.label, found.earlier.cohort))
    ladder, overall = report.pipeline.ladder, _overall(report.pipeline)
    heads, way = [stage_word(stage) for stage in ladder], [climbed(ladder)]
    codes = [" > ".join(stage.code for stage in ladder)]
    tables = [
        _table(heads, [(name, _rated(one), overall(one)) for name, one in rows]),
        _table(heads, [(name, _counted(one), overall(one)) for name, one in rows]),
        *(
            _table(way, [(name, [" > ".join(_counted(one))], overall(one)) for name, one in rows])
            for way in (way, codes)
        ),
    ]
    goals = _goals(report.pipeline)
    if goals:
        tables[0] = Table(tables[0].columns, (*tables[0].rows, goals))
    return first_fitting(tables, setting.sheet)


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str], str]]) -> Table:
    columns = (
        Column(wrap=ANYWHERE),
        *(Column(text, align="right", wrap=ANYWHERE) for text in heads),
        Column(_("Overall"), align="right"),
    )
    return Table(columns, tuple((name, *cells, whole) for name, cells, whole in rows))


def _overall(pipeline: Pipeline) -> Callable[[Cohort], str]:
    """Return what tells how many of those who came in won: 1/5."""
    won = pipeline.first_of("won")
    rank = (won.rank if won else None) or len(pipeline.ladder)
    return lambda figures: f"{figures.stages[rank - 1].reached:,}/{figures.stages[0].reached:,}"


def _counted(figures: Cohort) -> list[str]:
    return [f"{row.reached:,}" for row in figures.stages]


def _rated(figures: Cohort) -> list[str]:
    first, *rest = figures.stages
    return [f"{first.reached:,}", *(f"{row.reached:,} {whole_percent(row.rate)}" for row in rest)]


def whole_percent(share: float | None) -> str:
    """Return a fraction in whole percent without a space, as side by side there is no room."""
    return NOTHING if share is None else f"{share * 100:.0f}%"


def _goals(pipeline: Pipeline) -> Row:
    """Return the rates aimed at, where the pipeline has any."""
    goals = [stage.goal for stage in pipeline.ladder]
    if not any(goals):
        return ()
    won = pipeline.first_of("won")
    cells = ("" if goal is None else whole_percent(goal / 10_000) for goal in goals)
    steps = goals[1 : (won.rank if won else None)]
    whole = prod((goal or 0) / 10_000 for goal in steps) if all(steps) else None
    return (Span(_("Goal"), "dim"), *cells, "" if whole is None else whole_percent(whole))


def _flows(found: SideBySide) -> Table:
    rows = [
        *((name, part.flow) for name, part in named_parts(found)),
        (_("Total"), found.total.flow),
    ]
    handed = any(_sum(flow, key) for _name, flow in rows for key in HANDED)
    keys = (*FLOWING, *(HANDED if handed else ()), "end")
    heads = {
        "new": _("new"),
        "reopened": _("reopened"),
        "advanced": _("Moved up"),
        "back": _("Back"),
        "lost": _("Lost"),
        "invalid": _("Unfit"),
        "taken_over": _("Taken over"),
        "handed_over": _("Handed over"),
        "end": _("Now"),
    }
    columns = (
        Column(wrap=ANYWHERE),
        *(Column(head(heads[key]), align="right", wrap=ANYWHERE) for key in keys),
    )
    return Table(
        columns, tuple((name, *(count(_sum(flow, key)) for key in keys)) for name, flow in rows)
    )


def _sum(figures: Flow, key: str) -> int:
    return sum(getattr(row, key) for row in figures.stages)


def _snapshots(report: FunnelReport, found: SideBySide, setting: Setting) -> Table:
    rows = [(name, part.snapshot) for name, part in named_parts(found)]
    rows.append((_("Total"), found.total.snapshot))
    stages = report.pipeline.stages
    wide = Table(
        (
            Column(wrap=ANYWHERE),
            *(Column(stage_word(stage), align="right", wrap=ANYWHERE) for stage in stages),
        ),
        tuple((name, *_standing(figures)) for name, figures in rows),
    )
    narrow = Table(
        (Column(wrap=ANYWHERE), Column(climbed(stages), wrap=ANYWHERE)),
        tuple((name, " > ".join(_standing(figures))) for name, figures in rows),
    )
    return first_fitting([wide, narrow], setting.sheet)


def _standing(figures: Snapshot) -> list[str]:
    return [count(row.count) for row in figures.stages]


def _about(report: FunnelReport, found: SideBySide) -> list[Block]:
    told = []
    if found.earlier and (report.view or "cohort") == "cohort":
        text = _("{label} as it stood {days} days after its first day, as old as this one is.")
        days = dates.decimal(found.earlier.age / DAY)
        told.append(text.format(label=found.earlier.label, days=days))
    if found.joined:
        told.append(_("All of them: --all."))
    return [line(Span(paragraph(told), "dim"), hang=2)] if told else []
