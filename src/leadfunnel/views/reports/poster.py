"""The funnel of a report as one picture for a chat group: SVG with its own colours."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Booklet, Exhibit
from leadfunnel.views.drawing import drawn
from leadfunnel.views.drawing.svg import WIDTH, element, fitted, label
from leadfunnel.views.reports.palette import LIGHT

EDGE, HEAD, LINE = 20, 62, 17
STYLE = {
    "text": f"fill:{LIGHT['ink']};font-size:13px",
    ".strong": "font-weight:600",
    ".small": "font-size:11px",
    ".title": "font-size:17px;font-weight:600",
    ".quiet": f"fill:{LIGHT['quiet']}",
    ".bar": f"fill:{LIGHT['bar']}",
    ".on-bar": f"fill:{LIGHT['on-bar']}",
    ".soft": f"fill:{LIGHT['soft']}",
    ".ground": f"fill:{LIGHT['paper']}",
}


def poster(book: Booklet) -> str:
    """Return the picture: title, days, funnel, and what is said of it."""
    exhibit = next(
        (one for chapter in book.chapters for one in chapter.exhibits if one.picture), None
    )
    height = HEAD
    parts = [
        label(EDGE, 30, fitted(book.title, WIDTH, 17), "title"),
        label(EDGE, 50, fitted(book.about[0], WIDTH, 11), "quiet small"),
    ]
    if exhibit is not None and exhibit.picture is not None:
        drawing = drawn(exhibit.picture)
        parts.append(element("g", drawing.body, transform=f"translate({EDGE} {HEAD})"))
        height += round(drawing.height)
    for text in _said(exhibit):
        height += LINE
        parts.append(label(EDGE, height + 4, text, "quiet small"))
    return _document("".join(parts), WIDTH + 2 * EDGE, height + EDGE)


def _said(exhibit: Exhibit | None) -> list[str]:
    """Return what is said of the funnel in lines that fit."""
    if exhibit is None:
        return []
    lines = [""]
    for sign in " ".join(exhibit.said):
        if fitted(lines[-1] + sign, WIDTH, 11) != lines[-1] + sign:
            start, _space, rest = lines[-1].rpartition(" ")
            broken = start and sign != " " and len(rest) < 20
            lines[-1:] = [start, rest] if broken else [lines[-1], ""]
        lines[-1] = (lines[-1] + sign).lstrip()
    return [line for line in lines if line]


def _document(body: str, width: int, height: int) -> str:
    rules = "".join(f"{name}{{{rule}}}" for name, rule in STYLE.items())
    return element(
        "svg",
        element("style", rules)
        + element("rect", width=width, height=height, klass="ground")
        + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )
