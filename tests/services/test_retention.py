"""How long people are kept: the rules of silence, by hand-made calendars, and the bin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import dealing
from tests.conftest import NOW, Clocked
from tests.dump import check, dump

from leadfunnel.config import Config
from leadfunnel.services.bin import Bin
from leadfunnel.services.book import NotConfirmed
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.restoring import Restoring
from leadfunnel.services.retention import Retention
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.touches import Told, Touches

DAY = 86_400
MONTH = 31 * DAY


def add(clocked: Clocked, text: str) -> str:
    return str(Capture(clocked.book()).add(text, Details(), Entering()).customers[0].id)


def retained(clocked: Clocked) -> dict[str, str]:
    report = Retention(clocked.book()).report(None)
    assert sum(report.counts.values()) == len(report.items)
    return {one.customer.name: one.rule for one in report.items}


def setting(clocked: Clocked, key: str, value: str) -> None:
    SettingsService(clocked.book(), Config(), Path()).set(key, value)


@pytest.fixture
def years(clocked: Clocked) -> Clocked:
    """Five people; then four years in which something happened with some of them."""
    for name in ("左一", "静二", "买三", "约四", "聊五"):
        add(clocked, name)
    Ladder(clocked.book()).drop(["左一"], Move(to="L"))
    Buying(clocked.book()).buy(["买三", "烟机", "3999"], Terms())
    clocked.now = NOW + 20 * MONTH
    Touches(clocked.book()).log("聊五", "call", "聊了", Told())
    clocked.now = NOW + 38 * MONTH
    FollowUps(clocked.book()).next("约四", ["2030-03-15"])
    return clocked


def test_rules_are_about_those_silent_for_too_long(years: Clocked) -> None:
    assert retained(years) == {"左一": "left", "静二": "silent"}
    setting(years, "retention.bought.months", "24")
    assert retained(years) == {"左一": "left", "静二": "silent", "买三": "bought"}
    for rule in ("left", "silent"):
        setting(years, f"retention.{rule}.months", "0")
    assert retained(years) == {"买三": "bought"}
    setting(years, "retention.bought.months", "0")
    assert retained(years) == {}


@pytest.mark.parametrize(("days", "listed"), [(-1, False), (0, False), (1, True)])
def test_the_day_counts_exactly(clocked: Clocked, days: int, *, listed: bool) -> None:
    add(clocked, "静二")  # on 2026-11-22: 36 months end on 2029-11-22
    clocked.now = NOW + (365 * 3 + 1 + days) * DAY
    assert (retained(clocked) == {"静二": "silent"}) is listed


def test_an_open_deal_or_complaint_keeps_somebody(years: Clocked) -> None:
    years.now = NOW
    dealing.add(years, "静二", amount="8000")
    years.now = NOW + 38 * MONTH
    assert retained(years) == {"左一": "left"}


def test_applying_erases_once_agreed(years: Clocked) -> None:
    before = dump(years.path)
    assert Retention(years.book()).apply(dry_run=True).record["customers"] == [1, 2]
    years.confirmed = False
    with pytest.raises(NotConfirmed):
        Retention(years.book()).apply(dry_run=False)
    assert dump(years.path) == before
    years.confirmed = True
    done = Retention(years.book()).apply(dry_run=False)
    assert retained(years) == {}
    assert "静二".encode() not in years.path.read_bytes()
    check(years.path)
    copy = str(done.record["backup"])
    assert Restoring(years.book()).restore(copy).record["left_out"] == 2
    assert Retention(years.book()).apply(dry_run=False).record["customers"] == []


def test_the_bin_says_until_when_and_is_emptied_after_that(clocked: Clocked) -> None:
    for name in ("甲", "乙", "丙"):
        add(clocked, name)
    Bin(clocked.book()).delete(["1"])
    clocked.now = NOW + 30 * DAY
    Bin(clocked.book()).delete(["2"])
    view = Bin(clocked.book()).show()
    assert [(one.customer.name, str(one.until)) for one in view.items] == [
        ("乙", "2027-03-22"),
        ("甲", "2027-02-20"),
    ]
    assert view.due == 0
    assert Bin(clocked.book()).empty(everybody=False, dry_run=False).record["customers"] == []
    clocked.now = NOW + 90 * DAY
    assert Bin(clocked.book()).show().due == 1
    done = Bin(clocked.book()).empty(everybody=False, dry_run=False)
    assert done.record["customers"] == [1]
    assert Bin(clocked.book()).empty(everybody=True, dry_run=True).record["customers"] == [2]
    check(clocked.path)
    copy = str(done.record["backup"])
    assert Restoring(clocked.book()).restore(copy).record["left_out"] == 0
    assert [one.customer.name for one in Bin(clocked.book()).show().items] == ["乙", "甲"]
