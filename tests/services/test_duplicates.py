"""`duplicates`, and customers who come back."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.duplicates import DuplicateSearch, TheSameCustomer
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.merging import Merging
from leadfunnel.services.morning import Morning
from leadfunnel.services.phones import comparable
from leadfunnel.services.profile import DuplicateCustomer
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.who_refusals import NoCustomer


def add(clocked: Clocked, text: str, duplicate: str = "refuse", **flags: object) -> Changed:
    details = Details(**flags)  # type: ignore[arg-type]
    return Capture(clocked.book()).add(text, details, Entering(), duplicate=duplicate)


def pairs(clocked: Clocked, text: str | None = None) -> list[tuple[int, int]]:
    found = DuplicateSearch(clocked.book()).search(text)
    return [(pair.a.id, pair.b.id) for pair in found.pairs]


def alike(clocked: Clocked) -> None:
    add(clocked, "张伟 13800138000", company="华新")
    add(clocked, "張偉 13900139000", company="上海华新有限公司")
    add(clocked, "李四 13700137000")
    add(clocked, "李先生 13700137000", "force")
    add(clocked, "张伟 13600136000")


def test_likely_pairs_with_their_evidence_and_nothing_merged(clocked: Clocked) -> None:
    alike(clocked)
    before = dump(clocked.path)
    found = DuplicateSearch(clocked.book()).search()
    assert [(pair.a.id, pair.b.id) for pair in found.pairs] == [(3, 4), (1, 2)]
    assert [code for code, _ in found.pairs[1].evidence] == [
        "same_company", "same_name", "added_together",
    ]  # fmt: skip
    assert dump(clocked.path) == before
    limited = DuplicateSearch(clocked.book()).search(limit=1)
    assert (len(limited.pairs), limited.more) == (1, 1)


def test_an_empty_store_has_no_pairs(clocked: Clocked) -> None:
    assert DuplicateSearch(clocked.book()).search().pairs == ()
    assert not clocked.path.exists()


def test_pairs_of_one_customer(clocked: Clocked) -> None:
    alike(clocked)
    assert pairs(clocked, "#2") == [(1, 2)]
    assert pairs(clocked, "#5") == []
    with pytest.raises(NoCustomer):
        pairs(clocked, "nobody")


def test_two_who_are_two_are_not_proposed_again_until_that_is_undone(clocked: Clocked) -> None:
    alike(clocked)
    assert DuplicateSearch(clocked.book()).dismiss(("#4", "#3")).operation is not None
    assert DuplicateSearch(clocked.book()).dismiss(("#3", "#4")).operation is None
    assert pairs(clocked) == [(1, 2)]
    Log(clocked.book()).undo()
    assert pairs(clocked) == [(3, 4), (1, 2)]
    with pytest.raises(TheSameCustomer):
        DuplicateSearch(clocked.book()).dismiss(("#3", "#3"))


def test_what_was_said_of_a_merged_record_holds_for_the_whole(clocked: Clocked) -> None:
    alike(clocked)
    DuplicateSearch(clocked.book()).dismiss(("#3", "#4"))
    add(clocked, "李四 13700137001", company="x")
    Merging(clocked.book()).merge(("#6", "#4"), keep="A")
    assert (3, 6) not in pairs(clocked)


def test_who_comes_back_is_logged_reopened_and_on_todays_list(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", source="展会")
    Ladder(clocked.book()).promote(["#1"], Move())
    Ladder(clocked.book()).drop(["#1"], Move(), exit_kind="lost")
    before = dump(clocked.path)
    clocked.now += 30 * 86400
    with pytest.raises(DuplicateCustomer) as caught:
        add(clocked, "王姐 13800138000 想换烟机", source="抖音")
    assert "--again" in caught.value.hint
    changed = add(clocked, "王姐 13800138000 想换烟机", "again", source="抖音")
    card = Looking(clocked.book()).show("#1")
    entry = card.timeline[0]
    assert (entry.kind, entry.direction, entry.text) == ("call", "in", "想换烟机 @抖音")
    assert card.customer.stage is not None
    assert card.customer.stage.code == "C"
    assert card.customer.source == "展会"
    assert card.customer.last_contact == clocked.now
    assert [item.customer.id for item in Morning(clocked.book()).today().items] == [1]
    assert changed.customers[0].id == 1
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before


def test_who_was_no_fit_is_not_reopened_unasked(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Ladder(clocked.book()).drop(["#1"], Move(), exit_kind="invalid")
    changed = add(clocked, "13800138000 到店", "again")
    assert any("reopen" in sentence.text for sentence in changed.said)
    card = Looking(clocked.book()).show("#1")
    assert card.customer.has_left
    assert card.timeline[0].kind == "visit"


def test_again_adds_whoever_is_new(clocked: Clocked) -> None:
    assert add(clocked, "王姐 13800138000", "again").customers[0].id == 1
    assert Looking(clocked.book()).show("#1").timeline == ()


@pytest.mark.parametrize("text", ["1" * 41, "x" * 300 + "12345", "1" * 400])
def test_digits_that_are_no_phone_are_nobody(clocked: Clocked, text: str) -> None:
    add(clocked, "王姐 13800138000")
    assert comparable(text, "CN") == [text]
    with pytest.raises(NoCustomer):
        Looking(clocked.book()).show(text)
