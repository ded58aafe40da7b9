"""`split`: takes a merge back, also weeks later when other things have changed."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.merging import FIELDS, B, Choices, Conflict, read_choices
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import split_journeys
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.merge_plan import SplitConflict, question, refuse_open, settled
from leadfunnel.services.merged_rows import Found, Moves, held, home, same
from leadfunnel.services.merging import ask, tried
from leadfunnel.services.profile import assign
from leadfunnel.services.referrals import leads_to
from leadfunnel.services.results.merged import Merged
from leadfunnel.services.split_journeys import Moved
from leadfunnel.services.split_target import Parting, given, parting
from leadfunnel.store import definitions
from leadfunnel.store.undo import check_identities

SHOWN = 10


@dataclass(frozen=True)
class Column:
    """A column of the survivor that the merge changed: before it, by it, and now."""

    name: str
    before: object
    after: object
    now: object

    @property
    def key(self) -> str:
        """What its choice is called."""
        return self.name.removesuffix("_id")


class Splitting:
    """`split`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def split(
        self,
        text: str,
        *,
        keep: str | None = None,
        take: Sequence[str] = (),
        give: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Merged:
        """Part a customer from the one it was merged into; what is given goes with it."""
        with self.book.read() as page:
            found = parting(page, text)
            names = tuple(definitions.pipelines(page.session))
            choices = read_choices(keep, take, (found.survivor, found.away), names)
            conflicts = _conflicts(page, found)
        chosen = choices
        if not dry_run:
            chosen = settled(conflicts, choices, self._ask) or choices

        def act(page: Writing) -> Merged:
            return _split(page, parting(page, text), chosen, give, open_ok=dry_run)

        detail = f"#{found.away} ← #{found.root}"
        return tried(self.book, "split", detail, act, dry_run=dry_run)

    def _ask(self, conflict: Conflict) -> str | None:
        return ask(self.book, question(SplitConflict, conflict), conflict.likely)


def _split(
    page: Writing, found: Parting, choices: Choices, give: Sequence[str], *, open_ok: bool
) -> Merged:
    pair = (found.survivor, found.away)
    conflicts = _conflicts(page, found)
    if not open_ok:
        refuse_open(SplitConflict, conflicts, choices, pair)
    gifts = given(page, found, give)
    before = (page.customer(found.root), page.customer(found.away))
    page.ledger.update("customer", found.away, found.away, merged_into=None)
    moves = Moves(page, found.root)
    gone = moves.send_home(found.leaving, found.away)
    moves.fill(found.staying, found.root, gone)
    split_journeys.part(page, found, moves, choices)
    _give(page, found, gifts, gone)
    _restore(page, found, choices)
    spoken = [*_unwind(page, found), *_stays(page, found)]
    check_identities(page.session, found.away, found.merge)
    page.settle()
    customers = page.customers([found.root, found.away])
    text = N_("Parted {b} from {customer}; each has its own again.")
    first = said(text, customer=customers[0], b=customers[1])
    told = tuple((conflict, choices.of(conflict.key)) for conflict in conflicts)
    return Merged("split", page.ledger.recorded, before, customers, (first, *spoken), told)


def _conflicts(page: Page, found: Parting) -> list[Conflict]:
    """Return what the merge changed and somebody changed again: whose is that now?"""
    columns = [
        Conflict(column.key, _value(page, column, column.now), _value(page, column, column.before))
        for column in _columns(page, found)
        if column.key in FIELDS and column.now not in (column.before, column.after)
    ]
    return [*columns, *map(_as_conflict, split_journeys.moved(page, found))]


def _as_conflict(moved: Moved) -> Conflict:
    return Conflict(moved.key, moved.now, moved.then)


def _columns(page: Page, found: Parting) -> list[Column]:
    row = page.session.row("facts.get_customer", row_id=found.survivor)
    assert row is not None  # noqa: S101 - a customer was merged into it
    return [
        Column(name, image.before[name], image.after[name], row[name])
        for image in found.images
        if (image.table, image.first) == ("customer", found.survivor)
        for name in image.after
    ]


def _value(page: Page, column: Column, value: object) -> object:
    if value is None:
        return "-"
    if column.name == "owner_id":
        users = page.session.rows("operations.user_all")
        return next((row["name"] for row in users if row["id"] == value), str(value))
    return f"#{value}" if column.name == "referrer_id" else value


def _restore(page: Writing, found: Parting, choices: Choices) -> None:
    """Set the survivor's columns back; one changed since stays, or goes with who leaves."""
    for column in _columns(page, found):
        if column.now == column.before:
            continue
        if column.now != column.after:
            if column.key not in FIELDS or choices.of(column.key) != B:
                continue
            _put(page, found.away, column.name, column.now)
        _put(page, found.survivor, column.name, column.before)
    for image in found.images:
        own = (image.table, image.first) == ("customer", found.survivor)
        if image.table == "customer" and not own and "referrer_id" in image.after:
            _point_back(page, image.first, found)


def _put(page: Writing, number: int, name: str, value: object) -> None:
    if name == "owner_id":
        assign(page, number, value if isinstance(value, int) else None)
    else:
        page.ledger.update("customer", number, number, **{name: value})


def _point_back(page: Writing, number: int, found: Parting) -> None:
    row = page.session.row("facts.get_customer", row_id=number)
    if row is not None and row["referrer_id"] in (found.survivor, found.root):
        page.ledger.update("customer", number, number, referrer_id=found.away)


def _give(page: Writing, found: Parting, gifts: Sequence[Found], gone: Sequence[Found]) -> None:
    """Move what was given, and what was recorded about a deal that goes, to who leaves."""
    deals = {row["id"] for table, row in (*gone, *gifts) if table == "journey"}
    follow = [
        (table, row)
        for table in ("interaction", "follow_up")
        for row in held(page, table, found.root)
        if row["journey_id"] in deals
    ]
    has = {same("identity", row): row["id"] for row in held(page, "identity", found.away)}
    for table, row in (*gifts, *follow):
        if table == "identity" and has.get(same(table, row), row["id"]) != row["id"]:
            page.ledger.void(table, row["id"], found.root)  # who leaves has one like it
            continue
        page.ledger.update(table, row["id"], found.root, customer_id=found.away)
        note = page.session.row("merging.home", table_name=table, row_id=row["id"])
        if note is not None:
            page.ledger.void("merged_fact", note["id"], found.root)


def _unwind(page: Writing, found: Parting) -> list[Sentence]:
    """Drop a referral that would run in a circle again, and say so."""
    spoken = []
    for number in (found.survivor, found.away):
        row = page.session.row("facts.get_customer", row_id=number)
        start = row["referrer_id"] if row else None
        if start is not None and leads_to(page, start, frozenset({number})):
            page.ledger.update("customer", number, number, referrer_id=None)
            text = N_("No longer the referrer: {customer}; referrals would run in a circle.")
            spoken.append(said(text, customer=page.customer(start)))
    return spoken


def _stays(page: Writing, found: Parting) -> list[Sentence]:
    """Say what was recorded since the merge and stays with the survivor."""
    refs = [
        f"{letter}{row['id']}"
        for table, letter in (("interaction", "i"), ("follow_up", "f"))
        for row in held(page, table, found.root)
        if row["op_id"] > found.merge and home(page, table, row) == found.root
    ]
    if not refs:
        return []
    shown = " ".join(refs[:SHOWN]) + (" …" if len(refs) > SHOWN else "")
    text = N_("Recorded since the merge, stays with {customer}: {refs}; --give lets it go along.")
    return [said(text, customer=page.customer(found.root), refs=shown)]
