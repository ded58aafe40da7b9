"""Rates, their uncertainty, and percentiles."""

from __future__ import annotations

from math import sqrt

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Sequence

Z95 = 1.959963984540054


def ratio(part: int, base: int) -> float | None:
    """Return part / base as a fraction, None where the base is 0."""
    return part / base if base else None


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Return the Wilson score interval of successes / n, None where n is 0.

    With p = successes / n the bounds are
    (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n).
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212.
    The default z gives 95 %. ValueError unless 0 <= successes <= n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    if n == 0:
        return None
    p, square = successes / n, z * z
    middle = p + square / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    scale = 1 + square / n
    # The bounds are exactly 0 and 1 at the ends, where rounding would leave a trace beside them.
    low = 0.0 if successes == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if successes == n else min(1.0, (middle + spread) / scale)
    return low, high


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which a share (0 to 1) of the values lies, None of no values.

    Linear interpolation between the closest ranks (type 7 of Hyndman and Fan, "Sample quantiles
    in statistical packages", The American Statistician 50 (1996)), so 0.5 is the usual median.
    """
    if not values:
        return None
    ordered = sorted(values)
    below, above, part = between(len(ordered), share)
    return ordered[below] + (ordered[above] - ordered[below]) * part


def between(count: int, share: float) -> tuple[int, int, float]:
    """Return the ranks, from 0, between which a quantile of so many values lies, and how far."""
    place = share * (count - 1)
    below = int(place)
    return below, min(below + 1, count - 1), place - below
