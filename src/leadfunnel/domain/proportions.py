"""Whether two rates differ by more than chance: the test, the interval, and many tests at once."""

from __future__ import annotations

from math import comb, erfc, exp, lgamma, log, sqrt

from leadfunnel.domain.rate import Z95, wilson
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXPECTED = 10
"""Below so many expected in any cell of the table the normal curve is not trusted."""
_WHOLE_UP_TO = 2000
"""Above so many in all, coefficients are taken by logarithm: whole numbers would be huge."""
_AS_LIKELY = 1 + 1e-7


@dataclass(frozen=True)
class Share:
    """`part` of `n`: those who got on, of those who could have."""

    part: int
    n: int

    @property
    def rate(self) -> float | None:
        """The fraction, None of nobody."""
        return self.part / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the rate, None of nobody."""
        return wilson(self.part, self.n)

    def __add__(self, other: Share) -> Share:
        """Return both together."""
        return Share(self.part + other.part, self.n + other.n)

    def __sub__(self, other: Share) -> Share:
        """Return those that are not in the other."""
        return Share(self.part - other.part, self.n - other.n)


@dataclass(frozen=True)
class Tested:
    """The two-sided p value of two shares, and how it was found: z or exact."""

    p: float
    method: str


def two_proportions(one: Share, other: Share) -> Tested:
    """Return how likely a difference at least as large is where there is none.

    The pooled z test, and Fisher's exact test where fewer than `EXPECTED` are expected in a cell
    (W. G. Cochran, "Some methods for strengthening the common chi-squared tests", Biometrics 10
    (1954), 417-451, asks for at least 5; twice that keeps small p values true, which many tests
    at once depend on). ValueError where one of the shares is of nobody.
    """
    if not (one.n > 0 and other.n > 0):
        raise ValueError("a share of nobody")
    both = one + other
    least = min(one.n, other.n) * min(both.part, both.n - both.part)
    if least < EXPECTED * both.n:
        return Tested(fisher(one, other), "exact")
    return Tested(pooled_z(one, other), "z")


def pooled_z(one: Share, other: Share) -> float:
    """Return the two-sided p value by the normal curve.

    z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)), p of both together; p value = erfc(|z|/sqrt 2).
    J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions (2003), 3.1,
    without the continuity correction.
    """
    both = one + other
    pooled = both.part / both.n
    variance = pooled * (1 - pooled) * (1 / one.n + 1 / other.n)
    if variance <= 0:
        return 1.0
    z = (one.part / one.n - other.part / other.n) / sqrt(variance)
    return erfc(abs(z) / sqrt(2))


def fisher(one: Share, other: Share) -> float:
    """Return the two-sided p value of the 2 x 2 table: all tables no likelier than this one.

    R. A. Fisher, Statistical Methods for Research Workers, 5th ed. (1934), section 21.02.
    """
    both = one + other
    chances = dict(_tables(one.n, other.n, both.part))
    limit = chances[one.part] * _AS_LIKELY
    whole = sum(chances.values())
    return min(1.0, sum(chance for chance in chances.values() if chance <= limit) / whole)


def _tables(first: int, second: int, parts: int) -> Iterator[tuple[int, float]]:
    """Yield each number that may stand in the first cell with its weight, at most 1."""
    cells = range(max(0, parts - second), min(first, parts) + 1)
    if first + second <= _WHOLE_UP_TO:
        weights = [comb(first, cell) * comb(second, parts - cell) for cell in cells]
        heaviest = max(weights)
        yield from zip(cells, (weight / heaviest for weight in weights), strict=True)
        return
    logs = [_log_comb(first, cell) + _log_comb(second, parts - cell) for cell in cells]
    top = max(logs)
    yield from zip(cells, (exp(one - top) for one in logs), strict=True)


def _log_comb(n: int, k: int) -> float:
    if k in (0, n):
        return 0.0
    return log(n) if k in (1, n - 1) else lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def difference(one: Share, other: Share, z: float = Z95) -> tuple[float, float]:
    """Return the 95 % interval of rate(one) - rate(other).

    From the Wilson limits l, u of each: d - sqrt((p1 - l1)^2 + (u2 - p2)^2) and
    d + sqrt((u1 - p1)^2 + (p2 - l2)^2). R. G. Newcombe, "Interval estimation for the difference
    between independent proportions", Statistics in Medicine 17 (1998), 873-890, method 10.
    ValueError where one of the shares is of nobody.
    """
    first, second = wilson(one.part, one.n, z), wilson(other.part, other.n, z)
    if first is None or second is None:
        raise ValueError("a share of nobody")
    a, b = one.part / one.n, other.part / other.n
    below = sqrt((a - first[0]) ** 2 + (second[1] - b) ** 2)
    above = sqrt((first[1] - a) ** 2 + (b - second[0]) ** 2)
    return max(-1.0, a - b - below), min(1.0, a - b + above)


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Return p values adjusted for having tried them all, in their order.

    The i-th smallest of m is multiplied by m - i + 1, is never below one before it, and at most 1.
    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6 (1979), 65-70. It holds however the tests depend on each other.
    """
    adjusted = [0.0] * len(values)
    highest = 0.0
    ordered = sorted(range(len(values)), key=values.__getitem__)
    for tried, place in enumerate(ordered):
        highest = max(highest, min(1.0, (len(values) - tried) * values[place]))
        adjusted[place] = highest
    return tuple(adjusted)
