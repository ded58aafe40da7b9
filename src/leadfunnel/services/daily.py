"""The copy of each day: made before its first change; of a large store said to be due."""

from __future__ import annotations

import sqlite3

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.services.book import Writing
from leadfunnel.services.keeping import Keeper
from leadfunnel.store import backup

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.places import Store

CRON = "5 13 * * *  leadfunnel backup --auto"


def first_change(page: Writing, store: Store) -> None:
    """Copy the store as it was before this day; what hinders it is said, and hinders nothing."""
    if not backup.is_file(store) or not _first(page):
        return
    if backup.is_large(store):
        text = N_("A backup is due. To make it: leadfunnel backup --auto; each day by cron: {cron}")
        page.acting.warn(said(text, cron=CRON))
        return
    try:
        make(Keeper(page, store), page)
    except (LeadfunnelError, OSError, sqlite3.Error) as error:
        detail = error.code if isinstance(error, LeadfunnelError) else str(error)
        text = N_("The backup of the day could not be made ({detail}): leadfunnel backup says why.")
        page.acting.warn(said(text, detail=detail))


def make(keeper: Keeper, page: Writing) -> None:
    """Make the copy of the day where no copy holds the present state."""
    if not keeper.changed():
        return
    name = backup.unused(keeper.store, f"day-{page.calendar.day(page.now)}")
    made = keeper.make(name, "day")
    if made.warning is not None:
        page.acting.warn(made.warning)


def _first(page: Writing) -> bool:
    """Tell whether nothing was recorded today; a clock that once ran ahead hides nothing."""
    last = page.session.value("trust.latest_at")
    return bool(page.calendar.day(last) != page.calendar.day(page.now))
