"""Whoever stood still is counted by the store: the figures are those of reading everybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.random_shop import Shop

from leadfunnel.domain.behind import Figure
from leadfunnel.services.funnels.comparing import compared, earlier
from leadfunnel.services.funnels.opening import people_behind
from leadfunnel.services.funnels.reading import Reading, read
from leadfunnel.services.funnels.scope import Scope, check_sums
from leadfunnel.services.weekly import When, kind_of, period_of
from leadfunnel.store import journeys

DAY = 86_400
STAGES = "BBCCDEFAL"
PERIODS = (
    When(),
    When("month"),
    When("month", previous=True),
    When("year"),
    When(of="2026-10-14"),
    When(first="2026-09-01", last_day="2026-12-31"),
    When(of="2026-12-20"),
)
MOMENTS = ((None, None), ("2026-11-10", None), ("2026-10-01 09:30", None), (None, "2026-11-15"))
FIGURES = (
    Figure("cohort", "stuck", "B", "C"),
    Figure("flow", "advanced", "B"),
    Figure("flow", "end", "C"),
    Figure("snapshot", "stands", "B"),
)


def past(shop: Shop, people: int, owners: Sequence[int] = ()) -> None:
    """Write customers who went anywhere: back, over rungs, out and in again, some by a guess.

    With owners some were given from one to another at any time.
    """
    dice = shop.dice
    with shop.book().record("import") as page:
        for _ in range(people):
            source = dice.choice(("抖音", "门店", None))
            about = {"name": "客", "source": source, "outlet": dice.choice(("东店", None))}
            number = page.ledger.insert("customer", created_at=NOW - 90 * DAY, **about)
            for at in sorted(dice.sample(range(60), 3))[dice.randrange(3) :] if owners else ():
                held = {"owner_id": dice.choice((*owners, None)), "at": NOW - at * DAY}
                page.ledger.insert("ownership", number, recorded_at=NOW, **held)
            journey = page.ledger.insert("journey", number, pipeline="lifecycle")
            at, stood = NOW - dice.randrange(1, 90) * DAY, None
            for _ in range(dice.randrange(1, 7)):
                target = dice.choice(STAGES)
                recorded = at + dice.choice((0, 0, 5, 30 * DAY))
                change = {"from_stage": stood, "to_stage": target, "at": at}
                page.ledger.insert(
                    "stage_change",
                    number,
                    journey_id=journey,
                    pipeline="lifecycle",
                    recorded_at=min(recorded, NOW),
                    assumed=int(dice.random() < 0.2),
                    user_id=page.me,
                    owner_id=page.me,
                    **change,
                )
                at, stood = at + dice.choice((0, 1, dice.randrange(30 * DAY))), target


def figures(reading: Reading, when: When) -> Iterator[object]:
    """Every figure of a period."""
    scope = Scope(reading, period_of(reading.page, when), kind_of(when))
    cohort, flow, snapshot = scope.cohort(), scope.flow(), scope.snapshot()
    ended = scope.moving[1] == reading.until
    check_sums(cohort, flow, snapshot if ended else None)
    yield from (cohort, flow, snapshot, scope.times(), scope.leavings(), scope.jumps())
    yield from (earlier(scope, "previous"), compared(scope, "last-year"))
    for figure in FIGURES:
        yield sorted((one.journey_id, times) for one, times in people_behind(scope, figure))
    yield reading.recorded_since


def recorded_later(path: Path, until: int) -> int:
    """Count in the file what had happened by then and was recorded afterwards."""
    with sqlite3.connect(path) as connection:
        return int(
            connection.execute(
                "SELECT count(*) FROM stage_change s JOIN journey j ON j.id = s.journey_id "
                "JOIN customer c ON c.id = j.customer_id WHERE s.pipeline = 'lifecycle' "
                "AND s.void_op IS NULL AND c.deleted_at IS NULL AND c.merged_into IS NULL "
                "AND c.void_op IS NULL AND s.at < ? AND s.recorded_at >= ?",
                (until, until),
            ).fetchone()[0]
        )


@settings(max_examples=5, phases=[Phase.generate])
@given(seed=st.integers(0, 10**6))
def test_the_same_as_by_reading_everybody(seed: int) -> None:
    with TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "shop.db", seed)
        past(shop, 25)
        shop.people += 25
        for _ in range(40):
            shop.now += shop.dice.randrange(6 * 3600)
            shop.step()
        with shop.book().read() as page:
            for as_of, known_at in MOMENTS:
                every = read(page, as_of=as_of, known_at=known_at)
                every.countable = False
                for when in PERIODS:
                    counted = read(page, as_of=as_of, known_at=known_at)
                    assert counted.countable == (known_at is None)
                    assert list(figures(counted, when)) == list(figures(every, when))
                    ways = read(page, as_of=as_of, known_at=known_at)
                    ways.few = 0
                    assert list(figures(ways, when)) == list(figures(every, when))
                    if known_at is None:
                        assert counted.recorded_since == recorded_later(shop.path, every.until)


@pytest.mark.parametrize("when", PERIODS)
def test_only_who_moved_is_read(tmp_path: Path, when: When) -> None:
    shop = Shop(tmp_path / "shop.db", 1)
    past(shop, 40)
    with shop.book().read() as page:
        reading = read(page)
        scope = Scope(reading, period_of(page, when), kind_of(when))
        scope.cohort(), scope.flow(), scope.snapshot(), scope.times()
        assert "histories" not in vars(reading)
        begin = min(scope.bounds[0], reading.until)
    with sqlite3.connect(shop.path) as connection:
        sql = "SELECT journey_id FROM stage_change GROUP BY journey_id HAVING max(at) >= ?"
        moved = {row[0] for row in connection.execute(sql, (begin,))}
    assert {one.journey_id for one in scope.moved()} <= moved


@pytest.mark.parametrize("days", [5, 40, 120])
def test_few_are_found_by_who_they_are_and_most_by_reading_all(tmp_path: Path, days: int) -> None:
    shop = Shop(tmp_path / "shop.db", 2)
    past(shop, 60)
    with shop.book().read() as page:
        asked = page.session, "lifecycle", NOW - days * DAY, NOW
        few = [tuple(row) for row in journeys.ways(*asked, {"B": 10**6})]
        assert few == [tuple(row) for row in journeys.ways(*asked, {})]
        assert few
