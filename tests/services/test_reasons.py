"""Reasons: lists to pick from, one's own words in them, and what is kept of what was said."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel import i18n
from leadfunnel.domain.reason import LISTS, UnknownList, meant, read_list, shipped
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.dormant import Dormant
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.reasons import BadReason, NoReason, Reasons, ThereAlready, TooManyReasons
from leadfunnel.views.names import reason_word

DESIGNED = {
    "invalid": "买不起 没需求 做不了主 空号 同行 广告 刺头 重复",
    "lost": "价格 没预算 竞品 时间不合适 联系不上 不信任 家里不同意 删了我",
    "asleep": "体验没解决 没被当老客 不信任 用不上了 换了别家",
    "not_bought": "价格 没货 要商量 比别家 型号不合 只是看看",
}


def words(clocked: Clocked, name: str) -> list[str]:
    ((_, found),) = Reasons(clocked.book()).list(name).lists
    return [reason_word(one.code) for one in found]


def drop(clocked: Clocked, reason: str, kind: str = "lost") -> str | None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Ladder(clocked.book()).drop(["1"], Move(reason=reason), exit_kind=kind)
    with clocked.book().read() as page:
        latest = "SELECT reason FROM stage_change ORDER BY id DESC LIMIT 1"
        kept: str | None = page.session.connection.execute(latest).fetchone()["reason"]
    return kept


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_are_those_of_the_design(clocked: Clocked, name: str) -> None:
    i18n.use("zh-CN")
    assert words(clocked, name) == DESIGNED[name].split()


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_means_one_reason_of_it(name: str) -> None:
    reasons = shipped()[name]
    typed = Counter(
        word.casefold() for one in reasons for word in {one.code, *one.names.values(), *one.also}
    )
    assert {word for word, count in typed.items() if count > 1} == set()
    for one in reasons:
        assert one.names.keys() == {"en", "zh-CN", "zh-TW"}
        for word in (one.code, *one.names.values(), *one.also):
            assert meant(reasons, word) == one


def test_a_code_is_called_the_same_in_every_list() -> None:
    names: dict[str, set[tuple[str, ...]]] = {}
    for reasons in shipped().values():
        for one in reasons:
            names.setdefault(one.code, set()).add(tuple(one.names.values()))
    assert {code for code, called in names.items() if len(called) > 1} == set()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("价格", "price"), ("Price", "price"), ("太贵", "price"), ("價格", "price"),
        ("网上买了，便宜两百", "网上买了，便宜两百"), ("同行", "同行"),
        ("family said no", "family"),
    ],
)  # fmt: skip
def test_a_reason_of_the_list_is_kept_as_its_code_and_another_as_said(
    clocked: Clocked, typed: str, kept: str
) -> None:
    assert drop(clocked, typed) == kept


def test_the_list_goes_by_the_exit(clocked: Clocked) -> None:
    assert drop(clocked, "同行", "invalid") == "rival"


def test_ones_own_reason_is_picked_shown_and_taken_off_again(clocked: Clocked) -> None:
    reasons = Reasons(clocked.book())
    reasons.add("lost", "  太远 了 ")
    assert words(clocked, "lost")[-1] == "太远 了"
    assert drop(clocked, "太远 了") == "太远 了"
    reasons.remove("流失", "太远 了")
    assert "太远 了" not in words(clocked, "lost")
    Log(clocked.book()).undo()
    assert words(clocked, "lost")[-1] == "太远 了"


def test_a_shipped_reason_is_taken_off_and_comes_back(clocked: Clocked) -> None:
    reasons = Reasons(clocked.book())
    reasons.remove("lost", "price")
    assert "price" not in words(clocked, "lost")
    assert "price" in words(clocked, "not_bought")
    assert drop(clocked, "price") == "price"  # as it was said
    reasons.add("lost", "价格")
    assert words(clocked, "lost")[0] == "price"


def test_bad_reasons_change_nothing(clocked: Clocked) -> None:
    reasons = Reasons(clocked.book())
    reasons.add("lost", "太远")
    before = dump(clocked.path)
    for text in ("", " ", "7", "x" * 41, "a\x1b[2J"):
        with pytest.raises(BadReason):
            reasons.add("lost", text)
    for text in ("太远", "价格", "太贵"):
        with pytest.raises(ThereAlready):
            reasons.add("lost", text)
    with pytest.raises(NoReason):
        reasons.remove("lost", "同行")
    with pytest.raises(UnknownList):
        reasons.add("nosuch", "太远")
    assert dump(clocked.path) == before


def test_a_list_ends_where_nobody_picks_any_more(clocked: Clocked) -> None:
    reasons = Reasons(clocked.book())
    for place in range(52):
        reasons.add("lost", f"r{place}")
    with pytest.raises(TooManyReasons):
        reasons.add("lost", "one more")


def test_why_somebody_sleeps_has_a_list_too(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Dormant(clocked.book()).note("王姐", "换了别家", gone=False)
    with clocked.book().read() as page:
        row = page.session.connection.execute("SELECT reason FROM customer_mark").fetchone()
    assert row["reason"] == "elsewhere"


def test_lists_are_read_in_any_language() -> None:
    assert [read_list(text) for text in ("Lost", "无效", "睡着", "not-bought", "來了沒買")] == [
        "lost", "invalid", "asleep", "not_bought", "not_bought",
    ]  # fmt: skip


def test_the_compiled_lists_are_those_of_the_file() -> None:
    from leadfunnel.data import shipped_text

    raw = tomllib.loads(shipped_text("reasons.toml"))
    assert {name: tuple(one.code for one in found) for name, found in shipped().items()} == {
        name: tuple(found) for name, found in raw.items()
    }
