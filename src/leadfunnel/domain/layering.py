"""Layers over time: in which layer somebody was on each day, and how people moved between them.

A day's layer goes by what had happened by its end, by the rules of `layer.layer_of` as they stand
now. Before the first thing that is known of them somebody is in no layer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from leadfunnel.domain.layer import LAYERS, Bought, LayerRules, layer_of, windows
from leadfunnel.domain.record import dataclass, field

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Returned:
    """Part of a purchase given back on a day: both figures are below nothing, or nothing."""

    on_day: date
    amount: int
    quantity: int


@dataclass(frozen=True)
class Sale:
    """A purchase: its day, instant and operation, what it came to, and what went back of it."""

    on_day: date
    at: int
    op_id: int
    occasion: str
    amount: int
    quantity: int
    returned: tuple[Returned, ...] = ()

    def kept(self, day: date) -> bool:
        """Tell whether any of it was kept at the end of a day: money, else goods, of it is left."""
        if self.on_day > day:
            return False
        if not self.returned:
            return True
        back = [one for one in self.returned if one.on_day <= day]
        if not back:
            return True
        if self.amount == 0:
            return self.quantity + sum(one.quantity for one in back) > 0
        return self.amount + sum(one.amount for one in back) > 0


@dataclass(frozen=True)
class Rung:
    """When somebody came to a rung of the main ladder; `kind` is open, won or repeat."""

    on_day: date
    at: int
    kind: str


@dataclass(frozen=True)
class Lost:
    """When it was noted that confidence was lost, and by which operation.

    `until` is the day on which the note was taken back, or another put in its place.
    """

    on_day: date
    at: int
    op_id: int
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the note stood at the end of a day."""
        return self.on_day <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Life:
    """What is known of one customer; `brought` are the days on which those they brought came."""

    entered: date
    sales: tuple[Sale, ...] = ()
    rungs: tuple[Rung, ...] = ()
    brought: tuple[date, ...] = ()
    lost: tuple[Lost, ...] = ()


def bought_by(life: Life, rules: LayerRules, day: date) -> Bought:
    """Return what the layer of a day depends on."""
    kept = [sale for sale in life.sales if sale.kept(day)]
    rung = None if kept else _rung(life, day)
    occasions = len({sale.occasion for sale in kept}) or _rung_counts(rung)
    # The windows are asked for only of those who bought often enough.
    spans = windows(rules, day) if kept and 0 < rules.loyal_from <= occasions else ()
    return Bought(
        occasions=occasions,
        last_on=max((sale.on_day for sale in kept), default=rung.on_day if rung else None),
        windows=sum(any(a <= sale.on_day <= b for sale in kept) for a, b in spans),
        brought=sum(on_day <= day for on_day in life.brought),
        lost_confidence=_lost(life, kept, rung, day),
    )


def _rung(life: Life, day: date) -> Rung | None:
    """Return the rung that stands for a purchase nobody recorded."""
    if any(sale.on_day <= day for sale in life.sales):
        return None
    return next((rung for rung in reversed(life.rungs) if rung.on_day <= day), None)


def _rung_counts(rung: Rung | None) -> int:
    return {"won": 1, "repeat": 2}.get(rung.kind, 0) if rung else 0


def _lost(life: Life, kept: Sequence[Sale], rung: Rung | None, day: date) -> bool:
    if not life.lost:
        return False
    standing = [one.at for one in life.lost if one.holds(day) and not _found(one, kept)]
    return bool(standing) and (rung is None or rung.at <= max(standing))


def _found(lost: Lost, kept: Iterable[Sale]) -> bool:
    """Tell whether a later purchase shows that confidence was found again."""
    return any(
        sale.at > lost.at or (sale.op_id > lost.op_id and sale.at > lost.at - DAY_SECONDS)
        for sale in kept
    )


def layer_on(life: Life, rules: LayerRules, day: date) -> str | None:
    """Return the layer at the end of a day, None before anything was known."""
    if life.entered > day:
        return None
    if not (life.sales or life.rungs):
        return "potential"
    return layer_of(bought_by(life, rules, day), rules, day)


@dataclass(frozen=True)
class Turn:
    """How people moved between layers from the end of one day to the end of another.

    `moves` counts everybody by the layer before, None for those who came, and the layer after.
    """

    label: str
    first: date
    last: date
    moves: Mapping[tuple[str | None, str], int] = field(default_factory=dict)

    def start(self, layer: str) -> int:
        """Return how many were in a layer before."""
        return sum(count for (then, _), count in self.moves.items() if then == layer)

    def end(self, layer: str) -> int:
        """Return how many are in it after."""
        return sum(count for (_, now), count in self.moves.items() if now == layer)

    def came(self, layer: str) -> int:
        """Return how many came into it, from another layer or from nowhere."""
        return sum(n for (then, now), n in self.moves.items() if now == layer != then)

    def went(self, layer: str) -> int:
        """Return how many went to another layer."""
        return sum(n for (then, now), n in self.moves.items() if then == layer != now)

    @cached_property
    def newcomers(self) -> int:
        """How many were in no layer before."""
        return sum(count for (then, _), count in self.moves.items() if then is None)


def turned(lives: Iterable[Life], rules: LayerRules, days: Sequence[date]) -> list[Counter[Move]]:
    """Return the moves from each of some days to the next, of everybody."""
    found: list[Counter[Move]] = [Counter() for _ in days[1:]]
    ways = Counter(_ways(lives, rules, days))
    for places, many in ways.items():
        for counts, then, now in zip(found, places, places[1:], strict=False):
            if now is not None:
                counts[then, now] += many
    return found


def _ways(
    lives: Iterable[Life], rules: LayerRules, days: Sequence[date]
) -> Iterator[tuple[str | None, ...]]:
    """Yield everybody's layer on each of the days."""
    plain: dict[date, tuple[str | None, ...]] = {}
    for life in lives:
        if life.sales or life.rungs:
            yield tuple(layer_on(life, rules, day) for day in days)
            continue
        if life.entered not in plain:
            plain[life.entered] = tuple(layer_on(life, rules, day) for day in days)
        yield plain[life.entered]


Move = tuple[str | None, str]
"""The layer before, None for those who came, and the layer after."""


def identities(turns: Sequence[Turn]) -> list[str]:
    """Return what does not add up, nothing if all does.

    start + came - went = end in each layer, one turn's end is the next one's start, and
    sums over layers: came less went are the newcomers.
    """
    broken = []
    for turn in turns:
        sums = [(turn.start(one), turn.came(one), turn.went(one), turn.end(one)) for one in LAYERS]
        if any(start + came - went != end for start, came, went, end in sums):
            broken.append(f"{turn.label}: start + in - out = end")
        if sum(came - went for _, came, went, _ in sums) != turn.newcomers:
            broken.append(f"{turn.label}: sum in - sum out = newcomers")
    for before, after in pairwise(turns):
        if any(before.end(layer) != after.start(layer) for layer in LAYERS):
            broken.append(f"{before.label}, {after.label}: end = start")
    return broken
