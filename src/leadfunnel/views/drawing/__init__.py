"""Pictures of a report as SVG, in colours that the style sheet around them supplies."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Bars, Curves, Funnel, Heat, Picture
from leadfunnel.views.drawing.bars import bars
from leadfunnel.views.drawing.curves import curves
from leadfunnel.views.drawing.funnel import funnel
from leadfunnel.views.drawing.heat import heat
from leadfunnel.views.drawing.svg import Drawing

__all__ = ["Drawing", "drawn"]


def drawn(picture: Picture) -> Drawing:
    """Return a picture drawn."""
    if isinstance(picture, Funnel):
        return funnel(picture)
    if isinstance(picture, Curves):
        return curves(picture)
    if isinstance(picture, Heat):
        return heat(picture)
    if isinstance(picture, Bars):
        return bars(picture)
    raise TypeError(type(picture).__name__)
