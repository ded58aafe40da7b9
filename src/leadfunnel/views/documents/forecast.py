"""A forecast and its replay as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.backtest import Backtest
from leadfunnel.domain.forecast import Row, Sum, grouped, sums
from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.own_rates import OwnRates, StageRate
from leadfunnel.services.results.forecast import BacktestReport, ForecastReport
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def forecast(report: ForecastReport, setting: Setting) -> Document:
    """Return totals, months, owners, what is not counted, and the own rates."""
    rows = report.forecast.rows
    dated = sorted((row for row in rows if row.month[0].isdigit()), key=lambda row: row.month)
    return {
        "schema": "leadfunnel.forecast/1",
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "period": {
            "from": report.first.isoformat() if report.first else None,
            "to": report.last.isoformat() if report.last else None,
        },
        "totals": totals(rows),
        "months": [
            {"month": group[0].month, "totals": totals(group)}
            for group in grouped(dated, lambda row: row.month)
        ],
        "late": totals(row for row in rows if row.month == "late"),
        "undated": totals(row for row in rows if row.month == "undated"),
        "asleep": totals(row for row in rows if row.asleep),
        "outside_period": report.forecast.outside,
        "not_counted": [
            {"deal": deal.id, "ref": deal.ref, "reason": reason}
            for deal, reason in report.forecast.not_counted
        ],
        "by_owner": _owners(report),
        "rates": [_rates(own) for own in report.rates],
        "items": [_row(row, report) for row in rows],
    }


def totals(rows: Iterable[Row]) -> list[Document]:
    """Return rows together, one sum a currency."""
    return [_sum(total) for total in sums(rows)]


def _sum(total: Sum) -> Document:
    rated = None if total.by_rate is None else decimal_string(total.by_rate, total.currency)
    return {
        "currency": total.currency,
        "deals": total.deals,
        "amount": decimal_string(total.amount, total.currency),
        "weighted": decimal_string(total.weighted, total.currency),
        "own_rate_weighted": rated,
    }


def _owners(report: ForecastReport) -> list[Document]:
    found: list[Document] = []
    for owner, rate in report.owners:
        number = owner.id if owner else None
        rows = [row for row in report.forecast.rows if row.deal.owner[0] == number]
        found.append(
            {
                "owner": {"id": owner.id, "name": owner.name} if owner else None,
                "totals": totals(rows),
                "win_rate": rate_document(rate),
            }
        )
    return found


def rate_document(rate: StageRate) -> Document:
    """Return a win rate of closed and of all, with what it was counted from."""
    low, high = rate.interval or (None, None)
    return {
        "reached": rate.reached,
        "won": rate.won,
        "lost": rate.lost,
        "invalid": rate.invalid,
        "open": rate.open,
        "decided": rate.decided,
        "of_closed": rate.rate,
        "of_closed_low": low,
        "of_closed_high": high,
        "of_all": rate.of_all,
    }


def _rates(own: OwnRates) -> Document:
    return {
        "pipeline": own.pipeline.name,
        "stages": [
            {
                "code": stage.code,
                "name": own.pipeline.stage(stage.code).name("en"),
                **rate_document(stage),
            }
            for stage in own.stages
        ],
        "sales": len(own.cycles),
        "cycle_mean_days": own.cycle_mean_days,
        "cycle_median_days": own.cycle_median_days,
    }


def _row(row: Row, report: ForecastReport) -> Document:
    from leadfunnel.services.results.deals import plain

    return {**plain(report.view(row.deal)), "month": row.month}


def backtest(report: BacktestReport, setting: Setting) -> Document:
    """Return what was forecast and what it became, one entry a currency."""
    return {
        "schema": "leadfunnel.backtest/1",
        "period": {"from": report.first.isoformat(), "to": report.last.isoformat()},
        "weeks": report.weeks,
        "known_at": setting.calendar.iso(report.at),
        "recorded": report.recorded,
        "currencies": [_backtest(one) for one in report.backtests],
    }


def _backtest(one: Backtest) -> Document:
    def money(minor: int) -> str:
        return decimal_string(minor, one.currency)

    return {
        "currency": one.currency,
        "deals": one.deals,
        "amount": money(one.amount),
        "forecast": money(one.forecast),
        "became": money(one.became),
        "was_in_it": money(one.foreseen),
        "came_later": money(one.came_later),
        "deals_was_in_it": [f"d{number}" for number in one.foreseen_deals],
        "deals_came_later": [f"d{number}" for number in one.later_deals],
        "fates": dict(one.fates),
    }
