"""What two records of one customer contradict each other in, and what comes of each field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.merging import TEXTS, A, B, Choices, Conflict, differ
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.i18n import named
from leadfunnel.services.book import Page
from leadfunnel.services.merge_records import Records
from leadfunnel.services.merged_rows import Passages
from leadfunnel.services.referrals import leads_to
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

WORDS = {
    "name": N_("name"),
    "company": N_("company"),
    "address": N_("address"),
    "source": N_("source"),
    "outlet": N_("outlet"),
    "birthday": N_("birthday"),
    "owner": N_("owner"),
    "referrer": N_("referred by"),
    "stage": N_("stage"),
}


class MergeConflict(RefusedError):
    """The two say different things, and nobody chose."""

    code = "merge_conflict"
    message = N_("#{a} and #{b} differ in {fields}: say whose to keep.")
    hint = N_("Type: leadfunnel merge {a} {b} --keep A, or --keep B, or one by one: {takes}")


class SplitConflict(RefusedError):
    """What the merge changed was changed again, and nobody said whose that is."""

    code = "split_conflict"
    message = N_("Changed since the merge: {fields}. Does it stay with #{a}, or go with #{b}?")
    hint = N_("Type: leadfunnel split '#{b}' --keep A, or --keep B, or one by one: {takes}")


@dataclass(frozen=True)
class Plan:
    """Two customers about to be one: their rows, their passages by pipeline, their conflicts.

    `members` are both with everyone merged into them before.
    """

    a: Customer
    b: Customer
    rows: tuple[Row, Row]
    members: tuple[int, ...]
    passages: Passages
    shared: dict[str, tuple[Row, Row]]
    referrers: tuple[int | None, int | None]
    dropped: tuple[Customer, ...]
    conflicts: tuple[Conflict, ...]

    def side(self, key: str, choices: Choices) -> str:
        """Return whose value is kept where only one has one, or where it was chosen."""
        if any(conflict.key == key for conflict in self.conflicts):
            return choices.of(key) or A
        return choices.single.get(key, A)


def plan(page: Page, a: int, b: int, records: Records | None = None) -> Plan:
    """Return what a merge of two customers has to decide."""
    read = records or Records(page)
    rows = (_row(page, a), _row(page, b))
    customers = (read.customer(a), read.customer(b))
    members = (*read.with_merged(a), *read.with_merged(b))
    every = read.passages(members)
    shared = _shared(every, a, b)
    referrers, dropped = _referrers(page, rows, frozenset(members))
    conflicts = [
        Conflict(key, rows[0][key], rows[1][key])
        for key in TEXTS
        if differ(rows[0][key], rows[1][key])
    ]
    conflicts += _owners(customers)
    if None not in referrers and referrers[0] != referrers[1]:
        conflicts.append(Conflict("referrer", *(_label(page, number) for number in referrers)))
    conflicts += _stages(page, shared)
    return Plan(*customers, rows, members, every, shared, referrers, dropped, tuple(conflicts))


def columns(found: Plan, choices: Choices) -> dict[str, object]:
    """Return the survivor's columns after the merge, but for the owner."""
    pairs: dict[str, tuple[object, object]] = {
        key: (found.rows[0][key], found.rows[1][key]) for key in TEXTS
    }
    values = {key: _kept(*pair, found.side(key, choices)) for key, pair in pairs.items()}
    return {
        **values,
        "referrer_id": _kept(*found.referrers, found.side("referrer", choices)),
        "do_not_contact": max(row["do_not_contact"] for row in found.rows),
        "created_at": min(row["created_at"] for row in found.rows),
    }


def owner(found: Plan, choices: Choices) -> int | None:
    """Return who looks after the survivor."""
    one, other = (row["owner_id"] for row in found.rows)
    kept: int | None = _kept(one, other, found.side("owner", choices))
    return kept


def shown(found: Plan, choices: Choices, main: str) -> dict[str, int]:
    """Return the passage that shows, by pipeline, where both have one."""
    kept = {}
    for pipeline, (one, other) in found.shared.items():
        key = key_of(pipeline, main)
        likely = A if one["entered_at"] <= other["entered_at"] else B
        if any(conflict.key == key for conflict in found.conflicts):
            side = choices.of(key) or A
        else:
            side = choices.single.get(key, likely)
        kept[pipeline] = one["id"] if side == A else other["id"]
    return kept


