"""What is to be pasted, delivered, or put into a schedule."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.paste import Delivered, Notices, Pasted
from leadfunnel.services.results.week import WeekPasted
from leadfunnel.views import schedules
from leadfunnel.views.layout import BLANK, Block, Span, line
from leadfunnel.views.markdown import week_markdown
from leadfunnel.views.paste import paste
from leadfunnel.views.setting import Setting


def pasted(result: Pasted, setting: Setting) -> list[Block]:
    """Return the list as it is to be pasted, whatever the width of the screen."""
    return [line(text) for text in paste(result, setting).splitlines()]


def week_pasted(result: WeekPasted, setting: Setting) -> list[Block]:
    """Return the review of a week as Markdown, whatever the width of the screen."""
    return [line(text) for text in week_markdown(result, setting)]


def notices(result: Notices, _setting: Setting) -> list[Block]:
    """Return for each scheduler what to write into it."""
    found: list[Block] = []
    for name, lines in schedules.lines(result).items():
        found += [BLANK] if found else []
        found.append(line(Span(name, "title")))
        found += [line(text) for text in lines]
    return found


def delivered(result: Delivered, _setting: Setting) -> list[Block]:
    """Return where the message went; of a rehearsal the body that would be sent."""
    if result.sent:
        text = _("Sent to {host} ({shape}).")
        return [line(Span(text.format(host=result.host, shape=result.shape), "good"))]
    text = _("Would be sent to {host} ({shape}):").format(host=result.host, shape=result.shape)
    return [line(Span(text, "title")), line(result.body)]
