"""What a campaign comes to: people counted once each, so that every sum can be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from leadfunnel.domain.invited import INTENT, Invited, Span
from leadfunnel.domain.record import dataclass, field, field_names

Money = dict[str, tuple[int, int]]
"""Currency: what was bought and what of it was given back, in minor units."""


@dataclass(frozen=True)
class Figures:
    """People of a list in a span; whoever is junk counts as `junk` alone.

    called = connected + not_reached + wrong; connected = keen + unsure + averse + ungraded.
    `open` have not been reached, and are still to be called.
    """

    listed: int = 0
    junk: int = 0
    called: int = 0
    connected: int = 0
    not_reached: int = 0
    wrong: int = 0
    keen: int = 0
    unsure: int = 0
    averse: int = 0
    ungraded: int = 0
    asked: int = 0
    phone: int = 0
    qr: int = 0
    left: int = 0
    in_group: int = 0
    group_intent: int = 0
    booked: int = 0
    came: int = 0
    bought: int = 0
    not_came: int = 0
    not_bought: int = 0
    open: int = 0
    money: Money = field(default_factory=dict)

    def __add__(self, other: Figures) -> Figures:
        """Return the figures of both."""
        names = [name for name in field_names(Figures) if name != "money"]
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        money = dict(self.money)
        for currency, (bought, back) in other.money.items():
            before = money.get(currency, (0, 0))
            money[currency] = (before[0] + bought, before[1] + back)
        return Figures(**sums, money=money)


def counted(people: Iterable[Invited], span: Span, today: str, tries: int) -> Figures:
    """Return the figures of people; a visit agreed for a day before `today` should have been."""
    total = Figures()
    for one in people:
        total += _one(one, span, today, tries)
    return total


def _one(one: Invited, span: Span, today: str, tries: int) -> Figures:
    if one.junk is not None:
        return Figures(junk=1)

    def within(at: int | None) -> int:
        return int(at is not None and span.holds(at))

    came, bought = within(one.came_at), within(one.bought_at)
    return Figures(
        listed=1,
        **_called(one, span),
        asked=within(asked_at(one)),
        phone=within(one.joined_at("phone")),
        qr=within(one.joined_at("qr")),
        left=int(_left(one, span)),
        in_group=int(one.entry is not None),
        group_intent=int(one.entry is not None and one.standing in INTENT),
        booked=within(one.first("visit")),
        came=came,
        bought=bought,
        not_came=int(missed_visit(one, today)),
        not_bought=int(one.came_at is not None and one.bought_at is None),
        open=int(still_open(one, tries)),
        money=_money(one, span),
    )


def asked_at(one: Invited) -> int | None:
    """Return when they were first asked into the group; joining by phone says so too."""
    return next(
        (
            found.at
            for found in one.facts
            if found.fact == "asked" or (found.fact, found.value) == ("group", "phone")
        ),
        None,
    )


def _left(one: Invited, span: Span) -> bool:
    fact = one.last("group", "left")
    return fact is not None and fact.fact == "left" and span.holds(fact.at)


def _called(one: Invited, span: Span) -> dict[str, int]:
    calls = [call for call in one.calls if span.holds(call.at)]
    if not calls:
        return {}
    if not any(call.reached for call in calls):
        wrong = calls[-1].outcome == "wrong_number"
        return {"called": 1, "wrong" if wrong else "not_reached": 1}
    grades = [call.grade for call in calls if call.grade in ("A", "B", "D")]
    names = {"A": "keen", "B": "unsure", "D": "averse"}
    name = names[grades[-1]] if grades and grades[-1] else "ungraded"
    return {"called": 1, "connected": 1, name: 1}


def _money(one: Invited, span: Span) -> Money:
    found: Money = {}
    for sale in one.sales:
        if sale.amount is None or sale.currency is None or not span.holds(sale.at):
            continue
        bought, back = found.get(sale.currency, (0, 0))
        if sale.refund:
            back -= sale.amount
        else:
            bought += sale.amount
        found[sale.currency] = (bought, back)
    return found


def missed_visit(one: Invited, today: str) -> bool:
    """Tell whether they agreed to come on a day that is over, and did not."""
    visit = one.last("visit")
    agreed = visit is not None and visit.on_day is not None and visit.on_day < today
    return agreed and one.came_at is None


def still_open(one: Invited, tries: int) -> bool:
    """Tell whether they are still to be called: not reached yet, and not tried often enough."""
    if one.came_at is not None or one.answers:
        return False
    wrong = any(call.outcome == "wrong_number" for call in one.calls)
    return not wrong and one.tries() < tries


def interests(people: Sequence[Invited]) -> list[tuple[str, int, int]]:
    """Return what people want: how many, and how many of them bought, the most wanted first."""
    wanted: Counter[str] = Counter()
    bought: Counter[str] = Counter()
    for one in people:
        if one.junk is None:
            wanted.update(one.interests)
            bought.update(one.interests if one.bought_at is not None else ())
    return [(name, count, bought[name]) for name, count in _ranked(wanted)]


def reasons(people: Iterable[Invited], fact: str) -> list[tuple[str, int]]:
    """Return why, the commonest first; "" stands for those of whom nobody said."""
    found = [one.last(fact) for one in people]
    return _ranked(Counter(one.value if one else "" for one in found))


def junk_by_source(people: Iterable[Invited]) -> list[tuple[str, int, int]]:
    """Return for each source how many came by it and how many are junk, the worst share first."""
    every: Counter[str] = Counter()
    junk: Counter[str] = Counter()
    for one in people:
        every[one.source or ""] += 1
        junk[one.source or ""] += int(one.junk is not None)
    found = [(name, every[name], junk[name]) for name in every if junk[name]]
    return sorted(found, key=lambda row: (-row[2] / row[1], -row[2], row[0]))


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
