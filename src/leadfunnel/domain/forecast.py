"""What open deals are worth: weighted, by close month and owner, and what is not counted.

Amounts are minor units of a currency; probabilities are basis points. Formulas: domain.md, 5.
"""

from __future__ import annotations

from leadfunnel.domain.deal import weighted
from leadfunnel.domain.quantity import share
from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from leadfunnel.domain.deal import Deal
    from leadfunnel.domain.own_rates import StageRate
    from leadfunnel.domain.pipeline import Pipeline, Stage

LATE, UNDATED = "late", "undated"
REASONS = {
    "no_amount": N_("no amount"),
    "no_probability": N_("no probability"),
    "no_close_date": N_("no close date"),
}
"""Why a deal is not counted."""


@dataclass(frozen=True)
class Row:
    """One open deal that counts; `own` says that the probability is the deal's, not the stage's.

    `by_rate` is the amount times the seller's own rate of its stage, None where there is none.
    """

    deal: Deal
    stage: Stage
    amount: int
    currency: str
    probability: int
    weighted: int
    by_rate: int | None
    month: str
    own: bool
    asleep: bool


@dataclass(frozen=True)
class Sum:
    """Deals of one currency together; `by_rate` leaves out those without a rate of their own."""

    currency: str
    deals: int
    amount: int
    weighted: int
    by_rate: int | None


@dataclass(frozen=True)
class Forecast:
    """Rows that count, deals that do not with the reason, and how many close outside the period."""

    rows: tuple[Row, ...]
    not_counted: tuple[tuple[Deal, str], ...]
    outside: int = 0


@dataclass
class Frame:
    """What deals are weighed against: their pipelines, the day, the period, the own rates."""

    pipelines: Mapping[str, Pipeline]
    now: int
    today: date
    first: date | None = None
    last: date | None = None
    rates: Mapping[tuple[str, str], StageRate] = field(default_factory=dict)

    @property
    def bounded(self) -> bool:
        """Whether only deals closing within a period are meant."""
        return self.first is not None or self.last is not None


def forecast(deals: Iterable[Deal], frame: Frame) -> Forecast:
    """Weigh the open deals; late and undated ones are months of their own."""
    rows: list[Row] = []
    not_counted: list[tuple[Deal, str]] = []
    outside = 0
    for deal in deals:
        pipeline = frame.pipelines[deal.pipeline]
        stage = deal.stage(pipeline)
        if stage.kind != "open" or not (deal.unit == "deal" or deal.terms):
            continue
        closes, chance = deal.worth.closes, deal.chance(pipeline)
        if closes is not None and not _within(closes, frame):
            outside += 1
        elif deal.worth.money is None:
            not_counted.append((deal, "no_amount"))
        elif chance is None:
            not_counted.append((deal, "no_probability"))
        elif frame.bounded and closes is None:
            not_counted.append((deal, "no_close_date"))
        else:
            rows.append(_row(deal, stage, chance, frame))
    return Forecast(tuple(rows), tuple(not_counted), outside)


def _within(day: date, frame: Frame) -> bool:
    return not (frame.first and day < frame.first) and not (frame.last and day > frame.last)


def _row(deal: Deal, stage: Stage, chance: int, frame: Frame) -> Row:
    terms = deal.worth
    amount = terms.amount or 0
    rate = frame.rates.get((deal.pipeline, stage.code))
    decided = rate.decided if rate else 0
    return Row(
        deal=deal,
        stage=stage,
        amount=amount,
        currency=terms.currency or "",
        probability=chance,
        weighted=weighted(amount, chance),
        by_rate=share(amount, rate.won, decided) if rate and decided else None,
        month=_month(terms.closes, frame.today),
        own=terms.probability is not None,
        asleep=deal.asleep(frame.pipelines[deal.pipeline], frame.now),
    )


def _month(closes: date | None, today: date) -> str:
    if closes is None:
        return UNDATED
    return LATE if closes < today else f"{closes.year:04}-{closes.month:02}"


def sums(rows: Iterable[Row]) -> tuple[Sum, ...]:
    """Return the rows together, one sum a currency."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.currency, []).append(row)
    return tuple(_sum(currency, found[currency]) for currency in sorted(found))


def _sum(currency: str, rows: list[Row]) -> Sum:
    rated = [row.by_rate for row in rows if row.by_rate is not None]
    return Sum(
        currency,
        len(rows),
        sum(row.amount for row in rows),
        sum(row.weighted for row in rows),
        sum(rated) if rated else None,
    )


def grouped(rows: Iterable[Row], key: Callable[[Row], str | int | None]) -> list[list[Row]]:
    """Return the rows in groups of one key each, in the order in which the keys first come."""
    found: dict[str | int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return list(found.values())
