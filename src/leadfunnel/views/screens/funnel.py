"""The funnel: how far the new ones got, what moved, and where all stand."""

from __future__ import annotations

from leadfunnel.domain.figures import Cohort, Flow, StageTime, widest
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.rate import wilson
from leadfunnel.i18n import _, language, ngettext
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.layout import BLANK, WORDS, Block, Column, Rule, Span, Table, line
from leadfunnel.views.names import listed, paragraph, reason_word, stage_word
from leadfunnel.views.report_head import report_head
from leadfunnel.views.screens import funnel_tables as tables
from leadfunnel.views.screens.funnel_goals import goals
from leadfunnel.views.setting import Setting


def funnel(report: FunnelReport, setting: Setting) -> list[Block]:
    """Return the views asked for under the period they are of; all three end with the days."""
    blocks: list[Block] = [*report_head(report, report.pipeline.title(language()), setting), Rule()]
    if report.explained:
        return [*blocks, *_explained(report, setting)]
    if report.parts:
        from leadfunnel.views.screens.funnel_parts import side_by_side

        blocks += [*side_by_side(report, report.parts, setting), BLANK]
        return [*blocks, *_compared(report, setting)][:-1]
    blocks += _views(report, setting)
    whole = report.view is None and timed(report.times)
    return [*blocks, *_times(report)] if whole else blocks[:-1]


def _explained(report: FunnelReport, setting: Setting) -> list[Block]:
    from leadfunnel.views.words import say

    return [line("- ", say(sentence, setting), hang=2) for sentence in report.explained]


def _compared(report: FunnelReport, setting: Setting) -> list[Block]:
    if report.compared is None:
        return []
    from leadfunnel.views.screens.funnel_compare import compared

    return [*compared(report, report.compared, setting), BLANK]


def _views(report: FunnelReport, setting: Setting) -> list[Block]:
    blocks: list[Block] = []
    if report.cohort:
        blocks += [
            _title(_("How far the new ones got")),
            tables.cohort(report.pipeline, report.cohort, setting),
            line(Span(paragraph(cohort_words(report.pipeline, report.cohort)), "dim"), hang=2),
            *_opens(report, report.cohort),
            *goals(report.pipeline, report.cohort),
            BLANK,
        ]
    blocks += _compared(report, setting)
    if report.flow:
        blocks += [
            _title(_("What moved") if "-W" in report.label else _("What moved in this period")),
            tables.flow(report.pipeline, report.flow, setting),
            *(line(Span(text, "dim"), hang=2) for text in flow_words(report, report.flow)),
            BLANK,
        ]
    if report.snapshot:
        blocks += [
            _title(_("Where all stand")),
            tables.snapshot(report.pipeline, report.snapshot, setting),
            BLANK,
        ]
    return blocks


def _opens(report: FunnelReport, figures: Cohort) -> list[Block]:
    """Return the command that lists who did not make the step that most did not make."""
    step = widest(figures.stages)
    if step is None or not report.again:
        return []
    base, code, stuck = step
    names = [stage_word(report.pipeline.stage(one)) for one in (base, code)]
    text = _("{base} but not yet {stage} {count}: {command}").format(
        base=names[0],
        stage=names[1],
        count=f"{stuck:,}",
        command=f"leadfunnel funnel {report.again} --open {base}-{code}",
    )
    return [line(Span(text, "dim"), hang=2)]


def _title(text: str) -> Block:
    return line(Span(text, "title"))


def cohort_words(pipeline: Pipeline, figures: Cohort) -> list[str]:
    """Return who came in, who began above the first stage, and how many were won."""
    came = ngettext("{count} came in.", "{count} came in.", figures.population)
    parts = [came.format(count=f"{figures.population:,}")]
    if figures.entered_above:
        text = ngettext(
            "{count} of them began above the first stage.",
            "{count} of them began above the first stage.",
            figures.entered_above,
        )
        parts.append(text.format(count=f"{figures.entered_above:,}"))
    if figures.off_ladder:
        text = ngettext(
            "{count} never stood on the ladder.",
            "{count} never stood on the ladder.",
            figures.off_ladder,
        )
        parts.append(text.format(count=f"{figures.off_ladder:,}"))
    return [*parts, *_won(pipeline, figures)]


