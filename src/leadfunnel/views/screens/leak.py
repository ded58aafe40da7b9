"""Where the funnel leaks, and what a mark changed: rates, ranges, and how many they are of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadfunnel.domain.leak import BETTER, FEW, LEVEL, WORSE, Judged
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.proportions import Share
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, named, ngettext
from leadfunnel.services.results.leak import AroundReport, LeakReport, Strengthen, opening
from leadfunnel.views import dates
from leadfunnel.views.cells import kept
from leadfunnel.views.layout import BLANK, WORDS, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.names import NOTHING, field_word, paragraph, stage_word
from leadfunnel.views.report_head import report_head
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting

FINDINGS = {
    WORSE: (N_("loses more"), "bad"),
    BETTER: (N_("does better"), "good"),
    LEVEL: (N_("within chance"), ""),
    FEW: (N_("too few to tell"), "dim"),
}
_AFTER = {**FINDINGS, WORSE: (N_("lower"), "bad"), BETTER: (N_("higher"), "good")}
SMALL = 0.001


def leak(report: LeakReport, setting: Setting) -> list[Block]:
    """Return what leaks, or that nothing stands out, and the comparisons it is judged by."""
    steps = [one for one in report.judged if one.tried.by is None]
    segments = [one for one in report.judged if one.tried.by and one.verdict in (WORSE, BETTER)]
    text = ngettext(
        "Against the {count} period before, all {days} after their start",
        "Against the {count} periods before, all {days} after their start",
        len(report.earlier),
    )
    title = text.format(count=len(report.earlier), days=dates.days(int(report.age_days)))
    blocks: list[Block] = [
        *report_head(report, report.pipeline.title(language()), setting),
        Rule(),
        *verdict(report),
        *_opens(report),
        BLANK,
        line(Span(title, "title"), hang=2),
        _table(report.pipeline, steps, (_("Step"), _("Now"), _("Earlier"))),
    ]
    if segments:
        heads = (_("Segment"), _("These"), _("All others"))
        blocks += [BLANK, _table(report.pipeline, segments, heads)]
    return [*blocks, line(Span(paragraph(counted(report)), "dim"), hang=2)]


def verdict(report: LeakReport) -> list[Block]:
    """Return the finding in a few lines, as the review shows it too."""
    if report.worst is None:
        return [line(Span(_nothing(report), "title"), hang=2)]
    found = report.worst
    text = _("{step} loses most: {here}, against {there}.")
    step = step_words(report.pipeline, found)
    said = [
        text.format(step=step, here=_of(found.tried.here), there=_of(found.tried.there)),
        _("About {count} more would have got on at that rate.").format(count=round(found.missed)),
        _chance(found),
    ]
    return [line(Span(paragraph(said), "bad"), hang=2), *_advice(report.strengthen)]


def _opens(report: LeakReport) -> list[Block]:
    """Return the command that lists who is stuck at the leak."""
    if report.worst is None:
        return []
    text = _("Who is stuck there: {command}").format(command=f"leadfunnel {opening(report)}")
    return [line(Span(text, "dim"), hang=2)]


def _nothing(report: LeakReport) -> str:
    if all(one.verdict == FEW for one in report.judged):
        text = _("No step stands out: too few to tell, with less than {least} on a side.")
        return text.format(least=report.least)
    return _("No step stands out: what differs is no more than chance.")


def _advice(found: Strengthen | None) -> list[Block]:
    if found is None:
        return []
    text = _("Strengthen {stage}: {step}").format(
        stage=stage_word(found.stage), step=named(found.texts)
    )
    blocks: list[Block] = [line(text, hang=2)]
    if found.from_playbook:
        command = f"leadfunnel playbook show {found.stage.code}"
        blocks.append(line(Span(command, "dim"), indent=2, hang=4))
    return blocks


def step_words(pipeline: Pipeline, found: Judged, word: Callable[[str], str] = str) -> str:
    """Return a step in words, with the segment it is of: Prospect > Interested (owner: 小李)."""
    tried = found.tried
    step = " > ".join(word(stage_word(pipeline.stage(code))) for code in (tried.base, tried.code))
    if tried.by is None:
        return step
    where = _("{what}: {group}").format(what=segment_word(tried.by), group=tried.group or NOTHING)
    return f"{step} ({where})"


def segment_word(by: str) -> str:
    """Return what a dimension is called."""
    return by.removeprefix("tag:") if by.startswith("tag:") else field_word(by)


def _of(share: Share) -> str:
    text = _("{rate} of {count}")
    return text.format(rate=percent(share.rate) or NOTHING, count=f"{share.n:,}")


def _cell(share: Share) -> str:
    return f"{percent(share.rate) or NOTHING} ({share.n:,})"


def _chance(found: Judged) -> str:
    if found.low is None or found.high is None or found.adjusted is None:
        return ""
    text = _("Difference {low} to {high} points (95 %), p {p} after correction.")
    return text.format(low=points(found.low), high=points(found.high), p=_p(found.adjusted))


def points(share: float) -> str:
    """Return a difference of rates in points: -12."""
    return f"{round(share * 100):+d}"


def _p(value: float) -> str:
    return f"< {SMALL}" if value < SMALL else f"{value:.3f}"


def _table(
    pipeline: Pipeline,
    found: Sequence[Judged],
    heads: tuple[str, str, str],
    findings: Mapping[str, tuple[str, str]] = FINDINGS,
) -> Table:
    columns = (
        Column(heads[0], wrap=WORDS),
        *(Column(head, align="right", wrap=WORDS) for head in heads[1:]),
        Column(_("Difference (95 %)"), align="right", wrap=WORDS),
        Column(_("Verdict"), wrap=WORDS),
    )
    return Table(columns, tuple(_row(pipeline, one, findings[one.verdict]) for one in found))


def _row(pipeline: Pipeline, one: Judged, finding: tuple[str, str]) -> tuple[Cell, ...]:
    word, style = finding
    known = one.low is not None and one.high is not None
    return (
        step_words(pipeline, one, kept),
        _cell(one.tried.here),
        _cell(one.tried.there),
        f"{points(one.low or 0.0)} .. {points(one.high or 0.0)}" if known else "",
        Span(_(word), style),
    )


def counted(report: LeakReport | AroundReport) -> list[str]:
    """Say what was tried, so that nobody reads more into it."""
    few = sum(one.verdict == FEW for one in report.judged)
    tried = len(report.judged) - few
    text = ngettext(
        "{count} comparison tried, corrected by Holm at {level} %.",
        "{count} comparisons tried, corrected by Holm at {level} %.",
        tried,
    )
    said = [text.format(count=tried, level=f"{report.level:g}")]
    if few:
        text = ngettext(
            "{count} too few to tell: less than {least} people on a side.",
            "{count} too few to tell: less than {least} people on a side.",
            few,
        )
        said.append(text.format(count=few, least=report.least))
    return said


def around(report: AroundReport, setting: Setting) -> list[Block]:
    """Return the steps after a mark beside those before it."""
    text = _("Both as they were {days} after their start; before: {first} - {last}.")
    said = text.format(
        days=dates.days(int(report.age_days)),
        first=dates.day_words(report.before.first),
        last=dates.day_words(report.before.last),
    )
    mark = f"^{report.mark.id} {dates.day_words(report.mark.day)}  {report.mark.text}"
    return [
        *report_head(report, report.pipeline.title(language()), setting),
        line(Span(mark, "title"), hang=4),
        line(Span(said, "dim"), hang=2),
        Rule(),
        _table(report.pipeline, report.judged, (_("Step"), _("Since"), _("Earlier")), _AFTER),
        line(Span(paragraph(counted(report)), "dim"), hang=2),
    ]
