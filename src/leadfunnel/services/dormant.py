"""`dormant`: who sleeps and why, and saying so of one customer."""

from __future__ import annotations

import json

from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import reasons, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.looking import LIMIT, filter_terms
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.scores import Quiet, Sleeper, Sleepers
from leadfunnel.services.standing import CONFIDENCE_LOST
from leadfunnel.store import listing

ASLEEP = "asleep"
SLEEPING = ("dormant-temporary", "dormant-permanent")
FILTER = (" or ".join(f"layer={code}" for code in SLEEPING),)
DAY = 86_400


class WhySilent(UnreadableError):
    """A reason needs words."""

    code = "why_silent"
    message = N_("Say why: --reason TEXT, or --gone for somebody who lost confidence.")
    hint = N_("For example: leadfunnel dormant {who} --reason 'went elsewhere'")


class NothingToTakeBack(RefusedError):
    """No reason was noted."""

    code = "nothing_noted"
    message = N_("Of {name} (#{id}) nothing is noted about staying away.")


class Dormant:
    """Sleeping customers."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, *, everything: bool = False) -> Sleepers:
        """Return who sleeps, the latest buyers first: they wake most easily."""
        limit = None if everything else LIMIT
        with self.book.read() as page:
            terms = filter_terms(page)
            ids = listing.select(page.session, FILTER, terms, "-last_purchase", limit)
            more = 0
            if limit is not None and len(ids) == limit:
                more = listing.count(page.session, FILTER, terms) - len(ids)
            noted, complaints = _causes(page, ids)
            silent = _silent(page)
            found = tuple(
                Sleeper(
                    customer,
                    noted.get(customer.id) or complaints.get(customer.id),
                    noted=customer.id in noted,
                    silent_since=silent.get(customer.id),
                )
                for customer in page.customers(ids)
            )
            quiet = _quiet(page, silent)
            shown = quiet if limit is None else quiet[:limit]
            after = page.yardstick.rules.asleep_after_days
            return Sleepers(found, more, after, shown, len(quiet) - len(shown))

    def note(self, text: str, reason: str | None, *, gone: bool) -> Changed:
        """Record why a customer stays away; `gone` that they lost confidence for good."""
        words = " ".join((reason or "").split())
        if not words and not gone:
            raise WhySilent(who=text)
        with self.book.record("dormant", words) as page:
            number = who.one(page, text)
            _take_back(page, number)
            page.ledger.insert(
                "customer_mark",
                number,
                mark=CONFIDENCE_LOST if gone else ASLEEP,
                reason=reasons.coded(page, ASLEEP, words) or None,
                at=page.now,
                recorded_at=page.now,
                user_id=page.me,
            )
            return _told(page, number, _sentence(words, gone=gone), words)

    def take_back(self, text: str) -> Changed:
        """Take back what was noted."""
        with self.book.record("dormant", "--off") as page:
            number = who.one(page, text)
            if not _take_back(page, number):
                raise NothingToTakeBack(name=page.customer(number).label, id=number)
            return _told(page, number, N_("{customer}: the note about staying away is gone."), "")


def _silent(page: Page) -> dict[int, int]:
    """Return who bought and says nothing in any group they are in, and since when."""
    before = page.now - page.rules("groups")["silent_days"] * DAY
    rows = page.session.rows("groups.quiet", before=before)
    return {row["customer_id"]: row["spoke"] for row in rows}


def _quiet(page: Page, silent: dict[int, int]) -> tuple[Quiet, ...]:
    """Return who of the silent does not sleep by purchases, the longest silent first."""
    customers = page.customers(list(silent))
    awake = [one for one in customers if one.layer not in SLEEPING]
    return tuple(Quiet(one, silent[one.id]) for one in awake)


def _sentence(words: str, *, gone: bool) -> str:
    if gone and words:
        return N_("{customer} lost confidence: {why}. The next purchase clears it.")
    if gone:
        return N_("{customer} lost confidence. The next purchase clears it.")
    return N_("{customer} stays away because: {why}.")


def _told(page: Writing, number: int, text: str, why: str) -> Changed:
    page.settle()
    customer = page.customer(number)
    spoken: Sentence = said(text, customer=customer, why=why)
    return Changed(page.ledger.recorded, (customer,), (spoken,))


def _take_back(page: Writing, number: int) -> bool:
    rows = page.session.rows("scores.marks_among", ids=json.dumps([number]))
    mine = [row for row in rows if row["mark"] in (ASLEEP, CONFIDENCE_LOST)]
    for row in mine:
        page.ledger.void("customer_mark", row["id"], number)
    return bool(mine)


def _causes(page: Page, ids: list[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Return what was noted of customers, and what they complain of and nobody solved."""
    wanted = json.dumps(ids)
    noted = {
        row["customer_id"]: row["reason"]
        for row in page.session.rows("scores.marks_among", ids=wanted)
        if row["reason"] and row["mark"] in (ASLEEP, CONFIDENCE_LOST)
    }
    rows = page.session.rows("scores.complaints_among", ids=wanted)
    return noted, {row["customer_id"]: row["complaint"] for row in rows}
