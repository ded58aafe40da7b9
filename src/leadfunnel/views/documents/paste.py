"""What is to be pasted, delivered, or put into a schedule, as JSON."""

from __future__ import annotations

import json

from leadfunnel.services.results.paste import Delivered, Notices, Pasted
from leadfunnel.services.results.week import WeekPasted
from leadfunnel.views import schedules
from leadfunnel.views.markdown import week_markdown
from leadfunnel.views.paste import paste
from leadfunnel.views.setting import Setting


def pasted(result: Pasted, setting: Setting) -> dict[str, object]:
    """Return the text and its form."""
    text = paste(result, setting)
    return {"schema": "leadfunnel.paste/1", "form": result.form, "text": text}


def week_pasted(result: WeekPasted, setting: Setting) -> dict[str, object]:
    """Return the review as Markdown."""
    text = "\n".join(week_markdown(result, setting)) + "\n"
    return {"schema": "leadfunnel.paste/1", "form": "md", "text": text}


def notices(result: Notices, _setting: Setting) -> dict[str, object]:
    """Return the lines for each scheduler."""
    found = {name: list(lines) for name, lines in schedules.lines(result).items()}
    return {"schema": "leadfunnel.notify/1", "schedules": found}


def delivered(result: Delivered, _setting: Setting) -> dict[str, object]:
    """Return where the message went, its shape and its body."""
    return {
        "schema": "leadfunnel.digest/1",
        "host": result.host,
        "shape": result.shape,
        "sent": result.sent,
        "body": json.loads(result.body),
    }
