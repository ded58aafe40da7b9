"""What a period was forecast to bring some time ago, and what it brought (domain.md, 5)."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leadfunnel.domain.deal import Deal
    from leadfunnel.domain.forecast import Row
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class Backtest:
    """One currency: `forecast` is X, `foreseen` + `came_later` are Y, in minor units.

    `fates` counts what became of the deals in X: won in the period or outside it, lost, open.
    """

    currency: str
    deals: int
    amount: int
    forecast: int
    foreseen: int
    came_later: int
    foreseen_deals: tuple[int, ...]
    later_deals: tuple[int, ...]
    fates: Mapping[str, int]

    @property
    def became(self) -> int:
        """Y: what was won in the period."""
        return self.foreseen + self.came_later


def backtest(
    rows: Iterable[Row], now: Iterable[Deal], pipelines: Mapping[str, Pipeline], span: range
) -> tuple[Backtest, ...]:
    """Set what was forecast against what `now` is won within a span of seconds."""
    forecast = list(rows)
    known = {deal.id: deal for deal in now}
    won = [deal for deal in known.values() if _won(deal, pipelines) in span]
    currencies = {row.currency for row in forecast}
    currencies |= {deal.worth.currency for deal in won if deal.worth.currency}
    return tuple(
        _one(currency, [row for row in forecast if row.currency == currency], won, known, pipelines)
        for currency in sorted(currencies)
    )


def _won(deal: Deal, pipelines: Mapping[str, Pipeline]) -> int:
    at = deal.won_at(pipelines[deal.pipeline])
    return -1 if at is None else at


def _one(
    currency: str,
    rows: list[Row],
    won: list[Deal],
    known: Mapping[int, Deal],
    pipelines: Mapping[str, Pipeline],
) -> Backtest:
    foreseen = {row.deal.id for row in rows}
    brought = [deal for deal in won if deal.worth.currency == currency]
    before = [deal for deal in brought if deal.id in foreseen]
    later = [deal for deal in brought if deal.id not in foreseen]
    fates = dict.fromkeys(("won", "won_outside", "lost", "open", "gone"), 0)
    here = {deal.id for deal in before}
    for number in foreseen:
        fates[_fate(number, here, known, pipelines)] += 1
    return Backtest(
        currency=currency,
        deals=len(rows),
        amount=sum(row.amount for row in rows),
        forecast=sum(row.weighted for row in rows),
        foreseen=sum(deal.worth.amount or 0 for deal in before),
        came_later=sum(deal.worth.amount or 0 for deal in later),
        foreseen_deals=tuple(deal.id for deal in before),
        later_deals=tuple(deal.id for deal in later),
        fates=fates,
    )


def _fate(
    number: int, here: set[int], known: Mapping[int, Deal], pipelines: Mapping[str, Pipeline]
) -> str:
    deal = known.get(number)
    if deal is None:
        return "gone"
    kind = deal.stage(pipelines[deal.pipeline]).kind
    if kind in ("won", "repeat"):
        return "won" if number in here else "won_outside"
    return "open" if kind == "open" else "lost"
