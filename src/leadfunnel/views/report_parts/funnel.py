"""The funnel in a report: how far the new ones got, what moved, where all stand, how long."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Bar, Bars, Cell, Chart, Exhibit, Funnel, Grid, Step
from leadfunnel.domain.figures import Cohort, Flow, Snapshot
from leadfunnel.i18n import _
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.names import stage_word
from leadfunnel.views.reports.wording import Wording, count, left, right, share, stay, words
from leadfunnel.views.reports.wording import money as money_cell
from leadfunnel.views.screens import funnel as screen
from leadfunnel.views.screens.funnel_tables import interval, percent


def exhibits(part: FunnelReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the three views, and the days in the stages where there are any."""
    found = []
    if part.cohort:
        found.append(_cohort(part, part.cohort, wording))
    if part.flow:
        found.append(_flow(part, part.flow, wording))
    if part.snapshot:
        found.append(_snapshot(part, part.snapshot, wording))
    if screen.timed(part.times):
        found.append(_times(part, wording))
    return found


def _name(part: FunnelReport, code: str, wording: Wording) -> str:
    return wording.free(stage_word(part.pipeline.stage(code)))


def _cohort(part: FunnelReport, figures: Cohort, wording: Wording) -> Exhibit:
    title = _("How far the new ones got")
    heads = (
        left(_("Stage")),
        right(_("People")),
        right(_("Rate")),
        right(_("95 % range")),
        right(_("Overall")),
        right(_("Here")),
        right(_("Lost")),
        right(_("Unfit")),
    )
    rows = tuple(
        (
            words(_name(part, row.code, wording)),
            Cell(f"{row.reached:,}", row.reached, "count"),
            share(row.rate),
            words(interval(row.rate_low, row.rate_high)),
            share(row.overall),
            count(row.active),
            count(row.lost),
            count(row.invalid),
        )
        for row in figures.stages
    )
    steps = tuple(
        Step(_name(part, row.code, wording), row.reached, percent(row.rate))
        for row in figures.stages
    )
    said = tuple(screen.cohort_words(part.pipeline, figures))
    picture = Funnel(steps) if figures.population else None
    return Exhibit(
        "cohort", title, said, picture, (Grid(title, heads, rows, chart=Chart("bar", (1,))),)
    )


def _flow(part: FunnelReport, figures: Flow, wording: Wording) -> Exhibit:
    title = _("What moved") if "-W" in part.label else _("What moved in this period")
    numbers = (
        _("Before"), _("Came"), _("new"), _("from below"), _("from above"), _("reopened"),
        _("Moved up"), _("Back"), _("Lost"), _("Unfit"), _("Now"), _("People"), _("Passed over"),
    )  # fmt: skip
    rows = tuple(
        (
            words(_name(part, row.code, wording)),
            *(
                count(number)
                for number in (
                    row.start, row.entered, row.new, row.up, row.down, row.reopened,
                    row.advanced, row.back, row.lost, row.invalid, row.end, row.people,
                    row.passed_over,
                )
            ),
        )
        for row in figures.stages
    )  # fmt: skip
    heads = (left(_("Stage")), *map(right, numbers))
    return Exhibit(
        "flow", title, tuple(screen.flow_words(part, figures)), None, (Grid(title, heads, rows),)
    )


def _snapshot(part: FunnelReport, figures: Snapshot, wording: Wording) -> Exhibit:
    title = _("Where all stand")
    currencies = sorted({total.currency for row in figures.stages for total in row.totals})
    heads = (
        left(_("Stage")),
        right(_("People")),
        right(_("Median days")),
        right(_("Too long")),
        *(
            right(text.format(currency=currency))
            for currency in currencies
            for text in (_("Amount {currency}"), _("Weighted {currency}"))
        ),
    )
    rows = []
    for row in figures.stages:
        sums = {total.currency: (total.amount, total.weighted) for total in row.totals}
        rows.append(
            (
                words(_name(part, row.code, wording)),
                Cell(f"{row.count:,}", row.count, "count"),
                stay(row.median_days),
                count(row.over_limit),
                *(
                    money_cell(amount or None, currency)
                    for currency in currencies
                    for amount in sums.get(currency, (0, 0))
                ),
            )
        )
    grid = Grid(title, heads, tuple(rows), chart=Chart("bar", (1,)))
    bars = tuple(Bar(row[0].text, row[1].value, row[1].text) for row in rows)
    return Exhibit("snapshot", title, (), Bars(bars), (grid,))


def _times(part: FunnelReport, wording: Wording) -> Exhibit:
    title = _("Days in the stage")
    ninth = percent(0.9)
    heads = (
        left(_("Stage")),
        right(_("Left")),
        right(_("Median")),
        right(ninth),
        right(_("Still there")),
        right(_("Median")),
        right(ninth),
    )
    rows = tuple(
        (
            words(_name(part, row.code, wording)),
            count(row.ended),
            stay(row.median_days),
            stay(row.p90_days),
            count(row.running),
            stay(row.running_median_days),
            stay(row.running_p90_days),
        )
        for row in part.times
    )
    return Exhibit("times", title, (), None, (Grid(title, heads, rows),))
