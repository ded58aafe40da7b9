"""`sort`: the new people nobody touched, and those without a tag, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.tag import read_tag
from leadfunnel.errors import N_
from leadfunnel.services import ladder, tagging
from leadfunnel.services.book import Book
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.people import Listing
from leadfunnel.services.results.sorting import SortTurn
from leadfunnel.services.unsorted import unsorted_ids
from leadfunnel.store import timeline

WALKED = 200
AGAIN_DAYS = 30
TAKEN = ("s", "u", "q")
DAY = 86400
COLUMNS = ("id", "name", "stage", "phone", "source", "tags", "created")


class Sorting:
    """`sort`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def waiting(self, owner: str | None = None, limit: int = WALKED) -> Listing:
        """Return who is to be looked through: the newest first, then those without a tag."""
        with self.book.read() as page:
            from leadfunnel.services.due import owner_id

            mine = page.user_id if owner is None else owner_id(page, owner)
            ids = unsorted_ids(page, mine, limit)
            since = page.now - AGAIN_DAYS * DAY
            ids += page.session.values(
                "contacts.untagged", owner_id=mine, since=since, limit=limit + 1
            )
            ids = list(dict.fromkeys(ids))
            return Listing(page.customers(ids[:limit]), max(0, len(ids) - limit), COLUMNS)

    def place(self, number: int, stage: str | None, tags: Sequence[str]) -> Changed:
        """Record one answer: the stage, if it is another, and tags; they count as sorted."""
        wanted = [read_tag(tag) for tag in tags]
        with self.book.record("sort") as page:
            customer = page.customer(number)
            spoken: list[Sentence] = []
            if stage is not None and (customer.stage is None or customer.stage.code != stage):
                spoken += ladder.moved_to(page, number, stage, page.now)
            if wanted:
                tagging.put(page, [number], wanted)
            page.ledger.insert(
                "customer_mark",
                number,
                mark="sorted",
                at=page.now,
                recorded_at=page.now,
                user_id=page.me,
            )
            page.settle()
            customer = page.customer(number)
            first = said(N_("Sorted: {customer}."), customer=customer)
            return Changed(page.ledger.recorded, (customer,), (first, *spoken))

    def turn(self, number: int, place: int, count: int) -> SortTurn:
        """Return a customer as they stand, with what was said last and the key of each stage."""
        with self.book.read() as page:
            last = timeline.entries(page.session, number, limit=1)
            note = last[0].text if last else ""
            return SortTurn(page.customer(number), note, keys(page.main), place, count)


def keys(pipeline: Pipeline) -> tuple[tuple[str, Stage], ...]:
    """Return the key of each stage: its letter where all have one of their own, else digits."""
    letters = [stage.code.lower() for stage in pipeline.stages]
    lettered = all(len(one) == 1 and one.isalpha() and one not in TAKEN for one in letters)
    named = letters if lettered else [str(place) for place in range(1, len(letters) + 1)]
    return tuple(zip(named, pipeline.stages, strict=True))
