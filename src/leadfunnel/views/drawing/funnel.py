"""A funnel: bars below each other, and between them the rate of the step."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Funnel, Step
from leadfunnel.views.drawing.svg import WIDTH, Drawing, broad, element, escaped, fitted, label

ROOM, TALL, GAP = 112, 30, 24
MIDDLE, WIDEST = 258.0, 276.0
THINNEST = 3.0


def funnel(picture: Funnel) -> Drawing:
    """Return the funnel; a bar is as wide as its count beside the largest."""
    largest = max((step.count for step in picture.steps), default=0) or 1
    widths = [_width(step, largest) for step in picture.steps]
    parts = []
    for place, step in enumerate(picture.steps):
        top = 4.0 + place * (TALL + GAP)
        if place:
            parts.append(_between(top - GAP, widths[place - 1], widths[place], step.rate))
        parts.append(_bar(top, widths[place], step))
    height = 8.0 + len(picture.steps) * (TALL + GAP) - GAP
    told = " → ".join(f"{step.name} {step.count:,}" for step in picture.steps)
    return Drawing(height, "".join(parts), told)


def _width(step: Step, largest: int) -> float:
    return max(step.count / largest * WIDEST, THINNEST)


def _bar(top: float, width: float, step: Step) -> str:
    shown = f"{step.count:,}"
    inside = broad(shown) + 12 <= width
    place = MIDDLE if inside else MIDDLE + width / 2 + 6
    told = element("title", escaped(f"{step.name} {shown} {step.rate}".strip()))
    bar = element(
        "rect", told, x=MIDDLE - width / 2, y=top, width=width, height=TALL, rx=2, klass="bar"
    )
    return (
        label(0, top + 20, fitted(step.name, ROOM))
        + bar
        + label(
            place,
            top + 20,
            shown,
            "on-bar strong" if inside else "ink strong",
            "middle" if inside else "start",
        )
    )


def _between(top: float, above: float, below: float, rate: str) -> str:
    corners = (
        (MIDDLE - above / 2, top),
        (MIDDLE + above / 2, top),
        (MIDDLE + below / 2, top + GAP),
        (MIDDLE - below / 2, top + GAP),
    )
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    shape = element("polygon", points=points, klass="soft")
    if not rate:
        return shape
    shown = f"↓ {rate}"
    fits = broad(shown) + 8 <= min(above, below)
    place, anchor = (MIDDLE, "middle") if fits else (MIDDLE + max(above, below) / 2 + 6, "start")
    if place + broad(shown) > WIDTH and not fits:
        place, anchor = float(WIDTH), "end"
    return shape + label(place, top + 17, shown, "ink small", anchor)
