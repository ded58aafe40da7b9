"""The ways people really went through a pipeline."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.paths import Manner, Path
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.proportions import Share
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, ngettext
from leadfunnel.services.results.funnels import PathReport
from leadfunnel.views.cells import kept
from leadfunnel.views.layout import (
    ANYWHERE,
    BLANK,
    WORDS,
    Block,
    Cell,
    Column,
    Rule,
    Span,
    Table,
    line,
)
from leadfunnel.views.names import paragraph, stage_word
from leadfunnel.views.report_head import report_head
from leadfunnel.views.screens.funnel_tables import interval, percent, stay
from leadfunnel.views.setting import Setting

MANNERS = {
    "in order": N_("in order"),
    "skipped": N_("with a stage skipped"),
    "back": N_("back at some time"),
}


def paths(report: PathReport, setting: Setting) -> list[Block]:
    """Return how those fared who kept the order and who did not, then every way."""
    title = report.pipeline.title(language())
    blocks: list[Block] = [*report_head(report, title, setting), Rule()]
    if not report.paths:
        return [*blocks, line(_("Nobody came in."))]
    blocks += [line(Span(_("In or out of order"), "title")), _manners(report), BLANK]
    blocks += [line(Span(_("The ways they went"), "title")), _table(report)]
    return [*blocks, line(Span(paragraph(about(report)), "dim"), hang=2)]


def way(pipeline: Pipeline, codes: Iterable[str], *, longer: bool = False) -> str:
    """Return stages in the order they were gone through: > one up, >> over a stage, < back."""
    words: list[str] = []
    before = None
    for code in codes:
        stage = pipeline.by_code.get(code)
        rank = stage.rank if stage else None
        if words:
            words.append(_sign(before, rank))
        words.append(kept(stage_word(stage)) if stage else code)
        before = rank
    return " ".join([*words, "..."] if longer else words)


def _sign(below: int | None, above: int | None) -> str:
    if not below or not above:
        return ">"
    if above < below:
        return "<"
    return ">>" if above > below + 1 else ">"


def _manners(report: PathReport) -> Table:
    columns = (
        Column(wrap=WORDS),
        Column(_("People"), align="right"),
        Column(_("Won"), align="right"),
        Column(_("Win rate"), align="right"),
        Column(_("95 % range"), align="right"),
        Column(_("Days to win"), align="right"),
        Column(style="dim", wrap=WORDS),
    )
    return Table(columns, tuple(_manner(report, row) for row in report.manners))


def _manner(report: PathReport, row: Manner) -> tuple[Cell, ...]:
    return (
        _(MANNERS[row.kind]),
        f"{row.share.n:,}",
        f"{row.share.part:,}",
        percent(row.share.rate),
        interval(*(row.share.interval or (None, None))),
        stay(row.days),
        _few(report, row.share),
    )


def _few(report: PathReport, share: Share) -> str:
    return _("too few, not judged") if 0 < share.n < report.least else ""


def _table(report: PathReport) -> Table:
    columns = (
        Column(_("Way"), wrap=ANYWHERE),
        Column(_("People"), align="right"),
        Column(_("Days taken"), align="right"),
        Column(_("Won of those who went so"), align="right", wrap=WORDS),
    )
    rows: list[tuple[Cell, ...]] = [_path(report, row) for row in report.paths]
    if report.more:
        text = ngettext("{count} other way", "{count} other ways", report.more)
        rows.append((text.format(count=f"{report.more:,}"), f"{report.more_people:,}", "", ""))
    return Table(columns, tuple(rows))


def _path(report: PathReport, row: Path) -> tuple[Cell, ...]:
    through = row.through
    return (
        way(report.pipeline, row.stages, longer=row.longer),
        f"{row.count:,}",
        stay(row.days),
        f"{through.part:,}/{through.n:,} {percent(through.rate)}",
    )


def about(report: PathReport) -> list[str]:
    """Return what the signs and figures mean."""
    told = [_(">> jumps over a stage, < goes back.")]
    told.append(_("Days: the median from the first event to where they are now."))
    told.append(_("Won: of those who went that way, further on or not."))
    if any(_few(report, row.share) for row in report.manners):
        told.append(_("Judged from {least} people on.").format(least=report.least))
    return told
