"""What each source brought and cost, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Cell, Chart, Exhibit, Grid
from leadfunnel.i18n import _
from leadfunnel.services.results.buyers import Channel, ChannelReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import NOTHING
from leadfunnel.views.reports.wording import Wording, count, left, money, right, share, words
from leadfunnel.views.screens.channels import totals_words


def exhibits(part: ChannelReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the sources of those added in the period, then the campaigns paid for in it."""
    title = _("Channels")
    grids = [
        _grid(name, head, items, wording)
        for name, head, items in (
            (title, _("Source"), part.items),
            (_("Campaigns"), _("Campaign"), part.campaigns),
        )
        if items
    ]
    told = _("Customers added in these days, and what they came to so far; costs of these days.")
    said = (told, *filter(None, [totals_words(part)]))
    return [Exhibit("channels", title, said, None, tuple(grids))]


def _grid(title: str, head: str, items: tuple[Channel, ...], wording: Wording) -> Grid:
    heads = (
        left(head),
        right(_("Leads")),
        right(_("Customers")),
        right(_("Rate")),
        right(_("Revenue")),
        right(_("Cost")),
        right(_("Per customer")),
    )
    rows = tuple(row for one in items for row in _rows(one, wording))
    return Grid(title, heads, rows, chart=Chart("bar", (1, 2)))


def _rows(one: Channel, wording: Wording) -> list[tuple[Cell, ...]]:
    """Return a row for each currency; how many they are stands in the first."""
    rows: list[tuple[Cell, ...]] = []
    for currency in sorted({*one.revenue, *one.cost}) or [""]:
        rate = share(one.won / one.leads if one.leads else None)
        counts = (count(one.leads), count(one.won), rate)
        rows.append((
            words(wording.free(one.source) or NOTHING),
            *(counts if not rows else (words(""),) * 3),
            *_money(one, currency),
        ))  # fmt: skip
    return rows


def _money(one: Channel, currency: str) -> tuple[Cell, ...]:
    cost, revenue = one.cost.get(currency), one.revenue.get(currency)
    each = round(cost / one.won) if cost and one.won else None
    return money(revenue, currency), money(cost, currency), money(each, currency)
