"""The bin: what comes back, and what stands in the way by then."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.errors import RefusedError
from leadfunnel.services.bin import Bin, NotInBin
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.forgetting import Forgetting
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.merging import Merging
from leadfunnel.services.pipelines import Pipelines
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.vocabulary import Renaming, TagWords
from leadfunnel.store.undo import IdentityTaken
from leadfunnel.views.words import say

DAY = 86_400


def add(clocked: Clocked, text: str, **more: object) -> int:
    details = Details(**more)  # type: ignore[arg-type]
    return Capture(clocked.book()).add(text, details, Entering()).customers[0].id


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    """王姐 #1 was deleted, 张伟 #2 was not."""
    add(clocked, "王姐 13800138000", wechat=("wangjie_88",), tags=("老客",))
    add(clocked, "张伟 13900139000")
    Ladder(clocked.book()).promote("1", Move())
    Bin(clocked.book()).delete("1")
    return clocked


def back(shop: Clocked, *texts: str) -> list[str]:
    return [say(one, None) for one in Bin(shop.book()).restore(texts or ("1",)).said]


def test_whoever_comes_back_is_as_before(shop: Clocked) -> None:
    assert back(shop) == ["王姐 #1 8000 Interested is back."]
    found = Looking(shop.book()).show("王姐")
    assert [str(tag) for tag in found.customer.tags] == ["老客"]
    Log(shop.book()).undo()
    assert Bin(shop.book()).show().items[0].customer.id == 1
    check(shop.path)


@pytest.mark.parametrize(
    ("text", "more", "shown"),
    [
        ("李四 +86 138-0013-8000", {}, "138****8000"),
        ("李四", {"wechat": ("WANGJIE_88",)}, "wangjie_88"),
    ],
)
def test_an_identity_that_is_somebody_elses_now_is_in_the_way(
    shop: Clocked, text: str, more: dict[str, object], shown: str
) -> None:
    other = add(shop, text, **more)
    before = dump(shop.path)
    with pytest.raises(IdentityTaken) as caught:
        back(shop)
    assert caught.value.values["id"] == other
    assert str(caught.value.values["masked"]).casefold() == shown
    assert dump(shop.path) == before
    Bin(shop.book()).delete(str(other))
    assert back(shop)[0].endswith("is back.")


def test_of_several_one_in_the_way_brings_nobody_back(shop: Clocked) -> None:
    Bin(shop.book()).delete("2")
    add(shop, "李四 13900139000")
    before = dump(shop.path)
    with pytest.raises(IdentityTaken):
        back(shop, "1", "2")
    assert dump(shop.path) == before


def test_a_name_that_somebody_else_has_now_is_said(shop: Clocked) -> None:
    add(shop, "王姐 13700137000")
    assert back(shop) == [
        "王姐 #1 8000 Interested is back.",
        "Another of this name: 王姐 #3 7000 Prospect.",
    ]


def test_words_that_were_renamed_meanwhile_are_renamed_for_them_too(shop: Clocked) -> None:
    Tagging(shop.book()).tag("2", ["老客"])
    TagWords(shop.book()).rename(None, Renaming(("老客",), "回头客"))
    back(shop)
    found = Looking(shop.book()).show("1").customer
    assert [str(tag) for tag in found.tags] == ["回头客"]


def test_a_stage_they_stand_in_cannot_go_meanwhile(shop: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "lifecycle.toml"
    stages = [("B", "open"), ("E", "won"), ("A", "invalid"), ("L", "lost")]
    text = 'name = "lifecycle"\nunit = "customer"\n[title]\nen = "M"\nzh-CN = "M"\nzh-TW = "M"\n'
    for code, kind in stages:
        names = f'{{ en = "{code}x", zh-CN = "{code}x", zh-TW = "{code}x" }}'
        text += f'[[stage]]\ncode = "{code}"\ntype = "{kind}"\nname = {names}\n'
    path.write_text(text, encoding="utf-8")
    before = dump(shop.path)
    with pytest.raises(RefusedError):
        Pipelines(shop.book()).load([str(path)])
    assert dump(shop.path) == before
    back(shop)


def test_whoever_was_merged_or_erased_meanwhile_does_not_come_back(shop: Clocked) -> None:
    back(shop)
    Merging(shop.book()).merge(("2", "1"), keep="A")
    with pytest.raises(NotInBin):
        back(shop)
    Bin(shop.book()).delete("2")
    Forgetting(shop.book()).forget(["#2"])
    with pytest.raises(NotInBin):
        back(shop, "2")
    check(shop.path)


def test_they_are_kept_for_ninety_days(shop: Clocked) -> None:
    item = Bin(shop.book()).show().items[0]
    shop.now += 89 * DAY
    assert Bin(shop.book()).empty(everybody=False, dry_run=False).record["customers"] == []
    shop.now += DAY
    with shop.book().read() as page:
        assert page.calendar.day(page.now) == item.until
    assert Bin(shop.book()).empty(everybody=False, dry_run=False).record["customers"] == [1]
    with pytest.raises(NotInBin):
        back(shop)
