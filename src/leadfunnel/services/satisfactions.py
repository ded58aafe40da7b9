"""How satisfied customers are: `satisfaction`, and what one may ask of them."""

from __future__ import annotations

import re

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.satisfaction import CONTENT_FROM, HIGHEST, read_score
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import cases, touches, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import purchases, service


class OthersPurchase(RefusedError):
    """The purchase is another customer's."""

    code = "others_purchase"
    message = N_("The purchase {ref} is one of {name} (#{id}).")


@dataclass(frozen=True)
class Heard:
    """A score about to be recorded: when it was said (UTC seconds), with what words, of what."""

    score: int
    at: int
    words: str = ""
    interaction: int | None = None
    purchase: int | None = None


class Satisfactions:
    """`satisfaction`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def rate(self, text: str, score: str, *, purchase: str | None, note: str) -> Changed:
        """Record what a customer said of a purchase, the last one unless another is named."""
        value = read_score(score)
        check_note(note)
        with self.book.record("satisfaction", str(value)) as page:
            number = who.one(page, text)
            bought = _purchase(page, number, purchase)
            words = f"{value}/{HIGHEST} {note}".strip()
            entry = touches.Entry("service", words, direction="in")
            interaction, kept = touches.record(page, number, entry)
            heard = Heard(value, page.now, note, interaction, bought)
            spoken = (*write(page, number, heard), *kept)
            page.settle()
            customer = page.customer(number)
            first = said(N_("{customer}: satisfaction {score}."), customer=customer, score=value)
            return Changed(page.ledger.recorded, (customer,), (first, *spoken))


def write(page: Writing, number: int, heard: Heard) -> tuple[Sentence, ...]:
    """Record a score: a low one opens a case, a high one lets one ask for a review."""
    page.ledger.insert(
        "satisfaction",
        number,
        purchase_id=heard.purchase,
        interaction_id=heard.interaction,
        score=heard.score,
        at=heard.at,
        user_id=page.me,
        recorded_at=page.now,
    )
    waiting = cases.open_cases(page, [number]).get(number, [])
    if heard.score >= CONTENT_FROM:
        if waiting:
            text = N_("The case {ref} is still open: solve it before asking for anything.")
            return (said(text, ref=waiting[0].ref),)
        return (said(N_("Now one may ask for a review, or for somebody they know.")),)
    if waiting:
        return (said(N_("The case {ref} is open already."), ref=waiting[0].ref),)
    complaint = heard.words or f"{heard.score}/{HIGHEST}"
    return cases.open_case(page, number, heard.interaction, complaint, heard.at)


def may_ask(page: Page, number: int) -> bool:
    """Tell whether a customer may be asked for a review or an introduction.

    They said last that they were content, and no complaint waits.
    """
    last = service.last_satisfactions(page.session, [number]).get(number)
    return bool(last and last.is_content) and not cases.open_cases(page, [number])


def _purchase(page: Page, number: int, text: str | None) -> int | None:
    """Return the purchase meant: `b12`, else the last one that was kept, if any."""
    if text is None:
        kept = [one for one in purchases.of_customer(page.session, number) if one.kept]
        return kept[0].id if kept else None
    from leadfunnel.services.purchase_refusals import NoPurchase

    plain = text.strip().lower()
    found = None
    if re.fullmatch("b[0-9]{1,18}", plain):
        found = purchases.purchase(page.session, int(plain[1:]))
    if found is None or found.refunds is not None:
        raise NoPurchase(ref=text.strip()[:40])
    if found.customer_id != number:
        owner = page.customer(found.customer_id)
        raise OthersPurchase(ref=found.ref, name=owner.label, id=owner.id)
    return found.id
