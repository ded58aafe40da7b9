"""A report as one page that needs nothing but itself: no script, no request, light or dark."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from leadfunnel.domain.exhibit import Booklet, Grid
from leadfunnel.i18n import _
from leadfunnel.views.cells import cells
from leadfunnel.views.drawing import drawn
from leadfunnel.views.names import NOTHING
from leadfunnel.views.reports.palette import DARK, LIGHT, variables
from leadfunnel.views.text import visible

FOLDER = Path(__file__).parent
LONGEST_WORD, ONE_LINE, BESIDE = 16, 20, 72


def page(book: Booklet) -> str:
    """Return the page; everything in it is escaped, and its style is the only one allowed."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"visible": visible, "set": _set, "narrow": _narrow}
    template = environment.from_string(_read("page.html.j2"))
    css = style()
    return template.render(
        book=book,
        style=Markup(css),  # noqa: S704 - our own file
        style_hash=f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}",
        contents=_("Contents"),
        made_by=_("Made by leadfunnel. This page loads nothing and sends nothing."),
        draw=drawn,
    )


def style() -> str:
    """Return the style sheet with its colours: dark where the reader prefers that, not on paper."""
    return (
        f":root{{{variables(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}\n"
        + _read("page.css")
    )


def _narrow(grid: Grid) -> bool:
    """Tell whether a table has room beside its picture."""
    texts = [
        [head.text for head in grid.heads],
        *([cell.text for cell in row] for row in grid.rows),
    ]
    widths = [max(map(cells, column)) for column in zip(*texts, strict=True)]
    return sum(widths) + 2 * len(widths) <= BESIDE


def _set(text: str) -> str:
    """Return how a text is set: on one line, in lines, or broken anywhere for its long words."""
    if text in ("", NOTHING):
        return "none"
    if max(map(len, text.split())) > LONGEST_WORD:
        return "long"
    return "line" if cells(text) <= ONE_LINE else "text"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