def _won(pipeline: Pipeline, figures: Cohort) -> list[str]:
    """How many of those who came in got as far as winning, with the 95 % interval."""
    won = pipeline.first_of("won")
    row = next((row for row in figures.stages if won and row.code == won.code), None)
    came = figures.stages[0].reached
    interval = wilson(row.reached, came) if row and came else None
    if row is None or interval is None or row.overall is None:
        return []
    text = _("To {stage}: {part} of {all}, {rate}; 95 % between {low} and {high}.")
    said = text.format(
        stage=stage_word(won),
        part=f"{row.reached:,}",
        all=f"{came:,}",
        rate=tables.percent(row.overall),
        low=tables.percent(round(interval[0], 2)),
        high=tables.percent(round(interval[1], 2)),
    )
    return [said]


def flow_words(report: FunnelReport, figures: Flow) -> list[str]:
    """Return what was passed over, and what is left out for its assumed date."""
    names = {stage.code: stage_word(stage) for stage in report.pipeline.stages}
    passed = [f"{names[row.code]} {row.passed_over}" for row in figures.stages if row.passed_over]
    lines = _why(report, names)
    jumped = [f"{names[one.origin]} >> {names[one.target]} {one.count}" for one in report.jumps]
    if jumped:
        lines.append(_("Out of order: {jumps}.").format(jumps=listed(jumped)))
    if passed:
        lines.append(_("Passed over: {stages}.").format(stages=listed(passed)))
    came = sum(row.assumed_in for row in figures.stages)
    went = sum(row.assumed_out for row in figures.stages)
    if came or went:
        text = _("By an assumed date only, and not counted: {came} came in, {went} went out.")
        lines.append(text.format(came=came, went=went))
    if figures.left_out:
        text = ngettext(
            "{count} change left out: only its assumed date lies in this period.",
            "{count} changes left out: only their assumed dates lie in this period.",
            figures.left_out,
        )
        lines.append(text.format(count=f"{figures.left_out:,}"))
    return lines


def _why(report: FunnelReport, names: dict[str, str]) -> list[str]:
    """Return why people left each stage, lost and unfit apart."""
    texts = {"lost": _("Lost: {reasons}."), "invalid": _("Unfit: {reasons}.")}
    lines = []
    for kind, text in texts.items():
        found = [one for one in report.leavings if one.kind == kind]
        stages = dict.fromkeys(one.code for one in found)
        told = [
            f"{names[code]} ("
            + listed(
                f"{reason_word(one.reason) or _('no reason said')} {one.count}"
                for one in found
                if one.code == code
            )
            + ")"
            for code in stages
        ]
        if told:
            lines.append(text.format(reasons=listed(told)))
    return lines


def timed(times: tuple[StageTime, ...]) -> bool:
    """Tell whether anybody left a stage or stands in one."""
    return any(row.ended or row.running for row in times)


def _times(report: FunnelReport) -> list[Block]:
    columns = (
        Column(_("Stage"), wrap=WORDS),
        Column(_("Left"), align="right"),
        Column(_("Median"), align="right"),
        Column(tables.percent(0.9), align="right"),
        Column(_("Still there"), align="right"),
        Column(_("Median"), align="right"),
        Column(tables.percent(0.9), align="right"),
    )
    rows = tuple(
        (
            stage_word(report.pipeline.stage(row.code)),
            tables.count(row.ended),
            tables.stay(row.median_days),
            tables.stay(row.p90_days),
            tables.count(row.running),
            tables.stay(row.running_median_days),
            tables.stay(row.running_p90_days),
        )
        for row in report.times
    )
    return [_title(_("Days in the stage")), Table(columns, rows)]
