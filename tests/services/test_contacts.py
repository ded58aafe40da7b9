"""Greetings one by one, materials nobody gets twice, the new people looked through."""

from __future__ import annotations

import tomllib
from datetime import date, datetime

import pytest
from tests.conftest import Clocked

from leadfunnel import i18n
from leadfunnel.domain.condition import BadFilter
from leadfunnel.domain.greeting import Known, put, shortened, words
from leadfunnel.domain.material import UnknownMaterialKind
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.contacting import clearance
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.greeting_days import (
    DayOfMourning,
    NoGreetingDay,
    NoneNear,
    greeting_days,
)
from leadfunnel.services.greetings import FOLDER, Greetings
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.materials import (
    BadMaterialName,
    KnownMaterial,
    Materials,
    NoMaterial,
    NothingToEdit,
    NothingToSend,
    RetiredMaterial,
    SeveralMaterials,
    Traits,
)
from leadfunnel.services.pushing import AlreadySent, Pushing, proposals
from leadfunnel.services.results.greetings import GreetingRound
from leadfunnel.services.sorting import Sorting, keys
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.unsorted import unsorted_count

DAY = 86400
EVE = int(datetime.fromisoformat("2026-09-24T10:00:00+08:00").timestamp())


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    clocked.now = EVE - 20 * DAY
    people = (
        ("陈姐 13800138000", ("gender:女",)),
        ("张伟 13800138001", ("gender:男", "region:浦东")),
        ("李老师 13800138002", ("industry:教育",)),
        ("Bob 13800138003", ()),
    )
    for text, tags in people:
        Capture(clocked.book()).add(text, Details(tags=tags), Entering())
    for number in "123":
        clocked.now += 60
        Touches(clocked.book()).log_line([number, "微信", f"聊了{number}"], Told())
    Buying(clocked.book()).buy(["1", "面霜", "280"], Terms())
    clocked.now = EVE
    return clocked


def greet(shop: Clocked, name: str | None = "中秋") -> GreetingRound:
    return Greetings(shop.book()).round(name)


def names(found: GreetingRound) -> list[str]:
    return [item.customer.name for item in found.items]


def test_buyers_and_those_spoken_to_lately_come_first(shop: Clocked) -> None:
    found = greet(shop)
    assert (found.code, found.day) == ("中秋", date(2026, 9, 25))
    assert names(found) == ["陈姐", "李老师", "张伟"]
    assert found.items[0].text == (
        "Happy Mid-Autumn Festival, 陈姐! May the full moon find you with those you"
        " love. How is the 面霜 doing for you? I remember what you told me: 聊了1. Just call if I"
        " can help."
    )
    assert greet(shop, None).code == "中秋"


def test_a_greeting_is_logged_once_and_holds_what_follows(shop: Clocked) -> None:
    Greetings(shop.book()).sent(1, "中秋", "陈姐，中秋快乐！")
    found = greet(shop)
    assert names(found) == ["李老师", "张伟"]
    assert (found.sent, found.held[1].until, found.held[1].reason) == (
        1, date(2026, 10, 1), "recent",
    )  # fmt: skip
    entry = Looking(shop.book()).show("1").timeline[0]
    assert (entry.kind, entry.outcome, entry.text) == ("greeting", "sent", "陈姐，中秋快乐！")
    Log(shop.book()).undo()
    assert names(greet(shop)) == ["陈姐", "李老师", "张伟"]


def test_a_day_takes_so_many_greetings(shop: Clocked) -> None:
    with shop.book().record("rules") as page:
        from leadfunnel.store import definitions

        definitions.put(page.ledger, "rules", "caps", {"greetings_a_day": 2})
    assert (len(greet(shop).items), greet(shop).left_over) == (2, 1)
    Greetings(shop.book()).sent(1, "中秋", "x")
    assert (len(greet(shop).items), greet(shop).left_over) == (1, 1)


def test_who_is_left_alone(shop: Clocked) -> None:
    Capture(shop.book()).edit("1", Details(do_not_contact=True))
    Consenting(shop.book()).set("2", Wish(given=False, channel="greeting"))
    Ladder(shop.book()).drop(["3"], Move(), exit_kind="lost")
    found = greet(shop)
    assert (names(found), found.barred) == ([], 2)


def test_an_open_case_holds_pushes_back_and_greetings_not(shop: Clocked) -> None:
    Touches(shop.book()).log_line(["1", "投诉", "漏发"], Told())
    assert names(greet(shop))[0] == "陈姐"
    assert greet(shop).items[0].text == (  # a wish, without what they bought
        "Happy Mid-Autumn Festival, 陈姐! May the full moon find you with those you love."
    )
    with shop.book().read() as page:
        cleared = clearance(page, page.customers([1]), "push")
        assert cleared.barred == {1: "case_open"}


