"""The list of the day is the same as if everybody had been weighed, and costs as much at any size.

The reference weighs everybody there is by the rules, without asking any range.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.benchmarks.crowd import NOW
from tests.benchmarks.full import Busy, FullMaker, make

from leadfunnel.domain.reminding import is_dripped, reminders
from leadfunnel.services import reminding, suggestions
from leadfunnel.services.book import Acting, Book, Page
from leadfunnel.services.morning import Day
from leadfunnel.services.results.agenda import AgendaItem
from leadfunnel.services.suggestions import Suggestions, codes_of, order, weighed
from leadfunnel.store.sqlite import SqliteStore

SIZES = {"small": 40, "large": 700}
Told = tuple[int, int, tuple[str, ...]]


def _book(path: Path) -> Book:
    return Book(SqliteStore(path, seed=lambda _: None), Acting("lin", NOW))


@contextmanager
def _page(path: Path, capacity: int, drip: int = 100_000) -> Iterator[Page]:
    """The store, with another capacity; all who were imported are let in, or none is on a list."""
    with _book(path).read() as page:
        settings = replace(page.settings, capacity=capacity, import_drip=drip)
        page.__dict__["settings"] = settings
        yield page


def _told(items: list[AgendaItem]) -> list[Told]:
    return [
        (one.customer.id, one.score, tuple(reason.code for reason in one.reasons)) for one in items
    ]


def _everybody(page: Page, taken: set[int]) -> list[AgendaItem]:
    """Everybody of the store by the rules alone, in the order of the list."""
    clock = reminding.clock_of(page)
    found = page.session.connection.execute("SELECT id FROM customer WHERE present = 1")
    ids = [row[0] for row in found if row[0] not in taken]
    customers = page.customers(ids)
    facts = reminding.facts_of(page, customers, clock)
    told = ((one, reminders(facts[one.id], clock)) for one in customers)
    return sorted((weighed(page, one, why) for one, why in told if why), key=order)


def _let_in(page: Page, items: list[AgendaItem], drip: int) -> list[AgendaItem]:
    """Those of a list without whoever came by import beyond so many."""
    clock = reminding.clock_of(page)
    facts = reminding.facts_of(page, [one.customer for one in items], clock)
    waiting = [
        one for one in items
        if is_dripped(facts[one.customer.id], reminders(facts[one.customer.id], clock))
    ]  # fmt: skip
    return [one for one in items if one not in waiting[drip:]]


def _asked(page: Page, *, everything: bool = False) -> tuple[Day, set[int], Suggestions]:
    day = Day(page, page.user_id)
    agenda = day.agenda(everything=False)
    taken = {item.customer.id for item in agenda.items if item.group != "reminder"}
    found = Suggestions(page, day.clock, day.owner, taken, everything=everything)
    return day, taken, found


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("maker", [FullMaker, Busy])
@pytest.mark.parametrize("capacity", [0, 1, 7, 60])
def test_the_list_is_that_of_weighing_everybody(
    tmp_path: Path, maker: type[FullMaker], seed: int, capacity: int
) -> None:
    path = tmp_path / "store.db"
    make(path, SIZES["small"] * (seed + 1), seed, maker)
    with _page(path, capacity) as page:
        _, taken, found = _asked(page)
        whole = _everybody(page, taken)
        cases = sum("case_open" in codes_of(item) for item in whole)
        assert _told(found.shown) == _told(whole[: max(capacity, cases)])
        assert found.known == len(whole)
        assert found.stuck == sum("stuck" in codes_of(item) for item in whole)
        steps = ("birthday", "content_push", "plan_step")
        for code in steps:
            told = sum(code in codes_of(item) for item in found.items)
            assert told == sum(code in codes_of(item) for item in whole), code
        assert len(found.weighed) <= len(found.asked.ids)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("deepest", [1, 3, 12])
def test_of_a_longer_list_whoever_was_found_is_ranked_as_if_all_were_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, deepest: int
) -> None:
    """Where ranges are cut, those found compete by their whole scores, and few are weighed."""
    monkeypatch.setattr(suggestions, "DEEPEST", deepest)
    path = tmp_path / "store.db"
    make(path, SIZES["large"], seed, Busy if seed % 2 else FullMaker)
    with _page(path, min(deepest, 4), drip=seed * 2) as page:
        _, taken, found = _asked(page)
        whole = [one for one in _everybody(page, taken) if one.customer.id in found.asked.ids]
        listed = _let_in(page, whole, found.asked.intake.left)
        assert _told(found.shown) == _told(listed[: len(found.shown)])
        assert len(found.shown) == len(listed[: found.places])
        bounds = found.asked.bounds()
        for one in whole:
            assert one.score <= bounds[one.customer.id], one


def test_everything_is_everybody(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path, SIZES["large"], 5, Busy)
    with _page(path, 20) as page:
        _, taken, found = _asked(page, everything=True)
        assert _told(found.shown) == _told(_everybody(page, taken))
        assert found.known == len(found.shown)


def test_the_work_does_not_grow_with_the_store(tmp_path: Path) -> None:
    work = {}
    for customers in (500, 5000):
        path = tmp_path / f"{customers}.db"
        make(path, customers, 3)
        work[customers] = _work(path)
    (few_said, _, few_shown), (many_said, many_weighed, many_shown) = work.values()
    assert few_shown == many_shown == 20
    assert many_said <= few_said + 40, work  # a few ranges more, whatever the size
    assert many_weighed <= 200, work


def _work(path: Path) -> tuple[int, int, int]:
    """How many statements a list takes, how many customers are weighed and how many suggested."""
    said: list[str] = []
    with _page(path, 20, drip=10) as page:
        page.session.connection.set_trace_callback(said.append)
        agenda = Day(page, page.user_id).agenda(everything=False)
        page.session.connection.set_trace_callback(None)
        _, _, found = _asked(page)
    shown = sum(item.group == "reminder" for item in agenda.items)
    return sum(text.startswith("SELECT") for text in said), len(found.weighed), shown


def test_the_statements_of_a_long_list_read_no_more_of_the_table(tmp_path: Path) -> None:
    """Steps of SQLite's machine: with four times the customers hardly more."""
    steps = {}
    for customers in (8000, 32000):
        path = tmp_path / f"{customers}.db"
        make(path, customers, 3)
        steps[customers] = _steps(path)
    assert steps[32000] <= 1.3 * steps[8000], steps


def _steps(path: Path) -> int:
    """How many hundreds of steps SQLite takes for a list."""
    count = 0

    def counted() -> None:
        nonlocal count
        count += 1

    book = _book(path)
    with book.read() as page:
        page.session.connection.set_progress_handler(counted, 100)
        Day(page, page.user_id).agenda(everything=False)
        page.session.connection.set_progress_handler(None, 0)
    return count


def test_whoever_is_asked_about_has_rows(tmp_path: Path) -> None:
    """The stores of these tests have what they are to be full of."""
    path = tmp_path / "store.db"
    make(path, SIZES["large"], 1, Busy)
    with _page(path, 20) as page:
        agenda = Day(page, page.user_id).agenda(everything=True)
    seen = {reason.code for item in agenda.items for reason in item.reasons}
    wanted = {"overdue", "due", "case_open", "no_next_step", "not_reached", "never_contacted"}
    wanted |= {"going_cold", "stuck", "used_up", "never_bought", "not_bought_again", "birthday"}
    assert wanted <= seen
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM mute").fetchone()[0]
