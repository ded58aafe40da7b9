"""`next - WHEN`: the same follow-up promised to everybody on a list."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import whom
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.promises import leading, promise, read_promise_kind, understood
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Deed, Whom


def promise_all(book: Book, meant: Whom, words: Sequence[str], kind: str | None) -> Changed:
    """Promise a follow-up to all that are meant, as one operation; asks first on a terminal."""

    def act(page: Writing, ids: list[int]) -> Changed:
        moment, used = leading(page, words)
        note = " ".join(words[used:]).strip()
        for number in ids:
            promise(page, number, moment, read_promise_kind(kind), note)
        page.settle()
        spoken = said(N_("Next for {count} customers: {moment}."), count=len(ids), moment=moment)
        customers = page.customers(ids)
        return Changed(page.ledger.recorded, customers, (spoken,), understood([spoken]))

    question = N_("Promise a follow-up to {count} customers: {customers} ...?")
    return whom.change(book, meant, Deed("next", question=question), act)