@pytest.mark.parametrize("name", ["清明", "中元节", "寒衣节", "qingming", "ghost festival"])
def test_days_of_mourning_are_not_greeted(shop: Clocked, name: str) -> None:
    with pytest.raises(DayOfMourning):
        greet(shop, name)


def test_which_days_there_are(shop: Clocked) -> None:
    with pytest.raises(NoGreetingDay):
        greet(shop, "xyz")
    assert greet(shop, "moon festival").code == "中秋"
    assert greet(shop, "圣诞节").day == date(2026, 12, 25)
    assert names(greet(shop, "教师节")) == ["李老师"]
    assert "张伟" not in names(greet(shop, "妇女节"))
    assert greet(shop, "winter solstice").title == "Winter Solstice"
    shop.now = EVE + 40 * DAY
    with pytest.raises(NoneNear):
        greet(shop, None)
    with shop.book().read() as page:
        year = greeting_days(page, date(2026, 1, 1), date(2026, 12, 31))
    assert [(one.code, one.day.isoformat()[5:]) for one in year] == [
        ("元旦", "01-01"), ("春节", "02-17"), ("元宵", "03-03"), ("三八", "03-08"),
        ("端午", "06-19"), ("教师节", "09-10"), ("中秋", "09-25"), ("国庆", "10-01"),
    ]  # fmt: skip


def test_birthdays_by_both_calendars(shop: Clocked) -> None:
    Capture(shop.book()).edit("4", Details(birthday="--09-25"))
    Capture(shop.book()).edit("3", Details(birthday="农历八月十四"))
    Capture(shop.book()).edit("1", Details(birthday="--09-26"))
    found = greet(shop, "生日")
    assert [(item.customer.name, item.day.day) for item in found.items] == [
        ("李老师", 24), ("Bob", 25),
    ]  # fmt: skip
    assert found.day is None
    later = greet(shop)
    assert later.held[3].reason == "bigger"


def test_words_in_three_languages() -> None:
    templates = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    ]
    parts = tomllib.loads((FOLDER / "parts.toml").read_text(encoding="utf-8"))
    for template in templates:
        for language in ("zh-CN", "zh-TW", "en"):
            if template is not parts and "names" in template:
                made = words(template[language], parts[language], "冬至", language)
                for known in (Known(), Known("王{talk}", "面霜", "x" * 99)):
                    text = made.filled(known)
                    assert known.name in text
                    assert not [one for one in ("{name}", "{product}", "{festival}") if one in text]
    boat = tomllib.loads((FOLDER / "dragon-boat.toml").read_text(encoding="utf-8"))
    assert all(
        "安康" in boat[one]["hello"] and "快" not in boat[one]["hello"]
        for one in ("zh-CN", "zh-TW")
    )
    known = {name for template in templates for name in template.get("names", ())}
    assert not known & {"清明", "中元", "寒衣节", "寒衣"}
    assert shortened("要报价。 \n明天") == "要报价。 明天"
    assert len(shortened("x" * 99)) == 30
    assert put("{a}!{b}", b="{a}", a="c") == "c!{a}"


def test_chinese_words_run_on(shop: Clocked) -> None:
    i18n.use("zh-CN")
    assert greet(shop).items[0].text.startswith("陈姐，中秋快乐！月亮圆了")
    i18n.use("zh-TW")
    assert "快樂" in greet(shop).items[0].text


# --- materials


def add(shop: Clocked, name: str, **told: object) -> None:
    Materials(shop.book()).add(name, Traits(**{"content": "https://a.b", **told}))  # type: ignore[arg-type]


def proposed(shop: Clocked, *, held: bool = False) -> list[tuple[str, str]]:
    with shop.book().read() as page:
        found = proposals(page, page.user_id, 20, held=held)
        return [(item.customer.name, item.material.name) for item in found]


def test_who_should_get_what(shop: Clocked) -> None:
    shop.now = EVE - 15 * DAY
    add(shop, "浦东活动", kind="offer", suits="region=浦东")
    add(shop, "选购指南", kind="电子书")
    assert proposed(shop) == [("张伟", "浦东活动"), ("陈姐", "选购指南")]
    assert ("李老师", "选购指南") in proposed(shop, held=True)  # teachers' day is tomorrow
    Pushing(shop.book()).push("张伟", "浦东", again=False)
    assert proposed(shop) == [("陈姐", "选购指南")]
    assert ("张伟", "选购指南") in proposed(shop, held=True)
    Materials(shop.book()).retire("选购指南")
    assert proposed(shop) == []
    Log(shop.book()).undo()
    assert proposed(shop) == [("陈姐", "选购指南")]
    shop.now = EVE
    assert proposed(shop) == []  # the festival is near


