"""The quiet hours of the store, and a word about them to whoever disturbs somebody."""

from __future__ import annotations

from leadfunnel.domain.quiet import DISTURBING, quiet_at
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.touches import Entry


def warn(page: Page, entry: Entry) -> None:
    """Warn of the quiet hours when somebody is reached out to in them."""
    if entry.at is None and entry.direction == "out" and entry.kind in DISTURBING:
        told = now(page)
        if told is not None:
            page.acting.warn(told)


def now(page: Page) -> Sentence | None:
    """Return what to say of the quiet hours that the present lies in, None where it does not."""
    hours = quiet_at(page.rules("work")["quiet"], page.local_now.time())
    text = N_("These are quiet hours: {hours}. Whoever is called or written to now is disturbed.")
    return said(text, hours=hours) if hours is not None else None
