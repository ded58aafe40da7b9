"""Buyers by how lately, how often and how much they bought; and how buyers come back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FIFTHS = 5
LETTERS = ("r", "f", "m")


class UnknownBuyers(UnreadableError):
    """No segment of buyers is called that."""

    code = "unknown_buyers"
    message = N_("No segment of buyers is called {text}: one of {segments}.")
    hint = N_("For example: leadfunnel rfm --open newcomers")


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody who bought: days since the last time, occasions, and net spend in minor units.

    `span` are the days from the first time to the last.
    """

    id: int
    days: int
    occasions: int
    spent: int
    span: int = 0


@dataclass(frozen=True)
class Segment:
    """Buyers of alike scores; `bounds` are [from, to] of r, f and m, both included."""

    code: str
    names: Mapping[str, str]
    action: Mapping[str, str]
    bounds: tuple[tuple[int, int], ...]

    def holds(self, scores: Sequence[int]) -> bool:
        """Tell whether somebody of these scores is in it."""
        pairs = zip(self.bounds, scores, strict=True)
        return all(low <= score <= high for (low, high), score in pairs)


@dataclass(frozen=True)
class Scale:
    """What a score is told by: steps of recency (days), occasions and spend.

    Recency steps are the most days for scores 5 to 2; the others the least for scores 2 to 5.
    """

    recency: tuple[int, ...]
    occasions: tuple[int, ...]
    spent: tuple[int, ...]
    quintiles: bool

    def scores(self, buyer: Buyer) -> tuple[int, int, int]:
        """Return the scores of a buyer, each 1 to 5."""
        return (
            FIFTHS - bisect_left(self.recency, buyer.days),
            1 + bisect_right(self.occasions, buyer.occasions),
            1 + bisect_right(self.spent, buyer.spent),
        )


def segments(rules: Mapping[str, Any]) -> tuple[Segment, ...]:
    """Return the segments declared in the rules, in the order they are tried."""
    return tuple(
        Segment(
            one["code"], one["names"], one["action"], tuple(_bounds(one, key) for key in LETTERS)
        )
        for one in rules["segments"]
    )


def _bounds(rule: Mapping[str, Any], letter: str) -> tuple[int, int]:
    low, high = rule.get(letter, (1, FIFTHS))
    return low, high


def find_segment(found: Sequence[Segment], text: str) -> Segment:
    """Return the segment a seller means, by code or name in any language."""
    wanted = fold(text)
    for one in found:
        if wanted in map(fold, (one.code, *one.names.values())):
            return one
    raise UnknownBuyers(text=text[:40], segments=", ".join(one.code for one in found))


def by_quintiles(buyers: Sequence[Buyer]) -> Scale:
    """Return the scale on which a score is the fifth of all buyers somebody is in.

    The score of a value is 1 + floor(5 x share of buyers who did worse), so that equals get equal
    scores and the steps hold for whoever comes next.
    """
    days = Counter(-buyer.days for buyer in buyers)
    often = Counter(buyer.occasions for buyer in buyers)
    much = Counter(buyer.spent for buyer in buyers)
    recency = tuple(sorted(-step for step in _steps(days)))
    return Scale(recency, _steps(often), _steps(much), quintiles=True)


def _steps(values: Counter[int]) -> tuple[int, ...]:
    """Return the least value for each score from 2 to 5; one may stand for several."""
    total, below, score = sum(values.values()), 0, 1
    steps: list[int] = []
    for value in sorted(values):
        reached = 1 + FIFTHS * below // total
        steps += [value] * (reached - score)
        score = max(score, reached)
        below += values[value]
    highest = max(values, default=0) + 1
    return (*steps, *[highest] * (FIFTHS - 1 - len(steps)))


@dataclass(frozen=True)
class Returning:
    """How buyers come back; money in minor units of one currency.

    `active` bought in the stretch of days before the last one, `gone` of them not in the last.
    """

    buyers: int
    repeat: int
    occasions: int
    days_between: int
    spent: int
    active: int
    gone: int

    @property
    def repeat_rate(self) -> Fraction | None:
        """Buyers with two or more occasions, of all buyers."""
        return Fraction(self.repeat, self.buyers) if self.buyers else None

    @property
    def mean_days(self) -> Fraction | None:
        """Days between two occasions: last less first, over the gaps, of all who came back."""
        gaps = self.occasions - self.buyers
        return Fraction(self.days_between, gaps) if gaps else None

    @property
    def value(self) -> Fraction | None:
        """Customer lifetime value to date: net spend recorded, over buyers; nothing foretold."""
        return Fraction(self.spent, self.buyers) if self.buyers else None

    @property
    def churn(self) -> Fraction | None:
        """Of those active in the stretch before, the share that bought nothing in the last."""
        return Fraction(self.gone, self.active) if self.active else None


def days_since(text: str, today: date) -> int:
    """Return the days from a day in ISO form to today, none for a day ahead."""
    return max(0, (today - date.fromisoformat(text)).days)
