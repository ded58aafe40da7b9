"""`history`: who did what when, with every value before and after."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked
from tests.stores import fill

from leadfunnel.domain.money import Money
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.sentence import Instant
from leadfunnel.services.bin import Bin
from leadfunnel.services.capture import Capture
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log, NoOperation
from leadfunnel.services.results.history import Change, Entry
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.store.compiled.catalogue import COLUMNS

Values = list[tuple[str, object, object]]


def last(clocked: Clocked, about: str | None = None) -> Entry:
    log = Log(clocked.book())
    return log.history(about, operation=log.history(limit=1).entries[0].id).entries[0]


def values(entry: Entry) -> Values:
    return [(one.column, _code(one.before), _code(one.after)) for one in entry.changes]


def _code(value: object) -> object:
    return value.code if isinstance(value, Stage) else value


@pytest.fixture
def one(clocked: Clocked) -> Clocked:
    """A store of one customer, 王姐."""
    Capture(clocked.book()).add("王姐 13800138000 #地区:浦东", Details(), Entering())
    return clocked


def test_an_added_customer_is_told_as_added_whatever_came_later(one: Clocked) -> None:
    Capture(one.book()).edit("1", Details(name="王大姐"))
    Capture(one.book()).edit("1", Details(name="王老师", company="华新"))
    entries = Log(one.book()).history("1").entries
    assert [entry.command for entry in entries] == ["edit", "edit", "add"]
    told = [values(entry) for entry in entries]
    assert told[0] == [("company", None, "华新"), ("name", "王大姐", "王老师")]
    assert told[1] == [("name", "王姐", "王大姐")]
    assert told[2] == [
        ("name", None, "王姐"),
        ("phone", None, "+8613800138000"),
        ("tag", None, "region:浦东"),
        ("stage", None, "B"),
    ]
    assert {change.customer for entry in entries for change in entry.changes} == {1}


def test_stages_tags_fields_and_deals_are_told_before_and_after(one: Clocked) -> None:
    Ladder(one.book()).promote("1", Move(reason="想买"))
    assert values(last(one)) == [("stage", "B", "C"), ("reason", None, "想买")]
    Tagging(one.book()).untag("1", ["region:浦东"])
    assert values(last(one)) == [("tag", "region:浦东", None)]
    DealTerms(one.book()).add("1", Offer(amount="80000"), "key-account", None)
    deal = last(one)
    assert ("amount", None, Money(8000000, "CNY")) in values(deal)
    DealTerms(one.book()).edit("d2", Offer(amount="90000"))
    assert values(last(one)) == [("amount", Money(8000000, "CNY"), Money(9000000, "CNY"))]
    Bin(one.book()).delete("1")
    assert values(last(one)) == [("deleted_at", None, Instant(one.now))]


def test_what_was_logged_and_corrected(one: Clocked) -> None:
    Touches(one.book()).log("1", "call", "要报价", Told(when="2026-11-23 15:00"))
    assert values(last(one)) == [
        ("kind", None, "call"),
        ("text", None, "要报价"),
        ("kind", None, "call"),
        ("due_on", None, Instant(one.now + 29 * 3600)),
    ]
    Corrections(one.book()).edit("i1", Correction(text="要两份报价"))
    assert values(last(one)) == [("text", "要报价", "要两份报价")]


def test_an_undo_turns_the_values_round_and_a_redo_back(one: Clocked) -> None:
    Capture(one.book()).edit("1", Details(company="华新"))
    done = last(one)
    Log(one.book()).undo()
    assert values(last(one)) == [("company", "华新", None)]
    Log(one.book()).redo()
    assert values(last(one)) == values(done) == [("company", None, "华新")]
    assert Log(one.book()).history(operation=done.id).entries[0].undone_by is None


def test_of_several_only_the_one_that_is_asked_for(one: Clocked) -> None:
    Capture(one.book()).add("张伟 13900139000", Details(), Entering())
    Ladder(one.book()).promote(["1", "2"], Move())
    both = last(one)
    assert [(c.customer, _code(c.after)) for c in both.changes] == [(1, "C"), (2, "C")]
    assert [c.customer for c in last(one, "张伟").changes] == [2]


def test_of_somebody_in_the_bin_it_is_told_who_put_them_there(one: Clocked) -> None:
    Bin(one.book("小李")).delete("1")
    for text in ("#1", "1", "王姐"):
        entries = Log(one.book()).history(text).entries
        assert [(entry.command, entry.user) for entry in entries] == [
            ("delete", "小李"),
            ("add", "lin"),
        ]
    with pytest.raises(NoCustomer):
        Log(one.book()).history("王")


def test_a_long_operation_is_told_in_part_and_says_so(one: Clocked) -> None:
    for number in range(6):
        Capture(one.book()).add(f"n{number} 1390013900{number}", Details(), Entering())
    Ladder(one.book()).promote([str(n) for n in range(1, 8)], Move())
    log = Log(one.book())
    number = log.history(limit=1).entries[0].id
    some = log.history(operation=number, limit=3).entries[0]
    assert (len(some.changes), some.more_changes) == (3, True)
    whole = log.history(operation=number, limit=7).entries[0]
    assert (len(whole.changes), whole.more_changes) == (7, False)


def test_an_operation_that_is_none_is_said(one: Clocked) -> None:
    with pytest.raises(NoOperation):
        Log(one.book()).history(operation=99)


def test_every_operation_of_a_busy_shop_can_be_told(clocked: Clocked) -> None:
    fill(clocked, seed=5, steps=60)
    log = Log(clocked.book())
    entries = log.history(limit=10_000).entries
    seen: set[str] = set()
    silent = set()
    for entry in entries:
        changes = log.history(operation=entry.id, limit=10_000).entries[0].changes
        assert all(one.before != one.after for one in changes), entry
        assert all(isinstance(one, Change) for one in changes)
        seen |= {one.table for one in changes}
        if not changes:
            silent.add(entry.command)
    assert silent <= {"create"}
    assert len(seen & COLUMNS.keys()) > 5
