"""How moments are read."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.moments import ReadMoment, ReadMoments
from leadfunnel.views import dates
from leadfunnel.views.failures import failure_lines
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.recurrences import recurrence_words
from leadfunnel.views.setting import Setting

_COLUMNS = (Column(wrap=ANYWHERE), Column(wrap=ANYWHERE))


def moments(result: ReadMoments, setting: Setting) -> list[Block]:
    """Return each text with its reading, a recurring one with its next days below."""
    rows: list[tuple[Cell, ...] | Line] = []
    for item in result.items:
        rows.append((Span(item.text, "title"), _reading(item, setting)))
        rows += [line(Span(_next(item, place, setting), "dim"), indent=4, hang=4)
                 for place in range(len(item.coming))]  # fmt: skip
    return [Table(_COLUMNS, tuple(rows))]


def understood(item: ReadMoment, setting: Setting) -> str:
    """Return in words how a text is read, empty if it is not."""
    if item.recurs is not None:
        return recurrence_words(item.recurs)
    return dates.moment_words(item.moment, setting) if item.moment is not None else ""


def _reading(item: ReadMoment, setting: Setting) -> Span:
    if item.error is not None:
        return Span(failure_lines(item.error, setting)[0].removeprefix("error: "), "bad")
    return Span(understood(item, setting))


def _next(item: ReadMoment, place: int, setting: Setting) -> str:
    day, at, _instant = item.coming[place]
    when = dates.echoed(day, setting)
    if at is not None:
        when = f"{when} {dates.clock(at)}"
    far = dates.distance(day, setting.today)
    return _("{when}, {distance}").format(when=when, distance=far)
