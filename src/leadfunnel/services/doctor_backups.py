"""What `doctor` says of the copies of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from leadfunnel.domain.finding import MEND, Finding
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.store import copies, forgotten, restoring
from leadfunnel.store.sqlite import SqliteStore

DAYS = 7
DAY_SECONDS = 86_400
SMALL_BYTES = 64_000_000
"""A copy up to this size is read through even in a quick look."""
MAKE = said(N_("Make one: leadfunnel backup"))
REMOVE = said(N_("Make a new one with leadfunnel backup, then remove the bad one."))


def findings(store: SqliteStore, now: int, *, full: bool) -> Iterator[Finding]:
    """Yield what is wrong with the copies: all of them with `full`, else the newest."""
    found = copies.of(store)
    if not found:
        yield Finding("no_backup", said(N_("there is no backup yet")), MAKE, grave=False)
        return
    meant = [copy for copy in found if copy.reason != "fix"]  # it holds what was mended
    for copy in meant if full else meant[-1:]:
        try:
            restoring.check(store, copy, whole=full or copy.bytes <= SMALL_BYTES)
        except LeadfunnelError as error:
            text = N_("the backup {name} cannot be used: {detail}")
            detail = Phrase(error.message, **error.values)
            yield Finding("backup", said(text, name=copy.path.name, detail=detail), REMOVE)
    if _unlisted(store):
        text = N_("the list of the erased beside the copies lacks some of them")
        yield Finding("erased_list", said(text), MEND, grave=False, mends=True)
    days = (now - found[-1].made_at) // DAY_SECONDS
    if days > DAYS:
        text = N_("the newest backup is {days} days old")
        yield Finding("old_backup", said(text, days=days), MAKE, grave=False)


def _unlisted(store: SqliteStore) -> bool:
    """Tell whether somebody was erased who is not in the list beside the copies."""
    listed = {one.mark for one in forgotten.read_ledger(store.backup_folder)}
    with suppress(LeadfunnelError), store.read() as session:  # what is damaged was said before
        return any(one.mark not in listed for one in forgotten.marks(session))
    return False
