"""Remarks in parts and mappings kept under a name: confirmed once, used again, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import exports
from tests.conftest import Clocked
from tests.importing import Desk, refused
from tests.services.test_import_systems import heard, notes, tags

from leadfunnel.domain.mapping import BadMap, BadMapping
from leadfunnel.domain.mapping_file import to_toml
from leadfunnel.domain.pipeline import UnknownStage
from leadfunnel.domain.remark import BadRemark
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_look import Look
from leadfunnel.services.importing import Importing
from leadfunnel.services.log import Log
from leadfunnel.services.mappings import Mappings, UnknownMapping

PATTERN = "{mark}-{name}-{region}-{product}-{phone}"


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def test_remarks_are_taken_apart_as_told_and_others_stay_whole(desk: Desk) -> None:
    found = desk.run(exports.WECHAT, remark=(PATTERN,))
    assert "Remarks that do not fit the pattern and stay whole: 1." in heard(found)
    assert found.mapping["备注"] == "name, tag:region, tag:product, phone"
    zhang, _li, wang, mate, _sunny = desk.all()
    assert (zhang.name, zhang.phones[0].number) == ("张三", "+8613800138000")
    assert tags(zhang) == ["烟机", "老客户", "region:上海", "region:浦东", "product:烟机"]
    assert (wang.name, wang.phones[0].number) == ("王姐", "+8613800138002")
    assert mate.name == "老同学"
    assert desk.again(remark=(PATTERN,)).operation is None
    assert {one.stage.code for one in desk.all() if one.stage} == {"B"}


def test_the_first_pattern_that_fits_decides(desk: Desk) -> None:
    text = "姓名,备注\n,A-王姐-浦东\n,李四/13800138000\n,想换烟机\n赵六,B-小赵-静安\n"
    desk.run(text, remark=("{ignore}-{name}-{region}", "{name}/{phone}"), skip_bad=True)
    assert [(one.name, tags(one)) for one in desk.all()] == [
        ("王姐", ["region:浦东"]),
        ("李四", []),
        ("赵六", ["region:静安"]),
    ]


def test_a_remark_in_another_column(desk: Desk) -> None:
    desk.run(
        "客户名称,备注\nA-王姐-138 0013 8000,要静音\n", remark=("客户名称={mark}-{name}-{phone}",)
    )
    [wang] = desk.all()
    assert (wang.name, wang.phones[0].number) == ("王姐", "+8613800138000")
    assert notes(desk, 1) == {"要静音"}


def test_several_tags_and_notes_of_one_remark(desk: Desk) -> None:
    desk.run("备注\n王姐/VIP/老客/要静音/三室\n", remark=("{name}/{tag}/{tag}/{note}/{note}",))
    [wang] = desk.all()
    assert tags(wang) == ["VIP", "老客"]
    assert notes(desk, 1) == {"备注: 要静音", "备注: 三室"}


def test_nothing_but_a_phone_is_taken_apart_unasked(desk: Desk) -> None:
    rows = "".join(f"A-{name}-浦东-1380013800{n}\n" for n, name in enumerate(("张三", "李四")))
    found = desk.run("备注名\n" + rows)
    assert [one.name for one in desk.all()] == ["A-张三-浦东", "A-李四-浦东"]
    assert "{mark}-{name}-{region}-{phone}" in heard(found)[0]


@pytest.mark.parametrize(
    ("flags", "error"),
    [
        ({"remark": ("星座={name}",)}, BadRemark),
        ({"remark": ("{name}{phone}",)}, BadRemark),
        ({"stage_words": ("a=NOPE",)}, UnknownStage),
    ],
)
def test_flags_that_fit_no_file(
    desk: Desk, flags: dict[str, tuple[str, ...]], error: type[BadRemark]
) -> None:
    refused(desk, error, exports.WECHAT, **flags)


def test_a_pattern_needs_a_column_of_remarks(desk: Desk) -> None:
    error = refused(desk, BadRemark, "姓名,手机\n王姐,13800138000\n", remark=("{name}",))
    assert "no such column" in str(error.values["reason"])


# --- mappings


def kept(desk: Desk) -> list[str]:
    return [one.name for one in Mappings(desk.clocked.book()).list().mappings]


def test_a_kept_mapping_is_used_by_its_name(desk: Desk) -> None:
    found = desk.run(
        exports.WECHAT, "描述=ignore", remark=(PATTERN,), stage_words=("x=C",), save_map="wx"
    )
    assert "The mapping is kept as wx." in heard(found)
    before = desk.dump()
    again = desk.again("wx")
    assert again.operation is None
    assert desk.dump() == before
    assert again.mapping["描述"] == "ignore"
    assert again.mapping["备注"] == "name, tag:region, tag:product, phone"
    view = Mappings(desk.clocked.book()).show("wx")
    assert view.mapping.values == {"x": "C"}
    assert view.mapping.header == tuple(exports.WECHAT.splitlines()[0].split(","))


def test_what_mapping_show_prints_can_be_a_file(desk: Desk) -> None:
    desk.run(exports.WECHAT, "描述=tag:要点", remark=(PATTERN,), save_map="wx")
    mapping = Mappings(desk.clocked.book()).show("wx").mapping
    path = desk.toml("\n".join(to_toml(mapping)))
    assert desk.again(path).operation is None
    desk.again(path, save_map="other")
    assert Mappings(desk.clocked.book()).show("other").mapping == mapping


def test_a_file_with_the_same_columns_is_told_of_the_mapping(desk: Desk) -> None:
    desk.run("姓名,甲,乙\n王姐,1,2\n", "甲=note", save_map="mine")
    text = "The columns are those of the mapping mine: add --map mine to use it."
    assert text in heard(desk.run("乙,姓名,甲\n3,李四,4\n", name="b.csv"))
    assert text not in heard(desk.again("mine", name="b.csv"))
    assert text not in heard(desk.run("姓名,甲\n赵六,5\n", name="c.csv"))


def test_undo_of_an_import_takes_back_its_mapping(desk: Desk) -> None:
    desk.run("姓名\n王姐\n", save_map="mine")
    assert kept(desk) == ["mine"]
    Log(desk.clocked.book()).undo(None)
    assert kept(desk) == []
    assert desk.all() == []


def test_a_mapping_is_removed_and_brought_back(desk: Desk) -> None:
    desk.run("姓名\n王姐\n", save_map="mine")
    service = Mappings(desk.clocked.book())
    service.remove("mine")
    assert kept(desk) == []
    with pytest.raises(UnknownMapping):
        service.remove("mine")
    with pytest.raises(UnknownMapping):
        service.show("mine")
    Log(desk.clocked.book()).undo(None)
    assert kept(desk) == ["mine"]


def test_a_preview_keeps_no_mapping(desk: Desk) -> None:
    found = desk.run("姓名\n王姐\n", save_map="mine", dry_run=True)
    assert "The mapping would be kept as mine." in heard(found)
    assert kept(desk) == []


def test_a_name_of_no_mapping_lists_those_there_are(desk: Desk) -> None:
    desk.run("姓名\n王姐\n", save_map="mine")
    error = refused(desk, BadMap, "姓名\n王姐\n", "yours", name="b.csv")
    assert "(mine)" in str(error.values["reason"])


def test_a_mapping_for_other_columns_is_refused(desk: Desk) -> None:
    desk.run("姓名,甲\n王姐,1\n", "甲=note", save_map="mine")
    error = refused(desk, BadMapping, "姓名,乙\n王姐,1\n", "mine", name="b.csv")
    assert error.values["file"] == "mine"


# --- review


def test_a_review_changes_what_is_asked_until_it_is_right(desk: Desk) -> None:
    (desk.folder / "a.csv").write_text("姓名,甲,乙\n王姐,1,2\n", encoding="utf-8")
    answers = ["甲=note", "乙=tag:grade"]
    seen: list[tuple[str, ...]] = []

    def review(asked: Import, look: Look) -> Import | None:
        seen.append(look.mapped.fields)
        if not answers:
            return None
        return Import(asked.path, (*asked.mapping, answers.pop(0)))

    importing = Importing(desk.clocked.book())
    importing.run(Import(str(desk.folder / "a.csv")), lambda: b"", review)
    assert seen == [("name", "", ""), ("name", "note", ""), ("name", "note", "tag:grade")]
    assert tags(desk.all()[0]) == ["grade:2"]


def test_nobody_is_asked_about_a_mapping_agreed_on_before(desk: Desk) -> None:
    desk.run("姓名,甲\n王姐,1\n", "甲=note", save_map="mine")

    def review(asked: Import, look: Look) -> Import | None:
        raise AssertionError("asked")

    asked = Import(str(desk.folder / "a.csv"), ("mine",))
    assert Importing(desk.clocked.book()).run(asked, lambda: b"", review).operation is None


@pytest.mark.parametrize("column", ["备注名", "姓名"])
def test_a_whole_phone_leaves_the_name_unasked(desk: Desk, column: str) -> None:
    found = desk.run(f"{column},微信号\nA-张三-浦东-烟机-13800138000,wx_zhangsan\n王五,wx_wangwu\n")
    [customer] = [one for one in desk.all() if "张三" in one.name]
    assert customer.name == "A-张三-浦东-烟机"
    assert [phone.number for phone in customer.phones] == ["+8613800138000"]
    example = "{mark}-{name}-{region}-{phone}"
    assert heard(found)[-2:] == [
        f"Phones taken out of the names in {column}: 1.",
        f"Take apart what else they hold with --remark '{column}={example}'",
    ]
    assert desk.again().operation is None
    pattern = f"{column}={PATTERN}"
    assert desk.again(remark=(pattern,), dry_run=True).refused == 0


# --- patterns told once


def test_a_pattern_told_once_is_used_again_for_such_a_file(desk: Desk) -> None:
    desk.run(exports.WECHAT, remark=(PATTERN,))
    before = desk.dump()
    again = desk.again()
    assert (again.operation, again.updated) == (None, 0)
    assert desk.dump() == before
    assert any("mapping remove remarks:1" in one for one in heard(again))
    desk.run(exports.WECHAT.replace("想换", "") + "wxid_b1,A-钱七-静安-灶具-13800138009" + "," * 8)
    assert next(one for one in desk.all() if "钱七" in one.name).name == "A-钱七-静安-灶具"
    text = exports.WECHAT.replace("A-李四-徐汇", "A-李四四-徐汇")
    assert desk.run(text).updated == 1
    assert {"张三", "李四四", "王姐"} <= {one.name for one in desk.all()}


def test_a_second_pattern_does_not_set_back_what_the_first_took_apart(desk: Desk) -> None:
    text = "备注,微信号\nA-张三-浦东,wx_aaa1\nB-李四-静安,wx_bbb1\n王姐/13800138000,wx_ccc1\n"
    desk.run(text, remark=("{ignore}-{name}-{region}",))
    found = desk.again(remark=("{name}/{phone}",))
    assert (found.added, found.updated) == (0, 1)
    before = desk.dump()
    assert desk.again().operation is None
    assert desk.again(remark=("{name}/{phone}",)).operation is None
    assert desk.dump() == before
    assert {one.name for one in desk.all()} == {"张三", "李四", "王姐"}


def test_a_remembered_pattern_is_listed_removed_and_taken_back_with_its_import(desk: Desk) -> None:
    desk.run("备注,昵称\nA-张三-浦东,a\n", remark=("{mark}-{name}-{region}",))
    assert kept(desk) == ["remarks:1"]
    desk.run("备注,描述\nA-李四-浦东,a\n", remark=("{mark}-{name}-{region}",), name="b.csv")
    assert kept(desk) == ["remarks:1", "remarks:2"]
    Log(desk.clocked.book()).undo(None)
    assert kept(desk) == ["remarks:1"]
    Mappings(desk.clocked.book()).remove("remarks:1")
    assert kept(desk) == []


def test_a_remembered_pattern_that_fits_nothing_is_left_alone(desk: Desk) -> None:
    desk.run("备注,昵称\nA-张三-浦东,a\n", remark=("{mark}-{name}-{region}",))
    found = desk.run("备注,昵称\n赵六/静安,d\n孙七/浦东,e\n", name="b.csv")
    assert not any("as last time" in one for one in heard(found))
    assert any("--remark '{name}/{region}'" in one for one in heard(found))


def test_a_preview_remembers_no_pattern(desk: Desk) -> None:
    desk.run("备注,昵称\nA-张三-浦东,a\n", remark=("{mark}-{name}-{region}",), dry_run=True)
    assert kept(desk) == []
