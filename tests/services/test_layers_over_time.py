"""Layers over time against what the store itself said at the end of each month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.domain.layer import LAYERS
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.dormant import Dormant
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.layering import BadMove, Layering, TooManyMonths, read_move
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.refunds import Refunds

DAY = 86_400
MONTH_ENDS = (date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31),
              date(2026, 9, 30), date(2026, 10, 31))  # fmt: skip


def instant(day: date) -> int:
    """Ten in the evening of a day in Shanghai."""
    return NOW + (day - date(2026, 11, 22)).days * DAY + 12 * 3600


def _step(clocked: Clocked, dice: Random, people: int) -> None:
    who = f"#{dice.randrange(1, people + 1)}"
    what = dice.random()
    if what < 0.55:
        Buying(clocked.book()).buy([who, "面霜", f"¥{dice.randrange(1, 400)}"], Terms())
    elif what < 0.70:
        whole = [] if dice.random() < 0.7 else [f"¥{dice.randrange(1, 200)}"]
        Refunds(clocked.book()).refund(f"b{dice.randrange(1, 60)}", whole)
    elif what < 0.85:
        Ladder(clocked.book()).promote([who], Move(to=dice.choice(("C", "D", "E", "F"))))
    elif what < 0.9:
        Ladder(clocked.book()).drop([who], Move(reason="价格"), exit_kind="lost")
    else:
        Dormant(clocked.book()).note(who, "体验没解决", gone=dice.random() < 0.7)


def grown(clocked: Clocked, seed: int) -> dict[date, dict[int, str | None]]:
    """Fill a store for half a year; return the layer everybody had at the end of each month."""
    dice, said = Random(seed), {}  # noqa: S311 - not for secrets
    clocked.now = instant(date(2026, 5, 3))
    people = 0
    for end in MONTH_ENDS:
        while clocked.now < instant(end) - 2 * DAY:
            clocked.now += dice.randrange(DAY // 2, DAY * 2)
            try:
                if people < 4 or dice.random() < 0.2:
                    referrer = f"#{dice.randrange(1, people + 1)}" if people else None
                    details = Details(name=f"客户{people}", referrer=referrer)
                    Capture(clocked.book()).add("", details, Entering(), duplicate="force")
                    people += 1
                for _ in range(2):
                    _step(clocked, dice, min(people, 6))
            except LeadfunnelError:
                continue
        clocked.now = instant(end)
        listed = Looking(clocked.book()).list((), Shape(limit=None)).customers
        said[end] = {customer.id: customer.layer for customer in listed}
    clocked.now = instant(date(2026, 11, 2))
    return said


@pytest.mark.parametrize("seed", range(2))
def test_each_month_ends_as_the_store_said_then(clocked: Clocked, seed: int) -> None:
    said = grown(clocked, seed)
    report = Layering(clocked.book()).layers("2026-05", "2026-10")
    assert [turn.last for turn in report.turns] == list(MONTH_ENDS)
    before: dict[int, str | None] = {}
    for turn in report.turns:
        now = said[turn.last]
        counts = Counter(now.values())
        assert {code: turn.end(code) for code in LAYERS} == {c: counts[c] for c in LAYERS}
        moves = Counter((before.get(number), layer) for number, layer in now.items())
        assert {key: n for key, n in turn.moves.items() if n} == dict(moves)
        before = now
    assert len({layer for layers in said.values() for layer in layers.values()}) >= 4


def test_every_cell_opens_to_its_people(clocked: Clocked) -> None:
    said = grown(clocked, 1)
    layering = Layering(clocked.book())
    turn = layering.layers("2026-09", "2026-09").turns[0]
    for code in LAYERS:
        found = layering.people(code, ("2026-09", "2026-09"), None).customers
        assert {one.id for one in found} == {n for n, v in said[MONTH_ENDS[4]].items() if v == code}
    for (then, now), count in turn.moves.items():
        text = f"{then or 'came'}-{now}"
        found = layering.people(text, ("2026-09", "2026-09"), None).customers
        assert len(found) == count
    few = layering.people("potential", (None, None), 1)
    assert (len(few.customers), few.more > 0) == (1, True)


def test_who_is_in_the_bin_counts_at_no_date(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Bin(clocked.book()).delete(["王姐"])
    turns = Layering(clocked.book()).layers(None, None).turns
    assert [dict(turn.moves) for turn in turns] == [{}, {}, {}]
    assert [turn.label for turn in turns] == ["2026-09", "2026-10", "2026-11"]
    assert turns[-1].last == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("loyal", ("", "loyal")),
        ("新客-老客", ("new", "returning")),
        ("new>returning", ("new", "returning")),
        ("dormant-temporary", ("", "dormant-temporary")),
        ("dormant-temporary-new", ("dormant-temporary", "new")),
        ("mature-dormant-permanent", ("mature", "dormant-permanent")),
        ("came-potential", (None, "potential")),
        ("新来-未成交", (None, "potential")),
    ],
)
def test_layers_and_moves_are_read(text: str, found: tuple[str | None, str]) -> None:
    assert read_move(text) == found


def test_what_is_no_layer_is_refused(clocked: Clocked) -> None:
    with pytest.raises(BadMove):
        Layering(clocked.book()).people("gold-silver", (None, None), None)
    with pytest.raises(TooManyMonths):
        Layering(clocked.book()).layers("1971-01", None)
