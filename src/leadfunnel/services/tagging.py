"""`tag` and `untag`."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.tag import read_tag
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import capture, profile, who
from leadfunnel.services.book import Book
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import people


class NoTags(UnreadableError):
    """Nothing to put on or take off."""

    code = "no_tags"
    message = N_("Say which tag.")
    hint = N_("For example: leadfunnel tag 12 VIP region:Pudong")


class Tagging:
    """Putting tags on customers and taking them off."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def tag(self, text: str, tags: Sequence[str]) -> Changed:
        """Put tags on one customer; tags already there stay as they are."""
        wanted = [read_tag(tag) for tag in tags]
        if not wanted:
            raise NoTags()
        with self.book.record("tag", " ".join(map(str, wanted))) as page:
            number = who.one(page, text)
            profile.write_tags(page, number, wanted)
            return capture.finished(
                page, [number], N_("{customer} carries {tags}."), N_("{customer} had this already.")
            )

    def untag(self, text: str, tags: Sequence[str]) -> Changed:
        """Take tags off one customer; a bare dimension with `:` takes all of its values."""
        if not tags:
            raise NoTags()
        with self.book.record("untag", " ".join(tags)) as page:
            number = who.one(page, text)
            keys = {people.tag_key(read_tag(tag)) for tag in tags if not tag.endswith(":")}
            dimensions = {tag.removesuffix(":") for tag in tags if tag.endswith(":")}
            rows = page.session.rows("customers.tags", ids=f"[{number}]")
            for row in rows:
                tag = people.tag_of(row)
                if people.tag_key(tag) in keys or row["dimension"] in dimensions:
                    page.ledger.void("customer_tag", row["id"], number)
            return capture.finished(
                page,
                [number],
                N_("{customer} carries {tags}."),
                N_("{customer} does not carry this."),
            )
