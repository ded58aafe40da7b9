"""Whom a command is about: WHO as typed, a filter, or lines on standard input; and asking first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, LeadfunnelError, RefusedError, UnreadableError
from leadfunnel.services import who
from leadfunnel.services.book import Book, NotConfirmed, Page, Writing
from leadfunnel.services.results.changed import Changed

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

SHOWN = 20
ASKED = 3


class NobodyNamed(UnreadableError):
    """A command must be about somebody."""

    code = "nobody_named"
    message = N_("Say which customers.")
    hint = N_("WHO ..., or --where FILTER, or - for one a line on standard input.")


class NamedTwice(UnreadableError):
    """The ways to say whom a command is about exclude each other."""

    code = "named_twice"
    message = N_("Say whom once: WHO ..., or --where FILTER, or - alone.")


class EmptyFilter(UnreadableError):
    """An empty filter picks everybody, which is seldom meant."""

    code = "empty_filter"
    message = N_("The filter is empty: it would pick everybody.")
    hint = N_("For everybody: --where 'created<100y'")


class SomeRefused(RefusedError):
    """The rules forbid a change of several customers to some of them."""

    code = "some_refused"
    message = N_("{count} of {total} customers cannot be changed so; nothing was changed.")
    hint = N_("Leave them out, or narrow the filter.")


@dataclass(frozen=True)
class Whom:
    """Whom a command is about; `lines` is what stood on standard input.

    With `dry_run` the command is done for its result only.
    """

    texts: tuple[str, ...] = ()
    where: str | None = None
    lines: str | None = None
    dry_run: bool = False

    @property
    def picked(self) -> bool:
        """Whether they were picked by a filter or a list, not named one by one."""
        return self.where is not None or self.lines is not None


Named = str | Sequence[str] | Whom


def meant(named: Named) -> Whom:
    """Return whom one WHO or several mean."""
    if isinstance(named, Whom):
        return named
    return Whom((named,) if isinstance(named, str) else tuple(named))


def find(page: Page, whom: Whom, *, exact: bool = False) -> list[int]:
    """Return the ids of everyone meant, each once; one that cannot be told fails them all.

    With `exact` only numbers, whole identities and exact names count.
    """
    if sum((bool(whom.texts), whom.where is not None, whom.lines is not None)) > 1:
        raise NamedTwice()
    if whom.where is not None:
        return _by_filter(page, whom.where)
    if whom.lines is not None:
        from leadfunnel.services import whom_lines

        return whom_lines.find(page, whom.lines, exact=exact)
    if not whom.texts:
        raise NobodyNamed()
    return who.each(page, whom.texts, exact=exact)


def _by_filter(page: Page, where: str) -> list[int]:
    from leadfunnel.services.looking import filter_terms
    from leadfunnel.store import listing

    if not where.strip():
        raise EmptyFilter()
    return listing.select(page.session, [where], filter_terms(page), None)


@dataclass(frozen=True)
class Deed:
    """What is done to everyone meant, and how it is asked about.

    `question` has the places {customers} and {count}. `about_named` is the question where they were
    named one by one; without it they are not asked about. What is `destructive` is done to those
    picked only after an answer. `first` is checked before anyone is looked up.
    """

    command: str
    detail: str = ""
    question: str = N_("Change {count} customers: {customers} ...?")
    exact: bool = False
    about_named: str | None = None
    destructive: bool = False
    first: Callable[[Page], None] = lambda _: None


def change(
    book: Book, whom: Whom, deed: Deed, act: Callable[[Writing, list[int]], Changed]
) -> Changed:
    """Do one thing to everyone meant, as one operation; those only picked are asked about first."""
    agreed = _agreed(book, whom, deed)
    opened = book.rehearse if whom.dry_run else book.record
    asked = who.asked(whom.texts[0]) if len(whom.texts) == 1 else ()
    with opened(deed.command, deed.detail, *asked) as page:
        deed.first(page)
        ids = find(page, whom, exact=deed.exact) if agreed is None else present(page, agreed)
        if not ids:
            return Changed(None, (), (said(N_("Nobody matches.")),), dry_run=whom.dry_run)
        changed = act(page, ids)
        return replace(changed, operation=None, dry_run=True) if whom.dry_run else changed


def _agreed(book: Book, whom: Whom, deed: Deed) -> list[int] | None:
    """Return whom the answer to the question was about, None when nothing is to be asked."""
    must = deed.about_named or (deed.destructive and whom.picked)
    if whom.dry_run or not (must or (whom.picked and book.acting.on_terminal)):
        return None
    with book.read() as page:
        deed.first(page)
        ids = find(page, whom, exact=deed.exact)
        shown = page.customers(ids[:ASKED])
    if not ids or (len(ids) == 1 and not deed.about_named):
        return ids
    text = deed.about_named if deed.about_named and len(ids) <= ASKED else deed.question
    if not book.acting.confirm(said(text, customers=shown, count=f"{len(ids):,}")):
        raise NotConfirmed()
    return ids


def present(page: Page, ids: Sequence[int]) -> list[int]:
    """Return those of the ids that still belong to a customer, in order."""
    import json

    found = set(page.session.values("customers.present_among", ids=json.dumps(list(ids))))
    return [number for number in ids if number in found]


def each(
    ids: Sequence[int],
    do: Callable[[int], T],
    skipped: tuple[type[RefusedError], ...] = (),
) -> dict[int, T]:
    """Do something to each customer; whom it is refused for fails them all, but for `skipped`."""
    done: dict[int, T] = {}
    refused: list[tuple[int, RefusedError]] = []
    for number in ids:
        try:
            done[number] = do(number)
        except skipped:
            continue
        except RefusedError as error:
            refused.append((number, error))
    if len(refused) == 1:
        raise refused[0][1]
    if refused:
        problems = [{"id": number, **problem(error)} for number, error in refused]
        raise SomeRefused(count=len(refused), total=len(ids), problems=problems)
    return done


def problem(error: LeadfunnelError) -> dict[str, object]:
    """Return what an error says as one line of a list."""
    from leadfunnel.domain.sentence import Phrase

    values = {
        key: value if isinstance(value, Phrase) else str(value)
        for key, value in error.values.items()
    }
    text = Phrase(error.message, **values)
    return {"code": error.code, "text": text}


def told(groups: Sequence[Sequence[Sentence]]) -> tuple[Sentence, ...]:
    """Return what there is to say of each customer; of many only the first, and how many more."""
    spoken = tuple(sentence for group in groups[:SHOWN] for sentence in group)
    if len(groups) <= SHOWN:
        return spoken
    return (
        said(N_("{count} customers:"), count=f"{len(groups):,}"),
        *spoken,
        said(N_("... {count} more"), count=f"{len(groups) - SHOWN:,}"),
    )
