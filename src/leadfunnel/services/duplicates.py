"""`duplicates`: proposes customers that may be one; it never merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from leadfunnel.domain.compared import Person
from leadfunnel.domain.likely_pairs import alike
from leadfunnel.domain.likeness import Evidence, Likeness
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.merged import Alike, Duplicates

LIMIT = 20
WORDED = {
    "same_phone": N_("same phone"),
    "same_wechat": N_("same WeChat id"),
    "same_email": N_("same email"),
    "phone_as_wechat": N_("one's phone is the other's WeChat id"),
    "phone_unverified": N_("same end of the phone, one of them unverified"),
    "phone_extension": N_("same phone but for the extension"),
    "email_typo": N_("emails differ by a slip"),
    "wechat_typo": N_("WeChat ids differ by a slip"),
    "same_name": N_("same name"),
    "name_reading": N_("names read the same: {detail}"),
    "call_name": N_("called the same: {detail}"),
    "name_typo": N_("names differ by a slip: {detail}"),
    "same_company": N_("same company: {detail}"),
    "similar_company": N_("similar company: {detail}"),
    "same_firm": N_("same firm: {detail}"),
    "similar_firm": N_("similar firm: {detail}"),
    "same_referrer": N_("brought by the same customer"),
    "same_region": N_("same region: {detail}"),
    "same_source": N_("same source: {detail}"),
    "added_together": N_("added within a week"),
    "other_place": N_("but the firms are in different places"),
    "other_birthday": N_("but the birthdays differ"),
}


class TheSameCustomer(RefusedError):
    """A customer is no pair."""

    code = "the_same_customer"
    message = N_("Both words mean {name} (#{id}) itself.")
    hint = N_("To part customers that were merged: leadfunnel split {id}")


class DuplicateSearch:
    """`duplicates`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def search(self, text: str | None = None, limit: int | None = None) -> Duplicates:
        """Return likely pairs, of all customers or with one, the likeliest first."""
        pairs = likely(self.book, text)
        shown = pairs[: LIMIT if limit is None else limit]
        with self.book.read() as page:
            return Duplicates(_worded(page, shown), len(pairs) - len(shown))

    def dismiss(self, texts: tuple[str, str]) -> Changed:
        """Remember that two customers are two."""
        with self.book.record("duplicates") as page:
            a, b = sorted(who.one(page, text, exact=True) for text in texts)
            if a == b:
                raise TheSameCustomer(name=page.customer(a).label, id=a)
            customers = page.customers([a, b])
            text = N_("{a} and {b} were known as two already.")
            if keep_apart(page, [(a, b)]):
                text = N_("{a} and {b} are two; they are not proposed again.")
            spoken = (said(text, a=customers[0], b=customers[1]),)
            return Changed(page.ledger.recorded, customers, spoken)


def likely(book: Book, text: str | None) -> list[Likeness]:
    """Return the pairs that may be one, of all customers or with one, the likeliest first."""
    from leadfunnel.adapters.likeness import ratio

    with book.read() as page:
        only = None if text is None else who.one(page, text)
        people, known = _people(page), _known_as_two(page)
    return [
        pair
        for pair in alike(_handed_over(people), ratio)
        if (pair.a, pair.b) not in known and (only is None or only in (pair.a, pair.b))
    ]


def _handed_over(people: list[Person]) -> Iterator[Person]:
    """Yield all of a list and keep none: there may be very many."""
    while people:
        yield people.pop()


def keep_apart(page: Writing, pairs: Iterable[tuple[int, int]]) -> int:
    """Remember that these customers are two each; return of how many that was new."""
    known = _known_as_two(page)
    new = sorted({(min(pair), max(pair)) for pair in pairs} - known)
    for a, b in new:
        page.ledger.insert("not_duplicate", a, other_id=b)
    return len(new)


def _people(page: Page) -> list[Person]:
    kinds: dict[tuple[int, str], list[tuple[str, bool]]] = defaultdict(list)
    for row in page.session.each("likeness.identities"):
        kinds[row["customer_id"], row["kind"]].append((row["value"], bool(row["valid"])))
    regions: dict[int, set[str]] = defaultdict(set)
    for row in page.session.each("likeness.regions"):
        regions[row["customer_id"]].add(row["value"])
    return [
        Person(
            **dict(row),
            phones=tuple(kinds.get((row["id"], "phone"), ())),
            wechat=tuple(value for value, _ in kinds.get((row["id"], "wechat"), ())),
            emails=tuple(value for value, _ in kinds.get((row["id"], "email"), ())),
            regions=frozenset(regions.get(row["id"], ())),
        )
        for row in page.session.each("likeness.people")
    ]


def _known_as_two(page: Page) -> set[tuple[int, int]]:
    """Return the pairs that somebody said are two, as whoever answers for them now."""
    found = set()
    for row in page.session.rows("merging.known_as_two"):
        pair = [who.survivor(page, number) for number in row]
        ids = sorted(one["id"] for one in pair if one is not None)
        if len(ids) == 2:
            found.add((ids[0], ids[1]))
    return found


def _worded(page: Page, pairs: list[Likeness]) -> tuple[Alike, ...]:
    ids = list(dict.fromkeys(number for pair in pairs for number in (pair.a, pair.b)))
    known = {customer.id: customer for customer in page.customers(ids)}
    return tuple(
        Alike(known[pair.a], known[pair.b], pair.score, tuple(map(_said, pair.evidence)))
        for pair in pairs
        if pair.a in known and pair.b in known
    )


def _said(evidence: Evidence) -> tuple[str, Sentence]:
    return evidence.code, said(WORDED[evidence.code], detail=evidence.detail)
