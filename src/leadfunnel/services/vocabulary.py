"""`source` and `tags`: the words in use, renamed and joined for everybody at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from leadfunnel.domain.capture import check_name
from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.tag import Tag, read_dimension, read_tag
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services import whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.vocabulary import Vocabulary, Word
from leadfunnel.store import people
from leadfunnel.store.session import Row


class UnknownSource(NotFoundError):
    """No customer has this source."""

    code = "unknown_source"
    message = N_("No customer has the source {text}.")
    hint = N_("See them with: leadfunnel source list")


class UnknownTag(NotFoundError):
    """No customer carries this tag."""

    code = "unknown_tag"
    message = N_("No customer carries the tag {text}.")
    hint = N_("See them with: leadfunnel tags list")


class EmptyWord(UnreadableError):
    """A source or tag is called something."""

    code = "empty_word"
    message = N_("The new name is empty.")
    hint = N_("To clear a source: leadfunnel edit --where source=OLD --source ''")


class NoTarget(UnreadableError):
    """Joining needs to know into what."""

    code = "no_target"
    message = N_("Say into what: --into NAME.")


@dataclass(frozen=True)
class Renaming:
    """What is called otherwise from now on, as typed; with `dry_run` only for its result."""

    old: tuple[str, ...]
    new: str | None
    dry_run: bool = False


class Sources:
    """`source list|rename|join`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> Vocabulary:
        """Return the sources in use with their customers, the most frequent first."""
        with self.book.read() as page:
            rows = page.session.rows("customers.source_counts")
            return Vocabulary("sources", _sorted(Word("", row[0], row[1]) for row in rows))

    def rename(self, command: str, renaming: Renaming) -> Changed:
        """Call sources otherwise, in every writing of them; one that is there already is joined."""
        new = (renaming.new or "").strip()
        if renaming.new is None:
            raise NoTarget()
        if not new:
            raise EmptyWord()
        check_name(new)
        opened = self.book.rehearse if renaming.dry_run else self.book.record
        with opened(f"source {command}", f"{', '.join(renaming.old)} > {new}") as page:
            names = page.session.values("customers.source_names")
            meant = _writings(names, renaming.old)
            ids = page.session.values("customers.with_sources", words=json.dumps(meant))
            changed = [
                number
                for number in ids
                if page.ledger.update("customer", number, number, source=new)
            ]
            _rename_costs(page, meant, new)
            joined = any(fold(name) == fold(new) for name in names if name not in meant)
            return _told(page, changed, new, joined=joined, dry_run=renaming.dry_run)


def _rename_costs(page: Writing, meant: Sequence[str], new: str) -> None:
    """Let what was spent on a source follow its name."""
    folded = set(map(fold, meant))
    for row in page.session.rows("costs.channels"):
        if fold(row["channel"]) in folded:
            page.ledger.update("cost", row["id"], row["customer_id"], channel=new)


def _writings(names: Sequence[str], typed: Sequence[str]) -> list[str]:
    """Return every writing of the sources typed; UnknownSource for one that nobody has."""
    found: list[str] = []
    for text in typed:
        same = [name for name in names if fold(name) == fold(text)]
        if not same:
            raise UnknownSource(text=text, candidates=_near(text, names))
        found += same
    return list(dict.fromkeys(found))


class TagWords:
    """`tags list|rename|join`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, dimension: str | None = None) -> Vocabulary:
        """Return the tags in use with their customers, of one dimension if it is named."""
        with self.book.read() as page:
            rows = page.session.rows("customers.tag_counts")
            wanted = None if dimension is None else read_dimension(dimension.strip().rstrip(":："))
            words = (Word(row[0], row[1], row[2]) for row in rows)
            kept = (word for word in words if dimension is None or word.dimension == wanted)
            return Vocabulary("tags", _sorted(kept))

    def rename(self, command: str, renaming: Renaming) -> Changed:
        """Call tags otherwise; whoever carries the new one already keeps it once."""
        if renaming.new is None:
            raise NoTarget()
        new = read_tag(renaming.new)
        opened = self.book.rehearse if renaming.dry_run else self.book.record
        with opened(f"tags {command}", f"{', '.join(renaming.old)} > {new}") as page:
            old = [_known_tag(page, text) for text in renaming.old]
            keys = {row["key"] for row in old}
            ids = _spell(page, new) if people.tag_key(new) in keys else set()
            target = people.tag_id(page.session, new, page.ledger)
            carried = _carriers(page, [target])
            joined = bool(carried) and target not in {row["id"] for row in old}
            has = {row["customer_id"] for row in carried}
            for row in _carriers(page, [row["id"] for row in old if row["id"] != target]):
                page.ledger.void("customer_tag", row["id"], row["customer_id"])
                ids.add(row["customer_id"])
                if row["customer_id"] not in has:
                    has.add(row["customer_id"])
                    page.ledger.insert("customer_tag", row["customer_id"], tag_id=target)
            return _told(page, sorted(ids), str(new), joined=joined, dry_run=renaming.dry_run)


def _known_tag(page: Page, text: str) -> Row:
    """Return the tag typed; UnknownTag when nobody carries it."""
    wanted = people.tag_key(read_tag(text))
    rows = page.session.rows("customers.tag_all")
    found = next((row for row in rows if row["key"] == wanted), None)
    if found is None or not _carriers(page, [found["id"]]):
        known = page.session.rows("customers.tag_counts")
        names = [str(Tag(row["dimension"], row["value"])) for row in known]
        raise UnknownTag(text=text, candidates=_near(text, names))
    return found


def _carriers(page: Page, tags: Sequence[int]) -> list[Row]:
    return page.session.rows("customers.with_tags", ids=json.dumps(list(tags)))


def _spell(page: Writing, new: Tag) -> set[int]:
    """Write a tag that differs only in its spelling as it is typed; return who carries it."""
    wanted = people.tag_key(new)
    row = next((r for r in page.session.rows("customers.tag_all") if r["key"] == wanted), None)
    if row is None or people.tag_of(row) == new:
        return set()
    page.ledger.update("tag", row["id"], None, dimension=new.dimension, value=new.value)
    carriers = {found["customer_id"] for found in _carriers(page, [row["id"]])}
    page.ledger.touched |= carriers
    return carriers


def _told(page: Writing, ids: Sequence[int], new: str, *, joined: bool, dry_run: bool) -> Changed:
    page.settle()
    customers = page.customers(whom.present(page, ids))
    if not ids:
        return Changed(None, (), (said(N_("Nothing to change.")),), dry_run=dry_run)
    text = N_("Customers with {word} now: {count}.")
    first: list[Sentence] = [said(text, count=f"{len(customers):,}", word=new)]
    if joined:
        first.append(said(N_("{word} was there before: the two are joined."), word=new))
    spoken = whom.told([(said(N_("{customer}"), customer=found),) for found in customers])
    operation = None if dry_run else page.ledger.recorded
    return Changed(operation, customers, (*first, *spoken), dry_run=dry_run)


def _sorted(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: (-word.customers, word.dimension, word.value)))


def _near(text: str, known: Sequence[str]) -> list[dict[str, object]]:
    """Return the words most like what was typed."""
    from difflib import get_close_matches

    folded = {fold(name): name for name in known}
    wanted = fold(text)
    close = get_close_matches(wanted, list(folded), n=5, cutoff=0.5)
    parts = [key for key in folded if wanted and (wanted in key or key in wanted)]
    found = dict.fromkeys((*close, *parts[:5]))
    return [{"name": folded[key], "text": folded[key]} for key in found]
