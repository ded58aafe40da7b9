"""A forecast: by month or owner, what is not counted, one's own rates, and its replay."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.backtest import Backtest
from leadfunnel.domain.forecast import LATE, REASONS, UNDATED, Row, Sum, grouped, sums
from leadfunnel.domain.own_rates import OwnRates, StageRate
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, ngettext
from leadfunnel.services.results.forecast import SHOWN, BacktestReport, ForecastReport
from leadfunnel.views import dates
from leadfunnel.views.layout import BLANK, WORDS, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, field_word, head, more_words, stage_word
from leadfunnel.views.screens.funnel_tables import interval, percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import deal_words

_RIGHT = "right"
_APART = {LATE: N_("late"), UNDATED: N_("no date")}


def forecast(report: ForecastReport, setting: Setting) -> list[Block]:
    """Return the forecast, what it leaves out, and the rates it can be held against."""
    rows = report.forecast.rows
    blocks: list[Block] = [_top(report, setting), Rule()]
    if rows:
        groups = _by_owner(report) if report.by == "owner" else by_month(rows)
        blocks += [_table(report.by, groups, rows), *_asleep(rows), *_own(rows)]
    else:
        blocks.append(line(_("No open deal counts.")))
    if report.forecast.outside:
        text = ngettext(
            "{count} open deal closes outside these days.",
            "{count} open deals close outside these days.",
            report.forecast.outside,
        )
        blocks.append(line(Span(text.format(count=f"{report.forecast.outside:,}"), "dim")))
    blocks += _left_out(report, setting)
    for own in report.rates:
        blocks += [BLANK, *_rates(own)]
    if report.by == "owner":
        blocks += [BLANK, *_owners(report)]
    return blocks


def _top(report: ForecastReport, setting: Setting) -> Block:
    parts = [_("As of {when}.").format(when=dates.full_stamp(report.as_of, setting))]
    if report.known_at is not None:
        known = dates.full_stamp(report.known_at, setting)
        parts.append(_("As it was known on {when}.").format(when=known))
    first = dates.day_words(report.first) if report.first else "..."
    last = dates.day_words(report.last) if report.last else "..."
    span = f"  {first} - {last}" if report.first or report.last else ""
    return line(Span(_("Forecast"), "title"), span, Span("  " + " ".join(parts), "dim"), hang=2)


def by_month(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows by the month in which they close, those without one last."""
    ordered = sorted(rows, key=lambda row: (row.month == UNDATED, row.month == LATE, row.month))
    groups = grouped(ordered, lambda row: row.month)
    return [(_word(group[0].month), group) for group in groups]


def _word(month: str) -> str:
    return _(_APART[month]) if month in _APART else month


def _by_owner(report: ForecastReport) -> list[tuple[str, list[Row]]]:
    groups = grouped(report.forecast.rows, lambda row: row.deal.owner[0])
    names = {owner.id: owner.name for owner, _ in report.owners if owner}
    named = [(names.get(group[0].deal.owner[0] or 0, NOTHING), group) for group in groups]
    return sorted(named, key=lambda pair: pair[0])


def _table(by: str, groups: list[tuple[str, list[Row]]], rows: Sequence[Row]) -> Table:
    first = head(field_word("owner")) if by == "owner" else _("Closes")
    columns = (
        Column(first, wrap=WORDS),
        Column(_("Deals"), align=_RIGHT),
        Column(_("Amount"), align=_RIGHT),
        Column(_("Weighted"), align=_RIGHT),
        Column(_("By own rates"), align=_RIGHT),
    )
    lines: list[tuple[Cell, ...]] = []
    for name, group in groups:
        lines += _sums(name, group)
    total = [tuple(Span(str(cell), "title") for cell in row) for row in _sums(_("Total"), rows)]
    return Table(columns, (*lines, *total))


