"""`activity`: what was done by whom and when, where it went, and what it may lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.i18n import _
from leadfunnel.services.results.activity import METRICS, ActivityReport, Outlook, Work
from leadfunnel.views import dates
from leadfunnel.views import work_words as words
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
    natural_width,
)
from leadfunnel.views.names import NOTHING, stage_word
from leadfunnel.views.report_head import report_head
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting

ALWAYS = ("new", "calls", "connected", "visits", "invites", "pushes")
Rows = Sequence[tuple[str, Work]]


def activity(report: ActivityReport, setting: Setting) -> list[Block]:
    """Return who did how much, on which days, with what came of it."""
    title = _("What was done")
    if report.owner:
        title = f"{title}  {report.owner}"
    blocks: list[Block] = [*report_head(report, title, setting), Rule()]
    people = [(one.name or _("nobody in particular"), one.total) for one in report.people]
    if len(people) != 1:
        people.append((_("All"), report.total))
    blocks += _tables(_("By person"), people, report.total, setting)
    if len(report.days) > 1:
        days = [dates.weekday_and_day(day, setting) for day in report.days]
        rows = list(zip(days, report.by_day, strict=True))
        blocks += [BLANK, *_tables(_("By day"), rows, report.total, setting)]
    told = tuple(about(report))
    if told:
        blocks += [BLANK, Table((Column(style="head"), Column(wrap=WORDS)), told)]
    return [*blocks, *ahead(report.outlook)]


def _tables(head: str, rows: Rows, total: Work, setting: Setting) -> list[Block]:
    """Return one table with everything, or where there is no room for it two below each other."""
    shown = [name for name in METRICS if name in ALWAYS or total[name]]
    whole = _table(head, rows, shown, money=True)
    room = setting.sheet.width
    if room is None or natural_width(whole, setting.sheet) <= room:
        return [whole]
    rest = [name for name in shown if name not in ALWAYS]
    return [_table(head, rows, ALWAYS, money=False), BLANK, _table("", rows, rest, money=True)]


def _table(head: str, rows: Rows, metrics: Sequence[str], *, money: bool) -> Table:
    columns = [Column(head, wrap=ANYWHERE)]
    columns += [Column(_(words.HEADS[name]), align="right") for name in metrics]
    if money:
        columns += [Column(_("Kept"), align="right"), Column(_("Net"), align="right", wrap=WORDS)]
    return Table(tuple(columns), tuple(_row(name, work, metrics, money) for name, work in rows))


def _row(name: str, work: Work, metrics: Sequence[str], money: bool) -> tuple[Cell, ...]:
    counts = tuple(f"{work[metric]:,}" if work[metric] else NOTHING for metric in metrics)
    last = (words.kept_words(work.kept), words.net_words(work.net)) if money else ()
    return (name, *counts, *last)


def about(report: ActivityReport) -> list[tuple[str, str]]:
    """Return what there is to say of the promises, the calls, the effort and the sales."""
    total, effort = report.total, report.effort
    rows: list[tuple[str, str]] = []
    if report.imported:
        text = _("{count} came by import; new counts only who was added by hand")
        rows.append((_("From files"), text.format(count=f"{report.imported:,}")))
    if total.kept.count:
        text = _("{share} on time ({part} of {all}), late {late}, missed {missed}")
        told = text.format(
            share=percent(total.kept.on_time / total.kept.count),
            part=total.kept.on_time,
            all=total.kept.count,
            late=total.kept.late,
            missed=total.kept.missed,
        )
        rows.append((_("Promises"), told))
    if total["calls"]:
        rows.append((_("Calls"), _calls(total)))
    if effort.touches:
        rows.append((_("Effort to"), _stages(report, effort.touches)))
        if set(effort.grades) - {None}:
            rows.append((_("by grade"), words.parts_words(words.grade_parts(effort.grades))))
    if effort.purchases:
        rows.append((_("Sales from"), _stages(report, effort.purchases)))
    return [*rows, *((_("Depends"), words.leader_words(one)) for one in report.leaders)]


def _calls(total: Work) -> str:
    reached = _("{share} connected").format(share=percent(total["connected"] / total["calls"]))
    if not total["won"]:
        return _("{count}, {reached}, nobody won").format(count=total["calls"], reached=reached)
    text = _("{each} for each one won ({count} for {won}), {reached}")
    each = dates.decimal(total["calls"] / total["won"])
    return text.format(each=each, count=total["calls"], won=total["won"], reached=reached)


def _stages(report: ActivityReport, counts: Mapping[str | None, int]) -> str:
    return words.parts_words(words.stage_parts(report.effort.pipeline, counts))


def ahead(found: Outlook) -> list[Block]:
    """Return what the work so far implies, as an estimate with its range."""
    title = _("What it may lead to (an estimate)")
    blocks: list[Block] = [BLANK, line(Span(title, "title"))]
    blocks.append(line(words.needed_words(found), hang=2))
    if not found.steps:
        return blocks
    columns = (
        Column(_("Stage"), wrap=WORDS),
        Column(_("Rate"), align="right"),
        Column(_("95 % range"), align="right"),
        Column(_("Of {count} new").format(count=found.newcomers), align="right"),
    )
    rows = tuple(
        (
            stage_word(step.stage),
            f"{percent(step.rate.rate)} ({step.rate.successes}/{step.rate.n})",
            f"{step.rate.low * 100:.0f}-{step.rate.high * 100:.0f}",
            words.estimate_words(step.expected),
        )
        for step in found.steps
    )
    text = _("Rates of those who came in {first} - {last}; {open} of them may yet get further.")
    told = text.format(
        first=found.first.isoformat(), last=found.last.isoformat(), open=found.still_open
    )
    return [*blocks, Table(columns, rows), line(Span(told, "dim"), hang=2)]
