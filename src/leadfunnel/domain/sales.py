"""Sales figures: revenue by the day money moved, occasions by the day of their first purchase.

Revenue is purchases less refunds, each on its own day. A purchase occasion is one order number,
or without one a customer, business day and outlet; of it what went back is taken off, whenever it
did, and one that went back whole does not count (domain.md, 8 and 11). All in minor units, each
currency by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from heapq import heappush, heappushpop

from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.spread import Spread, spread

Group = tuple[str | None, ...]
PARTS = ("product", "category")
TIMES = ("day", "week", "month", "quarter", "year")
TOPS = 20


@dataclass(frozen=True)
class Piece:
    """One product of a purchase or refund; minor units are None where only the whole is known."""

    product: str
    category: str | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One purchase or refund; `root` is the purchase it belongs to, `goods` its quantity.

    `marks` hold what it is grouped by, by dimension: owner, outlet, source ...
    """

    id: int
    root: int
    customer_id: int
    day: date
    amount: int | None
    currency: str | None
    goods: int = 0
    marks: Mapping[str, str | None] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()


def _iso(_unit: str, day: date) -> str:
    return day.isoformat()


@dataclass(frozen=True)
class Frame:
    """The days that count, both included, the dimensions to group by, and the name of a day."""

    first: date
    last: date
    by: tuple[str, ...] = ()
    label: Callable[[str, date], str] = _iso

    def holds(self, day: date) -> bool:
        """Tell whether a day counts."""
        return self.first <= day <= self.last


@dataclass
class Tally:
    """What was counted of one group and currency; `tops` are its largest occasions."""

    revenue: int = 0
    amounts: Counter[int] = field(default_factory=Counter)
    tops: list[tuple[int, int]] = field(default_factory=list)

    def occasion(self, amount: int, customer_id: int) -> None:
        """Count one occasion."""
        self.amounts[amount] += 1
        if len(self.tops) < TOPS:
            heappush(self.tops, (amount, customer_id))
        elif amount > self.tops[0][0]:
            heappushpop(self.tops, (amount, customer_id))


@dataclass(frozen=True)
class Row:
    """The figures of one group in one currency; `tops` are (amount, customer), largest first."""

    group: Group
    currency: str
    revenue: int
    spread: Spread
    tops: tuple[tuple[int, int], ...]


