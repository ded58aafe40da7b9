"""`tag` and `untag`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from leadfunnel.domain.sentence import said
from leadfunnel.domain.tag import Tag, read_dimension, read_tag
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import needs, plan_watch, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Deed, Named
from leadfunnel.store import people
from leadfunnel.store.session import Row


class NoTags(UnreadableError):
    """Nothing to put on or take off."""

    code = "no_tags"
    message = N_("Say which tag.")
    hint = N_("For example: leadfunnel tag 12 VIP region:Pudong")


class Tagging:
    """Putting tags on customers and taking them off."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def tag(self, named: Named, tags: Sequence[str]) -> Changed:
        """Put tags on customers; tags already there stay as they are."""
        wanted = [read_tag(tag) for tag in tags]
        if not wanted:
            raise NoTags()

        def act(page: Writing, ids: list[int]) -> Changed:
            return _told(page, ids, put(page, ids, wanted), N_("{customer} had this already."))

        deed = Deed("tag", " ".join(map(str, wanted)))
        return whom.change(self.book, whom.meant(named), deed, act)

    def untag(self, named: Named, tags: Sequence[str]) -> Changed:
        """Take tags off customers; a bare dimension with `:` takes all of its values."""
        if not tags:
            raise NoTags()
        taken = _taken(tags)

        def act(page: Writing, ids: list[int]) -> Changed:
            rows = [row for row in _carried(page, ids) if taken(row)]
            for row in rows:
                page.ledger.void("customer_tag", row["id"], row["customer_id"])
            changed = {row["customer_id"] for row in rows}
            for number in changed:
                gone = [people.tag_of(row) for row in rows if row["customer_id"] == number]
                plan_watch.untagged(page, number, gone)
            return _told(page, ids, changed, N_("{customer} does not carry this."))

        return whom.change(self.book, whom.meant(named), Deed("untag", " ".join(tags)), act)


def _taken(tags: Sequence[str]) -> Callable[[Row], bool]:
    bare = [tag.strip().rstrip(":：") for tag in tags if tag.rstrip().endswith((":", "："))]
    dimensions = {read_dimension(name.lstrip("#＃+＋ ")) for name in bare} - {None}
    keys = {people.tag_key(read_tag(tag)) for tag in tags if not tag.rstrip().endswith((":", "："))}

    def taken(row: Row) -> bool:
        return people.tag_key(people.tag_of(row)) in keys or row["dimension"] in dimensions

    return taken


def _carried(page: Page, ids: Sequence[int]) -> list[Row]:
    return page.session.rows("customers.tags", ids=json.dumps(list(ids)))


def put(page: Writing, ids: Sequence[int], tags: Sequence[Tag]) -> set[int]:
    """Put tags on customers and return whom they were new to."""
    carried = {(row["customer_id"], row["tag_id"]) for row in _carried(page, ids)}
    wanted = list(dict.fromkeys(people.tag_id(page.session, tag, page.ledger) for tag in tags))
    new = [(number, tag) for number in ids for tag in wanted if (number, tag) not in carried]
    for number in ids:
        needs.said_again(page, number, wanted)
    for number, tag_id in new:
        page.ledger.insert("customer_tag", number, tag_id=tag_id)
    for number in dict.fromkeys(number for number, _ in new):
        plan_watch.tagged(page, number, tags)
    return {number for number, _ in new}


def _told(page: Writing, ids: Sequence[int], changed: set[int], same: str) -> Changed:
    page.settle()
    customers = page.customers(ids)
    carries = N_("{customer} carries {tags}.")
    spoken = [
        (
            said(carries if customer.id in changed else same, customer=customer),
            *page.heard(customer.id),
        )
        for customer in customers
    ]
    return Changed(page.ledger.recorded, customers, whom.told(spoken))
