"""The honesty check of deals (domain.md, 5): what somebody should look at, with the evidence.

A finding never changes sales, attainment or pay.
"""

from __future__ import annotations

from leadfunnel.domain.deal import DAY
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.sentence import Instant, Sentence, said
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from leadfunnel.domain.deal import Deal, Shift, Terms
    from leadfunnel.domain.pipeline import Pipeline

FINDINGS = {
    "never_open": N_("Won without having been open before"),
    "changed_late": N_("Changed just before closing"),
    "moved_back": N_("Moved back before a quota day, and forward after it"),
    "recorded_late": N_("Recorded long after it happened"),
    "won_without_purchase": N_("Won, but no purchase is recorded"),
    "past_close": N_("Open past its close date"),
    "parked": N_("Parked: contacts, but no change"),
}
"""Every finding by its code, in the order in which they are shown."""


@dataclass(frozen=True)
class Rules:
    """When something is worth a look; days of 24 hours."""

    open_days: int
    closing_days: int
    late_days: int
    parked_contacts: int
    back_days: int
    forward_days: int
    open_days_of: dict[str, int]


@dataclass(frozen=True)
class Finding:
    """One thing to look at; `settle` is the command that settles it."""

    code: str
    deal: Deal
    people: tuple[str, ...]
    evidence: Sentence
    settle: str


@dataclass
class Look:
    """What deals are looked at with: `contacts` counts those since an instant."""

    rules: Rules
    now: int
    today: date
    contacts: Callable[[Deal, int], int]
    quota_days: Sequence[int] = ()
    bought: frozenset[int] = frozenset()


def findings(deal: Deal, pipeline: Pipeline, look: Look) -> Iterator[Finding]:
    """Yield what there is to look at in one deal; what a file brought is left out."""
    if deal.is_open(pipeline):
        yield from _past_close(deal, look)
        yield from _parked(deal, pipeline, look)
    elif not deal.imported:
        yield from _never_open(deal, pipeline, look)
        yield from _changed_late(deal, pipeline, look)
    if deal.won_at(pipeline) is not None and deal.id not in look.bought and not deal.imported:
        evidence = said(N_("won on {won}"), won=Instant(deal.last.at))
        settle = f"leadfunnel buy {deal.customer_id} --deal {deal.ref}"
        yield Finding("won_without_purchase", deal, _people(deal.last), evidence, settle)
    yield from _recorded_late(deal, look)
    yield from _moved_back(deal, pipeline, look)


def _people(*shifts: Shift) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shift.by for shift in shifts if shift.by))


def _note(deal: Deal) -> str:
    """Return the command by which somebody says how it came."""
    return f'leadfunnel deal edit {deal.ref} --note "..."'


def _past_close(deal: Deal, look: Look) -> Iterator[Finding]:
    closes = deal.worth.closes
    if closes is None or closes >= look.today:
        return
    evidence = said(
        N_("was to close on {day}, {days} ago"), day=closes, days=Days((look.today - closes).days)
    )
    by = tuple(name for name in (deal.owner[1],) if name)
    settle = f"leadfunnel deal edit {deal.ref} --close WHEN"
    yield Finding("past_close", deal, by, evidence, settle)


def _parked(deal: Deal, pipeline: Pipeline, look: Look) -> Iterator[Finding]:
    if not deal.asleep(pipeline, look.now):
        return
    contacts = look.contacts(deal, deal.last.at)
    if contacts < look.rules.parked_contacts:
        return
    stay = Days((look.now - deal.last.at) // DAY)
    text = N_("in {stage} for {days}, {count} contacts since")
    evidence = said(text, stage=deal.stage(pipeline), days=stay, count=contacts)
    by = tuple(name for name in (deal.owner[1],) if name)
    yield Finding("parked", deal, by, evidence, f"leadfunnel promote --deal {deal.ref}")


def _never_open(deal: Deal, pipeline: Pipeline, look: Look) -> Iterator[Finding]:
    won = deal.won_at(pipeline)
    if won is None:
        return
    least = look.rules.open_days_of.get(deal.pipeline, look.rules.open_days)
    opened = deal.shifts[0].at
    if won - opened >= least * DAY:
        return
    text = N_("opened {opened}, won {won}; less than {days}")
    evidence = said(text, opened=Instant(opened), won=Instant(won), days=Days(least))
    yield Finding("never_open", deal, _people(*deal.shifts), evidence, _note(deal))


def _changed_late(deal: Deal, pipeline: Pipeline, look: Look) -> Iterator[Finding]:
    closed = deal.last.at
    since = closed - look.rules.closing_days * DAY
    moved = [shift for shift in deal.shifts[1:-1] if shift.at >= since]
    for shift in moved:
        text = N_("to {stage} on {when}, closed {closed}")
        stage = pipeline.stage(shift.target)
        evidence = said(text, stage=stage, when=Instant(shift.at), closed=Instant(closed))
        yield Finding("changed_late", deal, _people(shift), evidence, _note(deal))
    for before, after in zip(deal.terms, deal.terms[1:], strict=False):
        if after.at < since or before.money == after.money:
            continue
        text = N_("amount {before} to {after} on {when}, closed {closed}")
        evidence = said(
            text,
            before=before.money,
            after=after.money,
            when=Instant(after.at),
            closed=Instant(closed),
        )
        yield Finding("changed_late", deal, (after.by,), evidence, _note(deal))


def _recorded_late(deal: Deal, look: Look) -> Iterator[Finding]:
    least = look.rules.late_days * DAY
    changes: list[Shift | Terms] = [*deal.shifts, *deal.terms]
    for change in changes:
        late = change.recorded_at - change.at
        if late <= least or change.command == "import":
            continue
        text = N_("happened {at}, recorded {recorded}")
        evidence = said(text, at=Instant(change.at), recorded=Instant(change.recorded_at))
        yield Finding("recorded_late", deal, (change.by,), evidence, _note(deal))
        return  # one of them leads to the deal; the others stand in its history


def _moved_back(deal: Deal, pipeline: Pipeline, look: Look) -> Iterator[Finding]:
    for day in look.quota_days:
        back = _moves(deal, pipeline, day - look.rules.back_days * DAY, day, up=False)
        forward = _moves(deal, pipeline, day, day + look.rules.forward_days * DAY, up=True)
        if back and forward:
            text = N_("back on {back}, quota day {day}, forward on {forward}")
            evidence = said(
                text, back=Instant(back[-1].at), day=Instant(day), forward=Instant(forward[0].at)
            )
            yield Finding("moved_back", deal, _people(back[-1], forward[0]), evidence, _note(deal))
            return


def _moves(deal: Deal, pipeline: Pipeline, begin: int, end: int, *, up: bool) -> list[Shift]:
    """Return the moves up or down the ladder within [begin, end)."""
    found = []
    for before, after in zip(deal.shifts, deal.shifts[1:], strict=False):
        low, high = pipeline.rank(before.target), pipeline.rank(after.target)
        if low and high and begin <= after.at < end and (high > low if up else high < low):
            found.append(after)
    return found
