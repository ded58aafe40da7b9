"""Segments of whoever stood still are told without histories: the same as by reading everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.random_shop import Shop
from tests.services.test_counted_funnel import MOMENTS, PERIODS, past

from leadfunnel.errors import NotFoundError
from leadfunnel.services.book import Page
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.funnels.lost_track import lost_track
from leadfunnel.services.funnels.reading import read
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.funnels.side_by_side import only, side_by_side
from leadfunnel.services.weekly import Asked, When, kind_of, period_of

BY = ("source", "owner", "outlet", "department", "layer", "customer", "campaign", "tag:plain")
ONE = {"source": "抖音", "owner": "chen", "customer": "new"}


def shop_with_owners(path: Path, seed: int) -> Shop:
    """Return a shop of two sellers whose customers went from hand to hand."""
    shop = Shop(path, seed)
    for owner in ("lin", "chen"):
        Capture(shop.book()).add(f"客{owner}", Details(owner=owner), Entering())
        shop.people += 1
    shop.now -= 1
    past(shop, 25, (1, 2))
    shop.now += 1
    shop.people += 25
    return shop


def views(scope: Scope) -> tuple[object, ...]:
    """Every figure of one segment."""
    return scope.cohort(), scope.flow(), scope.snapshot(), scope.times(), scope.leavings()


def parts(scope: Scope, by: str) -> Iterator[object]:
    """Every figure of a period by what tells people apart."""
    yield side_by_side(scope, Asked(by=by))
    yield side_by_side(scope, Asked(by=by, limit=1))


def one_part(scope: Scope, by: str) -> Iterator[object]:
    """Every figure of one segment."""
    try:
        part = only(scope, by, ONE[by])
    except NotFoundError as error:
        yield str(error)
        return
    yield views(part)
    yield sorted(one.journey_id for one in lost_track(part, 20))


def lost(scope: Scope, _by: str) -> Iterator[object]:
    """Whom nobody was in contact with for long."""
    yield sorted(one.journey_id for one in lost_track(scope, 20))


ASKED = (
    *((parts, by) for by in BY),
    *((one_part, by) for by in ONE),
    (lost, ""),
)


def told(page: Page, moment: tuple[str | None, str | None], when: When) -> int:
    """Assert that all figures are those of reading everybody; return how many were counted."""
    as_of, known_at = moment
    period, count = period_of(page, when), 0
    for figures, by in ASKED:
        counted, every = (read(page, as_of=as_of, known_at=known_at) for _ in range(2))
        every.countable = False
        scopes = [Scope(reading, period, kind_of(when)) for reading in (counted, every)]
        assert list(figures(scopes[0], by)) == list(figures(scopes[1], by))
        count += counted.countable
    return count


@settings(max_examples=3, phases=[Phase.generate])
@given(seed=st.integers(0, 10**6))
def test_the_same_as_by_reading_everybody(seed: int) -> None:
    with TemporaryDirectory() as folder:
        shop = shop_with_owners(Path(folder) / "shop.db", seed)
        for _ in range(25):
            shop.now += shop.dice.randrange(6 * 3600)
            shop.step()
        with shop.book().read() as page:
            counted = [
                told(page, moment, when)
                for moment in MOMENTS
                for when in PERIODS[:1] + PERIODS[2:5]
            ]
        assert max(counted) >= len(ASKED) - 2
        assert min(counted) == 0


@pytest.mark.parametrize("by", ["source", "owner", "outlet", "department", "layer"])
def test_no_history_of_those_who_stood_still_is_read(tmp_path: Path, by: str) -> None:
    shop = shop_with_owners(tmp_path / "shop.db", 1)
    with shop.book().read() as page:
        reading = read(page)
        found = side_by_side(Scope(reading, period_of(page, When()), "week"), Asked(by=by))
        assert reading.countable
        assert "histories" not in vars(reading)
        stood = reading.resting(NOW - 30 * 86_400)
        assert stood
        assert sum(row.count for row in found.total.snapshot.stages) > len(stood)
