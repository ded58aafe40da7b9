"""`list --sort name`: Chinese names stand where their pinyin does, among Latin ones.

The order is made here, of no more customers than `MOST`: a sorted column would have to be kept for
every name, and the table of readings read with every one that is added.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.pinyin import name_readings
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.store import listing

MOST = 10_000


def is_by_name(sort: str | None) -> bool:
    """Tell whether names are what is sorted by."""
    return (sort or "").strip().removeprefix("-").strip().lower() == "name"


def select(
    page: Page, words: Sequence[str], terms: listing.Terms, sort: str, limit: int | None
) -> list[int]:
    """Return whom a filter picks by name as read; of more than `MOST` by their characters."""
    ids = listing.select(page.session, words, terms, None, MOST + 1)
    if len(ids) > MOST:
        text = N_("More than {most} customers: sorted by their characters, not as names are read.")
        page.acting.warn(said(text, most=f"{MOST:,}"))
        return listing.select(page.session, words, terms, sort, limit)
    rows = page.session.rows("customers.answering", ids=json.dumps(ids))
    keys = {row["id"]: read_as(row["name"] or "") for row in rows}
    down = sort.strip().startswith("-")
    named = sorted((one for one in ids if keys[one][0]), key=lambda one: (keys[one], one))
    found = [*(reversed(named) if down else named), *(one for one in ids if not keys[one][0])]
    return found if limit is None else found[:limit]


def read_as(name: str) -> tuple[str, str]:
    """Return how a name is read, in Latin letters, and the name: 曾小姐 as zeng xiao jie."""
    folded = fold(name)
    if folded.isascii():
        return folded, folded
    read = zip(folded, name_readings(folded), strict=True)
    text = "".join(f" {sounds[0]} " if sounds else char for char, sounds in read)
    return " ".join(text.split()), folded
