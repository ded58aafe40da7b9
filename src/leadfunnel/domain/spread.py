"""How amounts lie: mean, median, mode, deviation and range, exact in minor units."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from leadfunnel.domain.record import dataclass

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Spread:
    """Figures of some amounts in minor units; what is not defined for so few is None.

    `modes` are the exact amounts that occur most often, none where no amount repeats; then `band`
    is the busiest span of prices [from, to), where one is busier than the others. `variance` is
    that of a sample: divided by n - 1.
    """

    count: int
    total: int
    mean: Fraction | None
    median: Fraction | None
    modes: tuple[int, ...]
    band: tuple[int, int] | None
    variance: Fraction | None
    low: int | None
    high: int | None

    @property
    def deviation(self) -> int | None:
        """The sample standard deviation, rounded half-even to the minor unit."""
        return None if self.variance is None else root(self.variance)

    @property
    def range(self) -> int | None:
        """What lies between the smallest and the largest."""
        return None if self.high is None or self.low is None else self.high - self.low


def spread(amounts: Mapping[int, int]) -> Spread:
    """Return the figures of amounts with how often each occurs."""
    ordered = sorted(amounts)
    count = sum(amounts.values())
    total = sum(amount * times for amount, times in amounts.items())
    if not count:
        return Spread(0, 0, None, None, (), None, None, None, None)
    modes = _modes(amounts)
    return Spread(
        count=count,
        total=total,
        mean=Fraction(total, count),
        median=_median(ordered, amounts, count),
        modes=modes,
        band=None if modes else _band(ordered, amounts, count),
        variance=_variance(amounts, count, total),
        low=ordered[0],
        high=ordered[-1],
    )


def root(square: Fraction) -> int:
    """Return the square root rounded half-even to a whole number, exactly."""
    below = isqrt(square.numerator // square.denominator)
    middle = Fraction(2 * below + 1, 2) ** 2
    if square == middle:
        return below + below % 2
    return below + (square > middle)


def _median(ordered: list[int], amounts: Mapping[int, int], count: int) -> Fraction:
    low, high = (count - 1) // 2, count // 2
    found, passed = [], 0
    for amount in ordered:
        until = passed + amounts[amount]
        found += [amount for place in (low, high) if passed <= place < until]
        passed = until
    return Fraction(sum(found), 2)


def _modes(amounts: Mapping[int, int]) -> tuple[int, ...]:
    most = max(amounts.values())
    if most == 1:
        return ()
    return tuple(sorted(amount for amount, times in amounts.items() if times == most))


def _band(ordered: list[int], amounts: Mapping[int, int], count: int) -> tuple[int, int] | None:
    """Return the busiest of some equal bands, the lowest of several; None if none holds two.

    There are about log2(n) + 1 bands (H. A. Sturges, "The choice of a class interval", 1926), of a
    round width.
    """
    if count == 1:
        return None
    width = _round_up(-(-(ordered[-1] - ordered[0]) // count.bit_length()) or 1)
    bands: dict[int, int] = {}
    for amount in ordered:
        start = amount // width * width
        bands[start] = bands.get(start, 0) + amounts[amount]
    most = max(bands.values())
    start = min(start for start, held in bands.items() if held == most)
    return None if most == 1 else (start, start + width)


def _round_up(width: int) -> int:
    """Return the next 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= width:
                return step * power
        power *= 10


def _variance(amounts: Mapping[int, int], count: int, total: int) -> Fraction | None:
    if count == 1:
        return None
    squares = sum(amount * amount * times for amount, times in amounts.items())
    return (squares - Fraction(total * total, count)) / (count - 1)
