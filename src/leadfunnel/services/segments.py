"""`segment save|list|show|rm`: filters kept under a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, LeadfunnelError, RefusedError, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.looking import filter_terms
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.segments import SavedSegment, SegmentList
from leadfunnel.services.whom import EmptyFilter
from leadfunnel.store import definitions, listing
from leadfunnel.store import plans as stored_plans
from leadfunnel.store import segments as stored

NAME = r"[^\W_](?:[\w .-]{0,38}[\w.-])?"


class BadSegmentName(UnreadableError):
    """A segment has a name that can be typed in a filter."""

    code = "bad_segment_name"
    message = N_(
        "A segment cannot be called {text}: letters, digits, spaces, '.', '-' and '_', at most 40."
    )


class SegmentInUse(RefusedError):
    """A plan or another segment is for the customers of a segment."""

    code = "segment_in_use"
    message = N_("The segment {name} is used by: {users}.")
    hint = N_("End the plan or change the other segment first.")


class Segments:
    """Filters that are used again and again."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def save(self, name: str, words: Sequence[str]) -> Changed:
        """Keep a filter under a name, in the place of the one that was kept under it."""
        where, name = " ".join(words).strip(), _checked(name)
        if not where:
            raise EmptyFilter()
        with self.book.record("segment save", name) as page:
            listing.count(page.session, [where], filter_terms(page))  # what is wrong in it
            known = {fold(one): one for one in stored.saved(page.session)}
            name = known.get(fold(name), name)
            new = definitions.put(page.ledger, stored.KIND, name, {"where": where})
            count = _count(page, name)
            sentence = N_("Saved the segment {name}: {count} now. See it: list segment={typed}")
            spoken = said(sentence, name=name, count=f"{count:,}", typed=quoted(name))
            return Changed(page.ledger.recorded if new else None, (), (spoken,))

    def list(self, name: str | None = None) -> SegmentList:
        """Return the segments, or one, with how many customers are in each now."""
        with self.book.read() as page:
            found = stored.saved(page.session)
            if name is not None:
                name = stored.find(found, name)
                found = {name: found[name]}
            return SegmentList(
                tuple(
                    SavedSegment(one, where, _readable(page, one)) for one, where in found.items()
                )
            )

    def remove(self, name: str) -> Changed:
        """Forget a segment that nothing uses."""
        with self.book.record("segment rm", name) as page:
            name = stored.find(stored.saved(page.session), name)
            users = _users(page, name)
            if users:
                raise SegmentInUse(name=name, users=", ".join(users))
            definitions.withdraw(page.ledger, stored.KIND, name)
            spoken = said(N_("Removed the segment {name}."), name=name)
            return Changed(page.ledger.recorded, (), (spoken,))


def quoted(name: str) -> str:
    """Return a name as it is typed in a filter."""
    return f"'{name}'" if " " in name else name


def condition(name: str) -> str:
    """Return the filter of the customers of a segment, whatever was typed as its name."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'segment="{escaped}"'


def _checked(text: str) -> str:
    name = text.strip()
    if not re.fullmatch(NAME, name):
        raise BadSegmentName(text=text[:40])
    return name


def _count(page: Page, name: str) -> int:
    return listing.count(page.session, [condition(name)], filter_terms(page))


def _readable(page: Page, name: str) -> int | None:
    """Return how many are in a segment, None where its filter can be read no more."""
    try:
        return _count(page, name)
    except LeadfunnelError:
        return None


def _users(page: Page, name: str) -> list[str]:
    """Return the plans and segments whose filter names a segment."""
    kept = {**stored_plans.segments(page.session), **stored.saved(page.session)}
    pattern = (
        rf"""(?:segment|客群|分群)\s*(?:=|!=|≠|<>|＝)+\s*["'“‘]?{re.escape(fold(name))}(?!\w)"""
    )
    return [one for one, where in kept.items() if one != name and re.search(pattern, fold(where))]
