"""Bars below each other on one scale, with the interval of each where it has one."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.exhibit import Bar, Bars
from leadfunnel.views.drawing.svg import WIDTH, Drawing, broad, element, escaped, fitted, label

Scale = Callable[[float], float]

ROW, LEAST, MOST = 28, 128.0, 180.0
"""The height of a bar, and how much room its name takes at least and at most."""
BOLD = 1.15
"""How much wider bold figures are."""


def bars(picture: Bars) -> Drawing:
    """Return the bars; where nothing is known of one, only its name stands there."""
    ends = [end for bar in picture.bars for end in (bar.value, bar.high) if end is not None]
    largest = max(ends, default=0) or 1
    beside = max((broad(bar.shown) for bar in picture.bars), default=0) * BOLD + 10
    widest = max((broad(bar.name) for bar in picture.bars), default=0)
    left = min(max(LEAST, widest), MOST) + 8
    room = WIDTH - left - beside
    body = "".join(
        _bar(place * ROW, bar, lambda value: left + value / largest * room, left)
        for place, bar in enumerate(picture.bars)
    )
    told = ", ".join(f"{bar.name} {bar.shown}" for bar in picture.bars)
    return Drawing(float(ROW * len(picture.bars)), body, told)


def _bar(top: float, bar: Bar, at: Scale, left: float) -> str:
    name = label(0, top + 18, fitted(bar.name, left - 8))
    shown = label(WIDTH, top + 18, bar.shown, "ink strong", "end")
    if bar.value is None:
        return name + shown
    told = element("title", escaped(f"{bar.name} {bar.shown}"))
    width = max(at(bar.value) - left, 1.0)
    drawn = element(
        "rect", told, x=left, y=top + 5, width=width, height=ROW - 10, rx=2, klass="bar"
    )
    return name + drawn + _interval(top + ROW / 2, bar, at) + shown


def _interval(middle: float, bar: Bar, at: Scale) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = at(bar.low), at(bar.high)
    path = (
        f"M{low:.1f} {middle - 4:.1f}v8M{low:.1f} {middle:.1f}H{high:.1f}"
        f"M{high:.1f} {middle - 4:.1f}v8"
    )
    return element("path", d=path, klass="range")
