"""The hours in which nobody is to be disturbed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

DISTURBING = frozenset(("call", "wechat", "line", "whatsapp", "sms", "push", "greeting", "invite"))
"""Kinds of touches that reach somebody wherever they are."""


def quiet_at(hours: Iterable[str], at: time) -> str | None:
    """Return the hours, such as 22:00-08:00, within which a time lies; None where it does not.

    They begin with their first minute and end before their last, and may pass midnight.
    """
    for span in hours:
        begins, ends = map(time.fromisoformat, span.split("-"))
        past_midnight = ends <= begins
        if (at >= begins or at < ends) if past_midnight else (begins <= at < ends):
            return span
    return None
