"""What was sold, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Cell, Chart, Curve, Curves, Dot, Exhibit, Grid
from leadfunnel.domain.sales import Row
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.sales import SalesReport
from leadfunnel.views.documents.sales import change
from leadfunnel.views.names import NOTHING
from leadfunnel.views.reports.wording import Wording, count, left, money, right, words
from leadfunnel.views.screens.sales import changed, short


def exhibits(part: SalesReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the revenue of each owner and in all, beside the period before, and its trend."""
    title = _("Sold")
    heads = (
        left(_("Owner")),
        right(_("Purchases")),
        right(_("Revenue, less refunds")),
        right(_("Change")),
        right(_("In a year")),
    )
    rows = [_row(part, row, row.group[0] or NOTHING, wording) for row in part.rows]
    total = [_row(part, row, _("Total"), wording) for row in part.sums]
    grid = Grid(title, heads, (*rows, *total), chart=Chart("bar", (2,)) if rows else None)
    curves = tuple(_curve(part, row.currency) for row in part.sums if part.trend)
    return [
        Exhibit(
            "sales",
            title,
            tuple(_said(part, wording)),
            Curves(curves) if len(part.trend) > 1 and curves else None,
            (grid, *_trend(part)),
        )
    ]


def _row(part: SalesReport, row: Row, name: str, wording: Wording) -> tuple[Cell, ...]:
    moved = {one.kind: changed(change(row, one)) for one in part.before if one.rows or one.sums}
    return (
        words(wording.free(name)),
        count(row.spread.count),
        money(row.revenue, row.currency),
        words(moved.get("previous") or NOTHING),
        words(moved.get("last_year") or NOTHING),
    )


def _curve(part: SalesReport, currency: str) -> Curve:
    dots = []
    for point in part.trend:
        revenue = point.sums.get(currency, (0, 0))[0]
        dots.append(Dot(point.label, revenue, short(revenue, currency), young=point.running))
    return Curve(currency, tuple(dots))


def _trend(part: SalesReport) -> list[Grid]:
    currencies = sorted({currency for point in part.trend for currency in point.sums})
    if not currencies:
        return []
    heads = (left(_("Period")), *(right(currency) for currency in currencies))
    rows = tuple(
        (
            words(point.label),
            *(money(point.sums.get(currency, (0, 0))[0], currency) for currency in currencies),
        )
        for point in part.trend
    )
    columns = tuple(range(1, len(currencies) + 1))
    return [Grid(_("Trend of revenue"), heads, rows, chart=Chart("line", columns))]


def _said(part: SalesReport, wording: Wording) -> list[str]:
    if not part.sums and not part.occasions:
        return [_("Nothing was sold in these days.")]
    found = []
    for currency, drawn in part.pulls.items():
        row = next(one for one in part.sums if one.currency == currency)
        people = ", ".join(wording.free(part.names[who]) for _sum, who in drawn.tops[:3])
        text = _("The mean of {mean} is far above the median of {median}; largest: {people}")
        mean, median = (
            short(round(value or 0), currency) for value in (row.spread.mean, row.spread.median)
        )
        found.append(text.format(mean=mean, median=median, people=people))
    if part.unknown_occasions:
        text = ngettext(
            "{count} purchase has no amount and counts in no sum.",
            "{count} purchases have no amount and count in no sum.",
            part.unknown_occasions,
        )
        found.append(text.format(count=f"{part.unknown_occasions:,}"))
    return found
