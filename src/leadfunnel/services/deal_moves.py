"""Moving deals by the verbs that move customers: promote, demote, drop, reopen."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import deals, log_echo, promises, whom
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.ladder import Move, Moved, aside, step_of
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.deals import plain


class DealMoves:
    """The verbs of the ladder, about deals."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def move(
        self,
        command: str,
        texts: Sequence[str],
        move: Move,
        *,
        exit_kind: str | None = None,
        dry_run: bool = False,
    ) -> Changed:
        """Move deals; one that cannot be moved fails them all."""
        opened = self.book.rehearse if dry_run else self.book.record
        with opened(command, " ".join(texts)) as page:
            found = {deal.id: deal for deal in (deals.find(page, text) for text in texts)}
            at = page.now if move.at is None else promises.read_past(page, move.at)
            step = step_of(command, exit_kind)

            def do(number: int) -> Moved:
                deal = found[number]
                each = Move(move.to, move.at, move.reason, deal.pipeline, number)
                pipeline = page.pipeline(deal.pipeline)
                return step(page, deal.customer_id, pipeline, each, at)

            return _told(page, whom.each(list(found), do), dry_run=dry_run)


def _told(page: Writing, moved: dict[int, Moved], *, dry_run: bool) -> Changed:
    page.settle()
    went = N_("{deal}: {origin} → {target}.")
    views = [deals.view(page, deals.find(page, f"d{number}")) for number in moved]
    groups: list[Sequence[Sentence]] = []
    for found, change in zip(views, moved.values(), strict=True):
        first = said(went, deal=found, origin=change.origin, target=change.target)
        groups.append((first, *change.said))
    ids = list(dict.fromkeys(found.customer.id for found in views))
    understood = {"deals": [plain(found) for found in views]}
    operation = None if dry_run else page.ledger.recorded
    missing = log_echo.say_missing(page, ids[0]) if len(ids) == 1 else ()
    spoken = (*whom.told(groups), *aside(moved.values()), *missing)
    return Changed(operation, page.customers(ids), spoken, understood, dry_run=dry_run)