def _sums(name: str, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    found: list[tuple[Cell, ...]] = []
    for total in sums(rows):
        rated = NOTHING if total.by_rate is None else sum_words(total.by_rate, total.currency)
        found.append(
            (
                "" if found else name,
                f"{total.deals:,}",
                sum_words(total.amount, total.currency),
                sum_words(total.weighted, total.currency),
                rated,
            )
        )
    return found


def _asleep(rows: Sequence[Row]) -> list[Block]:
    """Return the deals that stand too long in their stage: they count, and are named."""
    found = sums(row for row in rows if row.asleep)
    return [line(Span(_slept(total), "warn"), hang=2) for total in found]


def _slept(total: Sum) -> str:
    text = ngettext(
        "Asleep, past the time of its stage: {count} deal, {amount}.",
        "Asleep, past the time of their stage: {count} deals, {amount}.",
        total.deals,
    )
    amount = sum_words(total.amount, total.currency)
    return text.format(count=f"{total.deals:,}", amount=amount)


def _own(rows: Sequence[Row]) -> list[Block]:
    """Say how many deals the column of own rates leaves out."""
    missing = sum(row.by_rate is None for row in rows)
    if not missing:
        return []
    text = ngettext(
        "{count} deal has no rate of its own yet: nothing that reached its stage is decided.",
        "{count} deals have no rate of their own yet: nothing that reached their stage is decided.",
        missing,
    )
    return [line(Span(text.format(count=f"{missing:,}"), "dim"), hang=2)]


def _left_out(report: ForecastReport, setting: Setting) -> list[Block]:
    left = report.forecast.not_counted
    if not left:
        return []
    blocks: list[Block] = [BLANK, line(Span(_("Not counted"), "title"))]
    for deal, reason in left[:SHOWN]:
        words = _("{deal}: ").format(deal=deal_words(report.view(deal), setting))
        blocks.append(line(words, Span(_(REASONS[reason]), "warn"), hang=2))
    if len(left) > SHOWN:
        blocks.append(line(Span(more_words(len(left) - SHOWN), "dim")))
    return blocks


def _rate_columns() -> tuple[Column, ...]:
    return (
        Column(_("Deals"), align=_RIGHT),
        Column(_("Won"), align=_RIGHT),
        Column(_("Lost"), align=_RIGHT),
        Column(_("Not a fit"), align=_RIGHT),
        Column(_("Open"), align=_RIGHT),
        Column(_("Won of closed"), align=_RIGHT),
        Column("95 %", align=_RIGHT),
        Column(_("Won of all"), align=_RIGHT),
    )


def _rates(own: OwnRates) -> list[Block]:
    title = _("Own rates: {pipeline}").format(pipeline=own.pipeline.title(language()))
    columns = (
        Column(_("Reached"), wrap=WORDS),
        *_rate_columns(),
    )
    rows = tuple(
        (stage_word(own.pipeline.stage(stage.code)), *_rate(stage)) for stage in own.stages
    )
    blocks: list[Block] = [line(Span(title, "title")), Table(columns, rows)]
    if own.cycle_mean_days is not None:
        text = _(
            "From the first day to winning: {mean} days on average, median {median} (n={count})."
        )
        told = text.format(
            mean=own.cycle_mean_days,
            median=dates.decimal(own.cycle_median_days or 0),
            count=f"{len(own.cycles):,}",
        )
        blocks.append(line(Span(told, "dim"), hang=2))
    return blocks


def _rate(rate: StageRate) -> tuple[str, ...]:
    low, high = rate.interval or (None, None)
    counts = (rate.reached, rate.won, rate.lost, rate.invalid, rate.open)
    shares = (percent(rate.rate), interval(low, high), percent(rate.of_all))
    return (*(f"{count:,}" for count in counts), *shares)


def _owners(report: ForecastReport) -> list[Block]:
    columns = (
        Column(head(field_word("owner")), wrap=WORDS),
        *_rate_columns(),
    )
    rows = tuple((owner.name if owner else NOTHING, *_rate(rate)) for owner, rate in report.owners)
    return [line(Span(_("Win rates"), "title")), Table(columns, rows)]


def backtest(report: BacktestReport, setting: Setting) -> list[Block]:
    """Return what was forecast, what it became, and what came later."""
    span = f"{dates.day_words(report.first)} - {dates.day_words(report.last)}"
    when = dates.full_stamp(report.at, setting)
    text = ngettext(
        "{span}, as it was known {weeks} week ago ({when})",
        "{span}, as it was known {weeks} weeks ago ({when})",
        report.weeks,
    )
    top = text.format(span=span, weeks=report.weeks, when=when)
    blocks: list[Block] = [line(Span(top, "title"), hang=2)]
    if not report.recorded:
        blocks.append(line(_("No deal was recorded by then: there was no forecast."), hang=2))
    for one in report.backtests:
        blocks += [BLANK, *_backtest(one, report, setting)]
    if not report.backtests:
        blocks.append(line(_("Nothing was forecast for these days, and nothing was won in them.")))
    return blocks


def _backtest(one: Backtest, report: BacktestReport, setting: Setting) -> list[Block]:
    def money(minor: int) -> str:
        return sum_words(minor, one.currency)

    forecast_text = ngettext(
        "Forecast: {sum} weighted, {count} deal of {amount}.",
        "Forecast: {sum} weighted, {count} deals of {amount}.",
        one.deals,
    )
    fates = one.fates
    became = _("It became {sum}: {before} was in the forecast, {later} came later.")
    left = _(
        "Of the deals in it: {won} won, {outside} won outside these days, {lost} lost, "
        "{open} still open, {gone} gone."
    )
    blocks: list[Block] = [
        line(forecast_text.format(
            sum=money(one.forecast), count=f"{one.deals:,}", amount=money(one.amount)
        ), hang=2),
        line(became.format(
            sum=money(one.became), before=money(one.foreseen), later=money(one.came_later)
        ), hang=2),
        line(Span(left.format(
            won=fates["won"], outside=fates["won_outside"], lost=fates["lost"],
            open=fates["open"], gone=fates["gone"],
        ), "dim"), hang=2),
    ]  # fmt: skip
    for number in one.later_deals[:SHOWN]:
        words = deal_words(report.views[number], setting)
        blocks.append(line(Span(_("came later"), "warn"), f"  {words}", hang=2))
    return blocks
