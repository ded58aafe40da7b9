"""The tables of a sale event on the screen: what each guide did, in all and day by day."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.campaign_figures import Figures
from leadfunnel.domain.rate import ratio
from leadfunnel.i18n import _
from leadfunnel.services.results.campaigns import CampaignReport, GuideRow
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Column, Span, Table, line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import listed
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting

RIGHT = "right"
Row = tuple[str, Figures, Sequence[GuideRow]]
"""A name, its figures, and the guides whose goals they are measured by."""


def tables(result: CampaignReport) -> list[Block]:
    """Return who did what, in all: calls, group and visits, money."""
    if not result.rows:
        hint = _("Add guides with: leadfunnel campaign guide 小李 小王")
        return [line(Span(hint, "dim"), hang=2)]
    rows = [*_guides(result.rows), (_("Total"), result.total, result.rows)]
    wrong = bool(result.total.wrong)
    blocks: list[Block] = [_calls(rows, wrong=wrong), _visits(rows)]
    if result.whole or result.total.money:
        blocks.append(_money(rows))
    return blocks


def day_tables(result: CampaignReport, setting: Setting) -> list[Block]:
    """Return the same day by day, where that was asked for: each day above its guides."""
    if result.days is None:
        return []
    if not result.days:
        return [line(Span(_("Nothing was done on any day yet."), "dim"), hang=2)]
    rows: list[Row] = []
    for one in result.days:
        rows.append((dates.weekday_and_day(one.day, setting), one.total, one.rows))
        rows += [(f"  {name}", total, by) for name, total, by in _guides(one.rows)]
    wrong = any(one.total.wrong for one in result.days)
    blocks: list[Block] = [_calls(rows, wrong=wrong), _visits(rows)]
    if any(one.total.money for one in result.days):
        blocks.append(_amounts(rows))
    return blocks


def _guides(rows: Sequence[GuideRow]) -> list[Row]:
    return [(row.guide.name if row.guide else _("nobody yet"), row.figures, (row,)) for row in rows]


def _calls(rows: Sequence[Row], *, wrong: bool) -> Table:
    heads = (_("Calls"), _("Connected"), _("Keen"), _("Unsure"), _("Missed"), _("No wish"))
    return _grid(
        (*heads, *([_("Wrong")] if wrong else [])),
        [
            (name, [
                _of(sum(one.calls_done for one in by), by, "calls_goal"),
                *(str(n) for n in (total.connected, total.keen, total.unsure)),
                *(str(n) for n in (total.not_reached, total.averse)),
                *([str(total.wrong)] if wrong else []),
            ])
            for name, total, by in rows
        ],
    )  # fmt: skip


def _visits(rows: Sequence[Row]) -> Table:
    heads = (_("Asked"), _("In: phone"), _("In: QR"), _("To come"), _("Visited"), _("Bought"))
    return _grid(
        heads,
        [
            (name, [
                _of(total.asked, by, "group_goal"),
                *(str(n) for n in (total.phone, total.qr, total.booked)),
                *(str(n) for n in (total.came, total.bought)),
            ])
            for name, total, by in rows
        ],
    )  # fmt: skip


def _grid(heads: Sequence[str], rows: Sequence[tuple[str, list[str]]]) -> Table:
    columns = (Column(wrap=ANYWHERE), *(Column(head, align=RIGHT) for head in heads))
    return Table(columns, tuple((Span(name, "title"), *cells) for name, cells in rows))


def _of(done: int, rows: Sequence[GuideRow], goal: str) -> str:
    """Return so much of a goal; that of several guides is the sum of theirs."""
    wanted = sum(getattr(one, goal) for one in rows)
    return f"{done}/{wanted}" if wanted else str(done)


def _money(rows: Sequence[Row]) -> Table:
    heads = (_("Amount"), _("Refunds"), _("Of visitors"), _("Still to call"))
    return _grid(
        heads,
        [
            (name, [*_sums(total), percent(ratio(total.bought, total.came)), str(total.open)])
            for name, total, _by in rows
        ],
    )


def _amounts(rows: Sequence[Row]) -> Table:
    """Return the money of those rows that have any."""
    heads = (_("Amount"), _("Refunds"))
    return _grid(heads, [(name, _sums(total)) for name, total, _by in rows if total.money])


def _sums(total: Figures) -> list[str]:
    money = total.money.items()
    return [
        listed(sum_words(pair[0], code) for code, pair in money),
        listed(sum_words(pair[1], code) for code, pair in money if pair[1]),
    ]
