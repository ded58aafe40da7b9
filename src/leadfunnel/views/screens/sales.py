"""Sales figures on the screen: in all, by group, compared, and over time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from leadfunnel.domain.sales import Group, Row
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, ngettext
from leadfunnel.services.results.sales import Before, SalesReport
from leadfunnel.views.documents.sales import change
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
    first_fitting,
    line,
)
from leadfunnel.views.money import decimal_string, money_words, sum_words
from leadfunnel.views.names import DIMENSIONS, NOTHING, field_word, head, listed
from leadfunnel.views.report_head import report_head
from leadfunnel.views.setting import Setting
from leadfunnel.views.spark import spark

_RIGHT = "right"
NAMED = 3
_UNITS = {
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "department": N_("department"),
    "product": N_("product"),
}
_BEFORE = {"previous": N_("The period before"), "last_year": N_("A year before")}
_CHANGE = {"previous": N_("Change"), "last_year": N_("In a year")}


def sales(report: SalesReport, setting: Setting) -> list[Block]:
    """Return the figures of a period."""
    blocks: list[Block] = [*report_head(report, _("Sales"), setting), Rule()]
    if not report.sums and not report.occasions:
        blocks.append(line(_("Nothing was sold in these days.")))
    if report.sums:
        blocks.append(_totals(report))
    blocks += [line(Span(text, "warn"), hang=2) for text in _pulled(report)]
    if report.unknown_occasions:
        text = ngettext(
            "{count} purchase has no amount and counts in no sum.",
            "{count} purchases have no amount and count in no sum.",
            report.unknown_occasions,
        )
        blocks.append(line(Span(text.format(count=f"{report.unknown_occasions:,}"), "dim")))
    if report.rows:
        blocks += [BLANK, first_fitting(_groups(report), setting.sheet)]
        if not report.additive:
            told = _("A purchase of several products counts once in each of them.")
            blocks.append(line(Span(told, "dim"), hang=2))
    return [*blocks, *_trend(report)]


def _totals(report: SalesReport) -> Table:
    """Return the figures in all, a column for each currency."""
    columns = (
        Column(wrap=WORDS),
        *(Column(style="title", align=_RIGHT, wrap=WORDS) for _ in report.sums),
    )
    rows: list[tuple[Cell, ...]] = [
        (name, *(reader(row) for row in report.sums)) for name, reader in _measures()
    ]
    for one in report.before:
        span = f"{one.first.isoformat()} - {one.last.isoformat()}"
        name = f"{_(_BEFORE[one.kind])} ({span})"
        rows.append((name, *(_beside(row, one) for row in report.sums)))
    return Table(columns, tuple(rows))


def _measures() -> tuple[tuple[str, Callable[[Row], str]], ...]:
    return (
        (_("Revenue, less refunds"), lambda row: sum_words(row.revenue, row.currency)),
        (_("Purchases"), lambda row: f"{row.spread.count:,}"),
        (_("Mean"), lambda row: number(row.spread.mean, row.currency)),
        (_("Median"), lambda row: number(row.spread.median, row.currency)),
        (_("Most often"), _mode),
        (_("Standard deviation (n - 1)"), lambda row: number(row.spread.deviation, row.currency)),
        (_("From - to"), _range),
    )


def _mode(row: Row) -> str:
    """Return every mode, else the busiest price band."""
    found = row.spread
    if found.modes:
        shown = listed(number(mode, row.currency) for mode in found.modes[:NAMED])
        return shown if len(found.modes) <= NAMED else f"{shown} ..."
    if found.band:
        low, high = (number(edge, row.currency) for edge in found.band)
        return _("none; busiest {low} - {high}").format(low=low, high=high)
    return NOTHING


def _range(row: Row) -> str:
    if row.spread.low is None:
        return NOTHING
    return f"{number(row.spread.low, row.currency)} - {number(row.spread.high, row.currency)}"


def number(value: Fraction | int | None, currency: str) -> str:
    """Return minor units without their currency, rounded half-even; a dash for none."""
    if value is None:
        return NOTHING
    return money_words(decimal_string(round(value), currency), "").rstrip()


def _beside(row: Row, before: Before) -> str:
    then = next((one for one in before.sums if one.currency == row.currency), None)
    amount = sum_words(then.revenue if then else 0, row.currency)
    moved = changed(change(row, before))
    return f"{amount} ({moved})" if moved else amount


def changed(share: Fraction | None) -> str:
    """Return a change with its sign in percent: +12.5 %; empty where there is none to tell."""
    if share is None:
        return ""
    tenths = round(share * 1000)
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else "+" if tenths else ""
    return f"{sign}{whole:,}{f'.{rest}' if rest else ''} %"


def _groups(report: SalesReport) -> tuple[Table, ...]:
    """Return the groups with all figures, and with those that there is room for."""
    names = tuple(Column(head(dimension(name)), wrap=ANYWHERE) for name in report.by)
    changes = tuple(one for one in report.before if one.rows)
    moved = tuple(Column(_(_CHANGE[one.kind]), align=_RIGHT) for one in changes)
    few = (_("Count"), _("Revenue"))
    most = (*few, _("Mean"), _("Median"), _("Most often"), _("Deviation"), _("From - to"))
    wide = [_wide(report, row, changes) for row in report.rows]
    short = [(*row[: len(names) + len(few)], *row[len(row) - len(moved) :]) for row in wide]
    return tuple(
        Table((*names, *(Column(word, align=_RIGHT) for word in words), *moved), tuple(rows))
        for words, rows in ((most, wide), (few, short))
    )


def _wide(report: SalesReport, row: Row, changes: tuple[Before, ...]) -> tuple[Cell, ...]:
    return (
        *group_words(report.by, row.group),
        f"{row.spread.count:,}",
        sum_words(row.revenue, row.currency),
        number(row.spread.mean, row.currency),
        number(row.spread.median, row.currency),
        _mode(row) if row.spread.modes else NOTHING,
        number(row.spread.deviation, row.currency),
        _range(row),
        *(changed(change(row, one)) for one in changes),
    )


def dimension(name: str) -> str:
    """Return what a dimension is called."""
    if name.startswith("tag:"):
        code = name.removeprefix("tag:")
        return _(DIMENSIONS[code]) if code in DIMENSIONS else code
    return _(_UNITS[name]) if name in _UNITS else field_word(name)


def group_words(by: tuple[str, ...], group: Group) -> tuple[str, ...]:
    """Return what a group is called, one word for each dimension."""
    from leadfunnel.domain.level import LEVELS
    from leadfunnel.i18n import named

    return tuple(
        NOTHING if part is None else named(LEVELS[part].names) if name == "level" else part
        for name, part in zip(by, group, strict=True)
    )


def _pulled(report: SalesReport) -> list[str]:
    found = []
    for row in report.sums:
        drawn = report.pulls.get(row.currency)
        if drawn is None:
            continue
        tops = drawn.tops[:NAMED]
        people = listed(f"{report.names[who]} {short(sum_, row.currency)}" for sum_, who in tops)
        count = len({who for _, who in drawn.tops})
        text = ngettext(
            "The mean of {mean} is pulled up by {count} customer (median {median}): {people}",
            "The mean of {mean} is pulled up by {count} customers (median {median}): {people}",
            count,
        )
        if not drawn.whole:
            text = _("The mean of {mean} is far above the median of {median}; largest: {people}")
        mean, middle = (
            short(round(value or 0), row.currency) for value in (row.spread.mean, row.spread.median)
        )
        more = " ..." if len(drawn.tops) > NAMED else ""
        found.append(text.format(mean=mean, median=middle, count=count, people=people) + more)
    return found


def short(minor: int, currency: str) -> str:
    """Return a sum as it is said: in Chinese whole hundreds from ten thousand on are 19 万."""
    plain = decimal_string(minor, currency)
    whole, _point, part = plain.partition(".")
    if not language().startswith("zh") or part.strip("0") or len(whole.lstrip("-")) < 5:
        return sum_words(minor, currency)
    if int(whole) % 100:
        return sum_words(minor, currency)
    thousands, rest = divmod(abs(int(whole)), 10_000)
    tail = f"{rest:04}".rstrip("0")
    sign = "-" if whole.startswith("-") else ""
    unit = "萬" if language() == "zh-TW" else "万"
    return f"{sign}{thousands:,}{f'.{tail}' if tail else ''} {unit} {currency}"


def _trend(report: SalesReport) -> list[Block]:
    if not report.trend:
        return []
    blocks: list[Block] = [BLANK, line(Span(_("Trend of revenue"), "title"))]
    currencies = sorted({currency for point in report.trend for currency in point.sums})
    for currency in currencies:
        numbers = [point.sums.get(currency, (0, 0))[0] for point in report.trend]
        drawn = spark(numbers[-52:])
        blocks.append(line(Span(drawn, "spark"), f"  {currency}"))
        told = _("{first} - {last}: lowest {low}, highest {high}").format(
            first=report.trend[-len(drawn)].label,
            last=report.trend[-1].label,
            low=number(min(numbers), currency),
            high=number(max(numbers), currency),
        )
        if report.trend[-1].running:
            told += _(" (not over yet)")
        blocks.append(line(Span(told, "dim"), hang=2))
    if not currencies:
        blocks.append(line(_("Nothing was sold in these days.")))
    return blocks
