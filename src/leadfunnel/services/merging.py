"""`merge`: two records of one customer become one, with all that either knew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.merging import A, B, Choices, Conflict, read_choices
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import merge_plan, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.merge_plan import MergeConflict, Plan, plan, question, refuse_open, settled
from leadfunnel.services.merge_records import Records
from leadfunnel.services.merged_rows import Moves
from leadfunnel.services.profile import assign
from leadfunnel.services.results.merged import Merged
from leadfunnel.store import definitions

COUNTED = {
    "phone": "phone",
    "wechat": "wechat",
    "email": "email",
    "external": "external_id",
    "customer_tag": "tags",
    "customer_field": "fields",
    "interaction": "interactions",
    "follow_up": "follow_ups",
}
"""What is told of the rows moved, by kind of identity or by table, under which field's word."""


class MergeWithItself(RefusedError):
    """It takes two customers."""

    code = "merge_with_itself"
    message = N_("{name} (#{id}) cannot be merged with itself: both words mean this customer.")
    hint = N_("See who looks alike with: leadfunnel duplicates")


class Merging:
    """`merge`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def merge(
        self,
        texts: tuple[str, str],
        *,
        keep: str | None = None,
        take: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Merged:
        """Merge the second customer into the first; both numbers answer from then on."""
        with self.book.read() as page:
            a, b = _two(page, texts)
            choices = read_choices(keep, take, (a, b), tuple(definitions.pipelines(page.session)))
            found = plan(page, a, b)
        chosen = choices
        if not dry_run:
            chosen = settled(found.conflicts, choices, self._ask) or choices

        def act(page: Writing) -> Merged:
            return _merge(page, plan(page, *_two(page, texts)), chosen, open_ok=dry_run)

        return tried(self.book, "merge", f"#{b} → #{a}", act, dry_run=dry_run)

    def _ask(self, conflict: Conflict) -> str | None:
        return ask(self.book, question(MergeConflict, conflict), conflict.likely)


def ask(book: Book, asked: Sentence, likely: str) -> str | None:
    """Return the side chosen on the terminal, the likely one for an empty answer; None off it."""
    return book.acting.choose(asked, (likely, B if likely == A else A))


class _Tried(Exception):
    """Ends a transaction that was only to show what it would do."""

    def __init__(self, result: Merged) -> None:
        super().__init__()
        self.result = result


def tried(
    book: Book, command: str, detail: str, act: Callable[[Writing], Merged], *, dry_run: bool
) -> Merged:
    """Record an operation, or do it only to see what would come of it and save nothing."""
    try:
        with book.record(command, detail) as page:
            done = act(page)
            if dry_run:
                raise _Tried(done)
            return done
    except _Tried as preview:
        return replace(preview.result, operation=None)


def _two(page: Page, texts: tuple[str, str]) -> tuple[int, int]:
    a, b = (who.one(page, text, exact=True) for text in texts)
    if a == b:
        raise MergeWithItself(name=page.customer(a).label, id=a)
    return a, b


def _merge(page: Writing, found: Plan, choices: Choices, *, open_ok: bool) -> Merged:
    a, b = found.a.id, found.b.id
    if not open_ok:
        refuse_open(MergeConflict, found.conflicts, choices, (a, b))
    moves = join(page, found, choices, Records(page))
    page.settle()
    return Merged(
        "merge",
        page.ledger.recorded,
        (found.a, found.b),
        page.customers([a]),
        (*_told(page, found, moves), *_hints(b)),
        tuple((conflict, choices.of(conflict.key)) for conflict in found.conflicts),
    )


def join(page: Writing, found: Plan, choices: Choices, records: Records) -> Moves:
    """Write the merge of two customers; what is derived is not refreshed.

    Who is merged away comes first, so that the images of many merges can be told apart.
    """
    a, b = found.a.id, found.b.id
    page.ledger.update("customer", b, b, merged_into=a)
    moves = Moves(page, a)
    moves.bring(records, b, a)
    moves.place(found.passages, a, _wanted(page, found, choices))
    _point_referrals(page, b, a)
    owner = merge_plan.owner(found, choices)
    if owner != found.rows[0]["owner_id"]:
        assign(page, a, owner)
    page.ledger.update("customer", a, a, **merge_plan.columns(found, choices))
    return moves


def _wanted(page: Writing, found: Plan, choices: Choices) -> dict[str, list[int]]:
    """Return by pipeline which passage is to show: the one chosen, or the only one."""
    both = (found.a.id, found.b.id)
    wanted = {
        name: [number for number, row in rows.items() if row["customer_id"] in both]
        for name, rows in found.passages.items()
    }
    for name, number in merge_plan.shown(found, choices, page.main.name).items():
        wanted[name] = [number]
    return wanted


def _point_referrals(page: Writing, loser: int, survivor: int) -> None:
    """Let those whom one customer brought have been brought by the other."""
    for number in page.session.values("merging.referred", referrer_id=loser):
        if number != survivor:
            page.ledger.update("customer", number, number, referrer_id=survivor)


def _told(page: Writing, found: Plan, moves: Moves) -> list[Sentence]:
    customer = page.customer(found.a.id)
    spoken = [said(N_("Merged {b} into {customer}."), b=found.b, customer=customer)]
    counts = {word: moves.moved[kind] for kind, word in COUNTED.items() if moves.moved[kind]}
    if counts:
        spoken.append(said(N_("Brought along: {counts}."), counts=counts))
    for customer in found.dropped:
        text = N_("No longer the referrer: {customer}; referrals would run in a circle.")
        spoken.append(said(text, customer=customer))
    if found.b.do_not_contact and not found.a.do_not_contact:
        spoken.append(said(N_("Not to be contacted: one of the two asked for it.")))
    return spoken


def _hints(loser: int) -> list[Sentence]:
    text = N_("#{id} answers as this customer now; to part them again: leadfunnel split {id}")
    return [said(text, id=loser)]
