"""Bars below each other on one scale, with the interval of each where it has one."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.exhibit import Bar, Bars
from leadfunnel.views.drawing.svg import WIDTH, Drawing, broad, element, escaped, fitted, label

Scale = Callable[[float], float]

ROW, ROOM, LEFT = 28, 128, 136.0
BOLD = 1.15
"""How much wider bold figures are."""


def bars(picture: Bars) -> Drawing:
    """Return the bars; where nothing is known of one, only its name stands there."""
    ends = [end for bar in picture.bars for end in (bar.value, bar.high) if end is not None]
    largest = max(ends, default=0) or 1
    beside = max((broad(bar.shown) for bar in picture.bars), default=0) * BOLD + 10
    room = WIDTH - LEFT - beside
    body = "".join(
        _bar(place * ROW, bar, lambda value: value / largest * room)
        for place, bar in enumerate(picture.bars)
    )
    told = ", ".join(f"{bar.name} {bar.shown}" for bar in picture.bars)
    return Drawing(float(ROW * len(picture.bars)), body, told)


def _bar(top: float, bar: Bar, cells: Scale) -> str:
    name = label(0, top + 18, fitted(bar.name, ROOM))
    shown = label(WIDTH, top + 18, bar.shown, "ink strong", "end")
    if bar.value is None:
        return name + shown
    told = element("title", escaped(f"{bar.name} {bar.shown}"))
    width = max(cells(bar.value), 1.0)
    drawn = element(
        "rect", told, x=LEFT, y=top + 5, width=width, height=ROW - 10, rx=2, klass="bar"
    )
    return name + drawn + _interval(top + ROW / 2, bar, cells) + shown


def _interval(middle: float, bar: Bar, cells: Scale) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = LEFT + cells(bar.low), LEFT + cells(bar.high)
    path = (
        f"M{low:.1f} {middle - 4:.1f}v8M{low:.1f} {middle:.1f}H{high:.1f}"
        f"M{high:.1f} {middle - 4:.1f}v8"
    )
    return element("path", d=path, klass="range")
