"""A line of rates drawn in signs of one cell; a terminal draws finer ones in their place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from leadfunnel.domain.record import dataclass

SIGNS = "*o.-|"
"""A point, one too young, the line between them, the goal, and a mark."""
SHADES = ".:=#"
"""How dark a cell of a table is, the lightest first."""
HEIGHT = 8
WIDEST, GUTTER = 6, 6
TOPS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Dot:
    """One point: its label, its rate as a fraction if it has one, and the number of its mark."""

    label: str
    rate: float | None
    mature: bool
    count: int
    mark: str = ""


def plot(dots: Sequence[Dot], goal: float | None, width: int | None) -> list[str]:
    """Return the lines of a plot with its axes, in a width of cells."""
    room = WIDEST if width is None else (width - GUTTER - 2) // max(1, len(dots))
    pitch = max(1, min(WIDEST, room))
    highest = max((dot.rate or 0 for dot in dots), default=0.0)
    top = next(step for step in TOPS if step >= min(1.0, max(highest, goal or 0)))
    grid = [[" "] * (pitch * len(dots)) for _ in range(HEIGHT)]
    _draw(grid, dots, goal, top)
    lines = [f"{_scale(row, top)}{''.join(signs)}".rstrip() for row, signs in enumerate(grid)]
    below = [
        [dot.label for dot in dots],
        [short_count(dot.count) for dot in dots],
        [f"^{dot.mark}" if dot.mark else "" for dot in dots],
    ]
    return [*lines, *(_below(texts, pitch) for texts in below if any(texts))]


def _scale(row: int, top: float) -> str:
    """Return what stands left of a row: the rate at the top, in the middle and at the bottom."""
    shown = {0: top, HEIGHT - 1: 0.0}
    return f"{shown[row] * 100:>3.0f} % " if row in shown else " " * GUTTER


def _draw(grid: list[list[str]], dots: Sequence[Dot], goal: float | None, top: float) -> None:
    pitch = len(grid[0]) // max(1, len(dots)) if grid[0] else 1
    if goal is not None:
        grid[_row(goal, top)] = ["-"] * len(grid[0])
    for place, dot in enumerate(dots):
        if dot.mark:
            for row in grid:
                row[place * pitch] = "|"
    placed = [
        (place * pitch + pitch // 2, _row(dot.rate, top), dot)
        for place, dot in enumerate(dots)
        if dot.rate is not None
    ]
    for (x, y, _), (right, lower, _) in pairwise(placed):
        for column in range(x + 1, right):
            grid[round(y + (lower - y) * (column - x) / (right - x))][column] = "."
    for x, y, dot in placed:
        grid[y][x] = "*" if dot.mature else "o"


def _row(rate: float, top: float) -> int:
    return round((1 - min(rate, top) / top) * (HEIGHT - 1))


def _below(texts: Sequence[str], pitch: int) -> str:
    """Return what stands below the points, from the last one on as many as have room."""
    longest = max(len(text) for text in texts)
    each = -(-(longest + 1) // pitch)
    line = [" "] * (pitch * len(texts) + longest)
    for place in range(len(texts) - 1, -1, -each):
        start = max(0, place * pitch + pitch // 2 - (len(texts[place]) - 1) // 2)
        line[start : start + len(texts[place])] = texts[place]
    return " " * GUTTER + "".join(line).rstrip()


def short_count(number: int) -> str:
    """Return a number in at most four signs: 950, 12k, 3M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number // size}{sign}"
    return str(number)
