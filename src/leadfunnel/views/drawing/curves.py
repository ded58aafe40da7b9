"""Lines below each other, each on its own scale from nothing to its highest dot."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Curve, Curves, Dot
from leadfunnel.views.drawing.svg import WIDTH, Drawing, element, escaped, fitted, label

ROW, TALL, EDGE, FOOT = 92, 48, 8.0, 22
TOP = 30


def curves(picture: Curves) -> Drawing:
    """Return the lines; a dot that may still rise is hollow, a mark is a line from top to foot."""
    labels = [dot.label for dot in picture.curves[0].dots] if picture.curves else []
    height = ROW * len(picture.curves) + FOOT
    parts = [_mark(name, text, labels, height) for name, text in picture.marks if name in labels]
    parts += [_curve(place * ROW, curve) for place, curve in enumerate(picture.curves)]
    if labels:
        parts.append(label(0, height - 6, labels[0], "quiet small"))
        parts.append(label(WIDTH, height - 6, labels[-1], "quiet small", "end"))
    told = "; ".join(
        f"{curve.name}: " + ", ".join(f"{dot.label} {dot.shown or '-'}" for dot in curve.dots)
        for curve in picture.curves
    )
    return Drawing(float(height), "".join(parts), told)


def _across(place: int, count: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * (place / (count - 1) if count > 1 else 0.5)


def _curve(top: float, curve: Curve) -> str:
    highest = max((dot.value for dot in curve.dots if dot.value is not None), default=0) or 1
    spots = [
        (_across(place, len(curve.dots)), _height(top, dot.value, highest), dot)
        for place, dot in enumerate(curve.dots)
        if dot.value is not None
    ]
    last = next((dot for dot in reversed(curve.dots) if dot.value is not None), None)
    base = top + TOP + TALL
    return (
        label(0, top + 16, fitted(curve.name, 260), "ink strong")
        + label(WIDTH, top + 16, last.shown if last else "-", "ink strong", "end")
        + element("path", d=f"M0 {base}H{WIDTH}", klass="rule")
        + _line(curve, spots)
        + "".join(_dot(x, y, dot) for x, y, dot in spots)
    )


def _height(top: float, value: float, highest: float) -> float:
    return top + TOP + TALL - max(value, 0) / highest * (TALL - 4)


def _line(curve: Curve, spots: list[tuple[float, float, Dot]]) -> str:
    """Return the line through the dots, broken where there is nothing to tell."""
    at = {id(dot): (x, y) for x, y, dot in spots}
    path, pen = "", "M"
    for dot in curve.dots:
        if id(dot) not in at:
            pen = "M"
            continue
        x, y = at[id(dot)]
        path += f"{pen}{x:.1f} {y:.1f}"
        pen = "L"
    return element("path", d=path, klass="line") if path else ""


def _dot(x: float, y: float, dot: Dot) -> str:
    told = element("title", escaped(f"{dot.label} {dot.shown}"))
    return element("circle", told, cx=x, cy=y, r=3.5, klass="hollow" if dot.young else "dot")


def _mark(name: str, text: str, labels: list[str], height: float) -> str:
    x = _across(labels.index(name), len(labels))
    told = element("title", escaped(f"{name} {text}"))
    line = element("path", told, d=f"M{x:.1f} 20V{height - FOOT}", klass="mark")
    anchor = "end" if x > WIDTH * 0.6 else "start"
    return line + label(x, height - FOOT + 2, fitted(text, 150, 11), "warn small", anchor)