def test_nobody_gets_a_material_twice(shop: Clocked) -> None:
    add(shop, "指南")
    Pushing(shop.book()).push("1", "指南", again=False)
    for again in (
        lambda: Pushing(shop.book()).push("1", "指南", again=False),
        lambda: Touches(shop.book()).log_line(["1", "推送"], Told(material="指南")),
    ):
        with pytest.raises(AlreadySent):
            again()
    assert len(Looking(shop.book()).show("1").timeline) == 2
    Pushing(shop.book()).push("1", "指南", again=True)
    assert Materials(shop.book()).list().materials[0].people == 1
    Materials(shop.book()).edit("指南", Traits(every=30))
    with pytest.raises(AlreadySent):
        Pushing(shop.book()).push("1", "指南", again=False)
    shop.now += 30 * DAY
    Pushing(shop.book()).push("1", "指南", again=False)


def test_what_was_logged_with_a_material_is_taken_back_with_it(shop: Clocked) -> None:
    add(shop, "指南")
    Touches(shop.book()).log_line(["1", "微信", "发了资料"], Told(material="指南"))
    assert Materials(shop.book()).list().materials[0].people == 1
    Log(shop.book()).undo()
    assert Materials(shop.book()).list().materials[0].people == 0


def test_materials_are_added_changed_and_refused(shop: Clocked) -> None:
    materials = Materials(shop.book())
    add(shop, "选购指南")
    add(shop, "安装指南")
    with pytest.raises(KnownMaterial):
        add(shop, "選購指南")
    with pytest.raises(NothingToSend):
        materials.add("y", Traits(content=" "))
    with pytest.raises(BadMaterialName):
        add(shop, "123")
    with pytest.raises(UnknownMaterialKind):
        add(shop, "z", kind="leaflet")
    with pytest.raises(BadFilter):
        add(shop, "z", suits="stage==")
    with pytest.raises(NoMaterial):
        materials.edit("zzz", Traits(every=1))
    with pytest.raises(SeveralMaterials):
        materials.edit("指南", Traits(every=1))
    with pytest.raises(NothingToEdit):
        materials.edit("选购", Traits())
    with pytest.raises(KnownMaterial):
        materials.edit("选购", Traits(name="安装指南"))
    materials.retire("安装")
    with pytest.raises(RetiredMaterial):
        materials.retire("安装指南")
    assert [one.name for one in materials.list().materials] == ["选购指南"]
    assert len(materials.list(everything=True).materials) == 2
    changed = materials.edit("安装指南", Traits(name="Guide", use=True, every=7, suits="stage=C"))
    assert (changed.material.every_days, changed.material.retired) == (7, False)


# --- sorting


def test_the_new_and_the_untagged_are_looked_through(clocked: Clocked) -> None:
    for text in ("甲 13800138000", "乙 13800138001", "丙 13800138002"):
        clocked.now += 60
        Capture(clocked.book()).add(text, Details(), Entering())
    Touches(clocked.book()).log_line(["甲", "电话", "聊"], Told())
    sorting = Sorting(clocked.book())

    def waiting() -> list[str]:
        return [one.name for one in sorting.waiting().customers]

    assert waiting() == ["丙", "乙", "甲"]
    changed = sorting.place(3, "C", ["VIP", "region:浦东"])
    assert (changed.customers[0].stage and changed.customers[0].stage.code) == "C"
    assert [str(tag) for tag in changed.customers[0].tags] == ["VIP", "region:浦东"]
    sorting.place(2, "B", [])
    assert waiting() == ["甲"]
    with clocked.book().read() as page:
        assert unsorted_count(page, page.user_id, 10) == 0
    Log(clocked.book()).undo()
    Log(clocked.book()).undo()
    assert waiting() == ["丙", "乙", "甲"]
    with clocked.book().read() as page:
        assert unsorted_count(page, page.user_id, 1) == 1
    sorting.place(1, None, [])
    assert waiting() == ["丙", "乙"]
    clocked.now += 31 * DAY
    assert Sorting(clocked.book()).waiting().customers[-1].name == "甲"


def test_each_stage_has_a_key() -> None:
    pipelines = {one.name: one for one in shipped()}
    lettered = [key for key, _ in keys(pipelines["lifecycle"])]
    assert sorted(lettered) == sorted("bcdefal")
    for pipeline in pipelines.values():
        found = [key for key, _ in keys(pipeline)]
        assert len(set(found)) == len(found)
        assert not {"s", "u", "q"} & set(found)