@dataclass
class Table:
    """Figures being counted: of every group and of all; `unknown` counts amounts nobody knows."""

    groups: dict[tuple[Group, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    totals: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    unknown: Counter[Group] = field(default_factory=Counter)
    occasions: int = 0
    unknown_occasions: int = 0

    def rows(self) -> tuple[Row, ...]:
        """Return the figures of the groups, by currency and group."""
        ordered = sorted(self.groups.items(), key=lambda item: (item[0][1], _order(item[0][0])))
        return tuple(row(tally, currency, group) for (group, currency), tally in ordered)

    def sums(self) -> tuple[Row, ...]:
        """Return the figures of all, by currency."""
        return tuple(row(self.totals[currency], currency) for currency in sorted(self.totals))


def row(tally: Tally, currency: str, group: Group = ()) -> Row:
    """Return what was counted as figures."""
    tops = tuple(sorted(tally.tops, key=lambda top: (-top[0], top[1])))
    return Row(group, currency, tally.revenue, spread(tally.amounts), tops)


def _order(group: Group) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in group)


def table(occasions: Iterable[Sequence[Entry]], frame: Frame) -> Table:
    """Return the figures of occasions, each given with all its purchases and refunds."""
    found = Table()
    parts = bool(set(frame.by) & set(PARTS))
    for entries in occasions:
        if not parts and len(entries) == 1 and entries[0].amount is not None:
            _alone(found, entries[0], frame)
            continue
        _revenue(found, entries, frame)
        _occasion(found, entries, frame)
    return found


def _alone(found: Table, entry: Entry, frame: Frame) -> None:
    """Count what is an occasion by itself, as most purchases are."""
    if entry.amount is None or entry.currency is None or not frame.holds(entry.day):
        return
    group = _group(entry, None, entry.day, frame)
    for tally in (found.totals[entry.currency], found.groups[group, entry.currency]):
        tally.revenue += entry.amount
        if entry.id == entry.root:
            tally.occasion(entry.amount, entry.customer_id)
    found.occasions += entry.id == entry.root


def _revenue(found: Table, entries: Sequence[Entry], frame: Frame) -> None:
    roots = {entry.id: entry for entry in entries}
    for entry in entries:
        if entry.amount is None or entry.currency is None or not frame.holds(entry.day):
            continue
        found.totals[entry.currency].revenue += entry.amount
        for group, amount in _split(entry, roots.get(entry.root, entry), entry.day, frame):
            found.groups[group, entry.currency].revenue += amount


def _occasion(found: Table, entries: Sequence[Entry], frame: Frame) -> None:
    kept = kept_of(entries)
    if not kept:
        return
    anchor = min(kept, key=lambda entry: (entry.day, entry.id))
    if not frame.holds(anchor.day):
        return
    found.occasions += 1
    nets: Counter[str] = Counter()
    for entry in entries:
        if entry.amount is not None and entry.currency is not None:
            nets[entry.currency] += entry.amount
    worth = {currency: net for currency, net in nets.items() if _known(kept, currency)}
    for currency, net in worth.items():
        found.totals[currency].occasion(net, anchor.customer_id)
        if not set(frame.by) & set(PARTS):
            group = _group(anchor, None, anchor.day, frame)
            found.groups[group, currency].occasion(net, anchor.customer_id)
    if not worth:
        found.unknown_occasions += 1
        for group in {
            _group(anchor, piece, anchor.day, frame) for piece in anchor.pieces or (None,)
        }:
            found.unknown[group] += 1
    elif set(frame.by) & set(PARTS):
        _parts(found, entries, anchor, frame)


def _known(kept: Sequence[Entry], currency: str) -> bool:
    return any(entry.currency == currency and entry.amount is not None for entry in kept)


def _parts(found: Table, entries: Sequence[Entry], anchor: Entry, frame: Frame) -> None:
    """Count an occasion once in each of its products, by what these came to."""
    roots = {entry.id: entry for entry in entries}
    nets: Counter[tuple[Group, str]] = Counter()
    bought: Counter[tuple[Group, str]] = Counter()
    for entry in entries:
        if entry.amount is None or entry.currency is None:
            continue
        for group, amount in _split(entry, roots.get(entry.root, entry), anchor.day, frame, anchor):
            nets[group, entry.currency] += amount
            bought[group, entry.currency] += max(amount, 0)
    for key, net in nets.items():
        if net > 0 or not bought[key]:
            found.groups[key].occasion(net, anchor.customer_id)


def kept_of(entries: Sequence[Entry]) -> list[Entry]:
    """Return the purchases of which something was kept.

    One is not kept once all its money went back or, where its amount is nothing or not known, all
    its goods.
    """
    backs: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.id != entry.root:
            backs[entry.root].append(entry)
    return [entry for entry in entries if entry.id == entry.root and _left(entry, backs[entry.id])]


def _left(bought: Entry, backs: Sequence[Entry]) -> bool:
    if not backs:
        return True
    if not bought.amount:
        return bought.goods + sum(back.goods for back in backs) > 0
    return bought.amount + sum(back.amount or 0 for back in backs) > 0


def _split(
    entry: Entry, root: Entry, day: date, frame: Frame, anchor: Entry | None = None
) -> list[tuple[Group, int]]:
    """Return what an entry's amount comes to in each group; the parts add up to it.

    What no product of it accounts for is that of its only product, else of none.
    """
    marked = anchor or entry
    if not set(frame.by) & set(PARTS):
        return [(_group(marked, None, day, frame), entry.amount or 0)]
    told = [piece for piece in entry.pieces if piece.amount is not None]
    rest = (entry.amount or 0) - sum(piece.amount or 0 for piece in told)
    parts = [(_group(marked, piece, day, frame), piece.amount or 0) for piece in told]
    if rest or not told:
        names = {piece.product: piece for piece in entry.pieces or root.pieces}
        only = next(iter(names.values())) if len(names) == 1 else None
        parts.append((_group(marked, only, day, frame), rest))
    return parts


def _group(entry: Entry, piece: Piece | None, day: date, frame: Frame) -> Group:
    return tuple(_mark(unit, entry, piece, day, frame) for unit in frame.by)


def _mark(unit: str, entry: Entry, piece: Piece | None, day: date, frame: Frame) -> str | None:
    if unit in TIMES:
        return frame.label(unit, day)
    if unit in PARTS:
        return None if piece is None else getattr(piece, unit)
    return entry.marks.get(unit)


@dataclass(frozen=True)
class Pull:
    """Few large occasions that draw the mean far above the median: (amount, customer) of each.

    `whole` tells that without them it would not be so.
    """

    tops: tuple[tuple[int, int], ...]
    whole: bool


def pull(found: Row) -> Pull | None:
    """Return what draws the mean above 1.5 times the median, if anything does."""
    if not _drawn(found.spread):
        return None
    left = found.spread.count
    removed: list[tuple[int, int]] = []
    total = found.spread.total
    median = found.spread.median or 0
    for top in found.tops:
        removed.append(top)
        total -= top[0]
        left -= 1
        if left and 2 * total <= 3 * median * left:
            return Pull(tuple(removed), whole=True)
    return Pull(tuple(removed), whole=False)


def _drawn(figures: Spread) -> bool:
    if figures.mean is None or figures.median is None or figures.count < 3:
        return False
    return 2 * figures.mean > 3 * figures.median > 0
