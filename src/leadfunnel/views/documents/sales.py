"""Sales figures as JSON: amounts are decimal strings, changes fractions."""

from __future__ import annotations

from fractions import Fraction

from leadfunnel.domain.sales import Row
from leadfunnel.domain.spread import Spread
from leadfunnel.services.results.sales import Before, Point, SalesReport
from leadfunnel.views.documents.people import instant
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def sales(report: SalesReport, setting: Setting) -> Document:
    """Return the figures in all and by group; `additive` tells whether counts of groups add up."""
    return {
        "schema": "leadfunnel.sales/1",
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "occasions": report.occasions,
        "amount_unknown": report.unknown_occasions,
        "totals": [
            {**_row(row), **_changes(row, report), "pulled_by": _pulled(row, report)}
            for row in report.sums
        ],
        "by": list(report.by),
        "additive": report.additive,
        "groups": [
            {"group": _named(report, row.group), **_row(row), **_changes(row, report)}
            for row in report.rows
        ],
        "groups_amount_unknown": [
            {"group": _named(report, group), "count": count}
            for group, count in report.unknown.items()
        ],
        "compared": [_before(one) for one in report.before],
        "trend": [_point(point) for point in report.trend],
    }


def _named(report: SalesReport, group: tuple[str | None, ...]) -> dict[str, str | None]:
    return dict(zip(report.by, group, strict=True))


def _row(row: Row) -> Document:
    return {
        "currency": row.currency,
        "revenue": decimal_string(row.revenue, row.currency),
        **figures(row.spread, row.currency),
    }


def figures(spread: Spread, currency: str) -> Document:
    """Return how amounts lie; mean, median and deviation are rounded to the minor unit."""

    def money(value: Fraction | int | None) -> str | None:
        return None if value is None else decimal_string(round(value), currency)

    return {
        "count": spread.count,
        "sum": decimal_string(spread.total, currency),
        "mean": money(spread.mean),
        "median": money(spread.median),
        "mode": money(spread.modes[0]) if len(spread.modes) == 1 else None,
        "modes": [money(mode) for mode in spread.modes],
        "busiest_band": [money(edge) for edge in spread.band] if spread.band else None,
        "standard_deviation": money(spread.deviation),
        "lowest": money(spread.low),
        "highest": money(spread.high),
        "range": money(spread.range),
    }


def _changes(row: Row, report: SalesReport) -> Document:
    """Return the change of revenue against each period compared with."""
    return {
        f"change_{one.kind}": plain(change(row, one))
        for one in report.before
        if not row.group or one.rows
    }


def change(row: Row, before: Before) -> Fraction | None:
    """Return by what fraction revenue changed, None where there was none before."""
    sums = {one.currency: one for one in before.sums}
    then = before.rows.get((row.group, row.currency)) if row.group else sums.get(row.currency)
    if then is None or then.revenue <= 0:
        return None
    return Fraction(row.revenue - then.revenue, then.revenue)


def plain(share: Fraction | None) -> float | None:
    """Return a fraction to four places, as JSON has it."""
    return None if share is None else float(round(share, 4))


def _pulled(row: Row, report: SalesReport) -> list[Document] | None:
    found = report.pulls.get(row.currency)
    if found is None:
        return None
    return [
        {"id": who, "name": report.names[who], "amount": decimal_string(amount, row.currency)}
        for amount, who in found.tops
    ]


def _before(one: Before) -> Document:
    return {
        "kind": one.kind,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "totals": [_row(row) for row in one.sums],
    }


def _point(point: Point) -> Document:
    return {
        "label": point.label,
        "from": point.first.isoformat(),
        "to": point.last.isoformat(),
        "running": point.running,
        "totals": [
            {"currency": currency, "revenue": decimal_string(revenue, currency), "count": count}
            for currency, (revenue, count) in sorted(point.sums.items())
        ],
    }
