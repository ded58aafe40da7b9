"""The forecast in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Cell, Exhibit, Grid
from leadfunnel.domain.forecast import REASONS, Row, sums
from leadfunnel.i18n import _
from leadfunnel.services.results.forecast import SHOWN, ForecastReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import more_words
from leadfunnel.views.reports.wording import Wording, count, left, money, right, words
from leadfunnel.views.screens.forecast import by_month
from leadfunnel.views.words import deal_words


def exhibits(part: ForecastReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the open deals by month of closing, and what is not counted."""
    title = _("Forecast")
    heads = (
        left(_("Closes")),
        right(_("Deals")),
        right(_("Amount")),
        right(_("Weighted")),
        right(_("By own rates")),
    )
    rows = part.forecast.rows
    lines = [one for name, group in by_month(rows) for one in _sums(name, group)]
    grids = [Grid(title, heads, (*lines, *_sums(_("Total"), rows)))] if rows else []
    if part.forecast.not_counted:
        grids.append(_left_out(part, wording))
    said = () if rows else (_("No open deal counts."),)
    return [Exhibit("forecast", title, said, None, tuple(grids))]


def _sums(name: str, rows: tuple[Row, ...] | list[Row]) -> list[tuple[Cell, ...]]:
    return [
        (
            words(name),
            count(total.deals),
            money(total.amount, total.currency),
            money(total.weighted, total.currency),
            money(total.by_rate, total.currency),
        )
        for total in sums(rows)
    ]


def _left_out(part: ForecastReport, wording: Wording) -> Grid:
    left_out = part.forecast.not_counted
    rows = tuple(
        (
            words(wording.free(deal_words(part.view(deal), wording.setting))),
            words(_(REASONS[reason])),
        )
        for deal, reason in left_out[:SHOWN]
    )
    more = len(left_out) - SHOWN
    heads = (left(_("Deal")), left(_("Why")))
    return Grid(_("Not counted"), heads, rows, more_words(more) if more > 0 else "", people=True)
