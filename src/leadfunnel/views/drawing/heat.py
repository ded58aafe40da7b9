"""Shares as a field of colours, with the percentage in each place."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Heat
from leadfunnel.views.drawing.svg import WIDTH, Drawing, broad, element, fitted, label

SMALL = 12.5
"""How large the small text is on a phone, where it is largest."""
LEAST, MOST, ROW, TOP = 98.0, 150.0, 26, 22
"""The room for the names at least and at most, and the heights of a row and of the head."""
LEVELS = (0.05, 0.15, 0.3, 0.5, 0.7)
"""From these shares on a place has the next colour."""


def heat(picture: Heat) -> Drawing:
    """Return the field; a place without anything to tell stays empty."""
    widest = max((broad(name, SMALL) for name, _ in picture.rows), default=0)
    left = min(max(LEAST, widest), MOST) + 6
    wide = (WIDTH - left) / max(len(picture.columns), 1)
    parts = [
        label(left + wide * (place + 0.5), 14, fitted(name, wide, SMALL), "quiet small", "middle")
        for place, name in enumerate(picture.columns)
    ]
    for line, (name, shares) in enumerate(picture.rows):
        top = TOP + line * ROW
        parts.append(label(0, top + 17, fitted(name, left - 6, SMALL), "ink small"))
        parts += [
            _place(left + wide * place, top, wide, share)
            for place, share in enumerate(shares)
            if share is not None
        ]
    told = "; ".join(
        f"{name}: " + ", ".join("-" if one is None else f"{one:.0%}" for one in shares)
        for name, shares in picture.rows
    )
    return Drawing(float(TOP + ROW * len(picture.rows)), "".join(parts), told)


def level(share: float) -> int:
    """Return which colour a share has, 0 to 5."""
    return sum(share >= step for step in LEVELS)


def _place(x: float, top: float, wide: float, share: float) -> str:
    deep = level(share)
    shown = f"{share * 100:.0f}"
    square = element(
        "rect", x=x + 1, y=top + 1, width=wide - 2, height=ROW - 2, rx=2, klass=f"heat{deep}"
    )
    return square + label(x + wide / 2, top + 17, shown, f"on-heat{deep} small", "middle")