def key_of(pipeline: str, main: str) -> str:
    """Return what the choice of a passage is called: `stage`, or the pipeline's name."""
    return "stage" if pipeline == main else pipeline


def settled(
    conflicts: Sequence[Conflict], choices: Choices, ask: Callable[[Conflict], str | None]
) -> Choices | None:
    """Return the choices with those asked for; None when nobody is there to ask."""
    single = dict(choices.single)
    for conflict in conflicts:
        side = choices.of(conflict.key) or ask(conflict)
        if side is None:
            return None
        single[conflict.key] = side
    return Choices(choices.every, single)


def refuse_open(
    error: type[RefusedError],
    conflicts: Sequence[Conflict],
    choices: Choices,
    pair: tuple[int, int],
) -> None:
    """Raise the error that lists what is still to choose, and what to type."""
    rest = [conflict for conflict in conflicts if choices.of(conflict.key) is None]
    if not rest:
        return
    raise error(
        a=pair[0],
        b=pair[1],
        fields=tuple(word(conflict.key) for conflict in rest),
        takes=" ".join(f"--take {conflict.key}={conflict.likely}" for conflict in rest),
        problems=[problem(error, conflict) for conflict in rest],
    )


def question(error: type[RefusedError], conflict: Conflict) -> Sentence:
    """Return what is asked about a conflict on a terminal."""
    text = N_("{field}: A {a}, or B {b}?")
    if error is SplitConflict:
        text = N_("{field}: now {a}. Does it stay with A, or go with B and A gets back {b}?")
    return said(text, field=word(conflict.key), a=conflict.a, b=conflict.b)


def word(key: str) -> str:
    """Return what a field is called; a pipeline's name is its own word."""
    return Phrase(WORDS[key]) if key in WORDS else key


def problem(error: type[RefusedError], conflict: Conflict) -> dict[str, object]:
    """Return what is contradictory in a field, as one line of a list."""
    a, b = (_text(value) for value in (conflict.a, conflict.b))
    text = N_("{field}: A {a} | B {b}")
    if error is SplitConflict:
        text = N_("{field}: now {a} | before {b}")
    told = Phrase(text, field=word(conflict.key), a=a, b=b)
    return {"field": conflict.key, "a": a, "b": b, "text": told}


def _text(value: object) -> str:
    return named(value.names) if isinstance(value, Stage) else str(value).removeprefix("--")


def _kept(one: Any, other: Any, side: str) -> Any:
    return (other or one) if side == B else (one or other)


def _row(page: Page, number: int) -> Row:
    row = page.session.row("facts.get_customer", row_id=number)
    assert row is not None  # noqa: S101 - found just now
    return row


def _label(page: Page, number: int | None) -> str:
    return f"{page.customer(number).label} #{number}" if number else ""


def _owners(customers: tuple[Customer, Customer]) -> list[Conflict]:
    a, b = (customer.owner for customer in customers)
    return [Conflict("owner", a.name, b.name)] if a and b and a.id != b.id else []


def _referrers(
    page: Page, rows: tuple[Row, Row], goals: frozenset[int]
) -> tuple[tuple[int | None, int | None], tuple[Customer, ...]]:
    """Return who brought each, and whom that can no longer be: referrals would run in a circle."""
    found = [row["referrer_id"] for row in rows]
    dropped = [number for number in found if leads_to(page, number, goals)]
    kept = [None if number in dropped else number for number in found]
    lost = [number for number in dict.fromkeys(dropped) if number is not None]
    return (kept[0], kept[1]), page.customers(lost)


def _shared(every: Passages, a: int, b: int) -> dict[str, tuple[Row, Row]]:
    found = {}
    for pipeline, rows in every.items():
        by_holder = {row["customer_id"]: row for row in rows.values()}
        if a in by_holder and b in by_holder:
            found[pipeline] = (by_holder[a], by_holder[b])
    return found


def _stages(page: Page, shared: dict[str, tuple[Row, Row]]) -> list[Conflict]:
    """Return where the two stand at different stages; the one further along is the likelier."""
    found = []
    for name, (one, other) in shared.items():
        if one["stage"] != other["stage"]:
            pipeline = page.main if name == page.main.name else page.pipeline(name)
            a, b = pipeline.stage(one["stage"]), pipeline.stage(other["stage"])
            likely = B if (b.rank or 0) > (a.rank or 0) else A
            found.append(Conflict(key_of(name, page.main.name), a, b, likely))
    return found
