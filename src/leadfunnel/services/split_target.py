"""Which merge `split` takes back, and what is given to who leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError
from leadfunnel.services import who
from leadfunnel.services.book import Page
from leadfunnel.services.merged_rows import Found, is_passage
from leadfunnel.services.profile import identities_meant
from leadfunnel.store.images import Image, images_of_merge

LETTERS = {"i": "interaction", "f": "follow_up", "d": "journey"}


class NotMerged(RefusedError):
    """There is no merge to take back."""

    code = "not_merged"
    message = N_("{text} means no merge: neither a customer that was merged, nor a merge's number.")
    hint = N_("See the merges and their numbers with: leadfunnel history")


class SeveralMerged(AmbiguousError):
    """More than one customer was merged into this one."""

    code = "several_merged"
    message = N_("{count} merges answer to {text}.")
    hint = N_("Write the number of the one who is to stand alone again: leadfunnel split '#{id}'")


class NotToGive(NotFoundError):
    """What is given must lie with the survivor."""

    code = "not_to_give"
    message = N_("{customer} has no {text} to give.")
    hint = N_("Give entries and follow-ups by number, phones and ids whole: leadfunnel show {id}")


@dataclass(frozen=True)
class Parting:
    """A merge about to be taken back.

    `away` was merged into `survivor`, which may have been merged into others since: `root` is who
    answers now. `leaving` and `staying` are all records on either side, `merge` the operation.
    """

    away: int
    survivor: int
    root: int
    leaving: tuple[int, ...]
    staying: tuple[int, ...]
    merge: int
    images: tuple[Image, ...]


def parting(page: Page, text: str) -> Parting:
    """Return the merge meant by a customer's number or name, or by an operation's number."""
    found = _meant(page, text)
    if not found:
        raise NotMerged(text=text.strip()[:40])
    if len(found) > 1:
        first = page.customers(found[: who.CANDIDATES])
        shown = [who.candidate(page, customer) for customer in first]
        raise SeveralMerged(text=text.strip()[:40], count=len(found), id=found[0], candidates=shown)
    return _parting(page, found[0])


def merged_by(page: Page, away: int) -> tuple[int, int]:
    """Return by which operation and when a customer was merged away, or came here merged."""
    row = page.session.row("operations.merged_by", id=away)
    if row is None:  # a whole store was imported: its history stayed behind
        row = page.session.row("operations.brought_by", id=away)
    assert row is not None  # noqa: S101 - it was merged
    return row["id"], row["at"]


def given(page: Page, found: Parting, texts: Sequence[str]) -> list[Found]:
    """Return the rows that `--give` names; raise NotToGive for one not with the survivor."""
    return [gift for text in texts for gift in _gifts(page, found, text.strip())]


def _gifts(page: Page, found: Parting, text: str) -> list[Found]:
    """Return an entry, a follow-up or a deal by its number, or a whole identity."""
    if re.fullmatch(r"[ifdIFD]\d{1,18}", text):
        return [_numbered(page, found, text)]
    meant = identities_meant(page, found.root, text)
    if not meant:
        raise _not_to_give(page, found, text)
    rows = [page.session.row("facts.get_identity", row_id=row["id"]) for row in meant]
    return [("identity", row) for row in rows if row is not None]


def _numbered(page: Page, found: Parting, text: str) -> Found:
    table = LETTERS[text[0].lower()]
    row = page.session.row(f"facts.get_{table}", row_id=int(text[1:]))
    holds = row is not None and row["customer_id"] == found.root and row["void_op"] is None
    if row is None or not holds or is_passage(table, row):
        raise _not_to_give(page, found, text)
    return table, row


def _not_to_give(page: Page, found: Parting, text: str) -> NotToGive:
    customer = page.customer(found.root)
    return NotToGive(text=text[:40], customer=customer.label, id=customer.id)


def _meant(page: Page, text: str) -> list[int]:
    plain = text.strip()
    number = plain.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return _merged_into(page, who.one(page, plain, exact=True))
    found = _by_record(page, int(number))
    if number == plain:
        found += _by_operation(page, int(number))
    if not found and number == plain:
        found = _merged_into(page, who.one(page, plain, exact=True))
    return list(dict.fromkeys(found))


def _by_record(page: Page, number: int) -> list[int]:
    row = page.session.row("customers.by_id", id=number)
    if row is None:
        return []
    return [number] if row["merged_into"] is not None else _merged_into(page, number)


def _merged_into(page: Page, number: int) -> list[int]:
    return page.session.values("merging.members", ids=json.dumps([number]))


def _by_operation(page: Page, number: int) -> list[int]:
    """Return whom a merge of this number still holds merged."""
    found = page.session.values("operations.merges_of", operation=number)
    return [away for away in dict.fromkeys(found) if _still(page, away, number)]


def _still(page: Page, away: int, operation: int) -> bool:
    row = page.session.row("customers.by_id", id=away)
    is_away = row is not None and row["merged_into"] is not None
    return is_away and merged_by(page, away)[0] == operation


def _parting(page: Page, away: int) -> Parting:
    row = page.session.row("customers.by_id", id=away)
    root = who.survivor(page, away)
    assert row is not None  # noqa: S101 - found just now
    assert root is not None  # noqa: S101 - it was merged into one
    leaving = tuple(who.with_merged(page, away))
    merge, _ = merged_by(page, away)
    return Parting(
        away=away,
        survivor=row["merged_into"],
        root=root["id"],
        leaving=leaving,
        staying=tuple(n for n in who.with_merged(page, root["id"]) if n not in leaving),
        merge=merge,
        images=tuple(images_of_merge(page.session, merge, away)),
    )
