"""Columns and their meaning: known headers, typed pairs, mapping files and all their problems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import OWN, WORDS, plain_header, read_field
from leadfunnel.domain.mapping import (
    BadMap,
    BadMapping,
    BadStageWord,
    Declared,
    choose,
    read_pair,
    read_word,
)
from leadfunnel.domain.mapping_file import read_file, to_toml

NONE = Declared()


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("姓名", "name"),
        ("客户名称", "name"),
        ("手机", "phone"),
        ("手机号", "phone"),
        ("手機號碼", "phone"),
        ("电话", "phone"),
        ("微信", "wechat"),
        ("微信号", "wechat"),
        ("邮箱", "email"),
        ("公司", "company"),
        ("来源", "source"),
        ("标签", "tags"),
        ("備註", "note"),
        ("负责人", "owner"),
        ("创建时间", "created_at"),
        ("下次跟进时间", "next"),
        ("阶段", "stage"),
        ("生日", "birthday"),
        ("地址", "address"),
        ("门店", "outlet"),
        ("性别", "tag:gender"),
        ("Name", "name"),
        ("FULL NAME", "name"),
        ("First Name", "first_name"),
        ("last_name", "last_name"),
        ("Phone", "phone"),
        ("Mobile Phone", "phone"),
        ("E-mail", "email"),
        ("Company", "company"),
        ("Lead Source", "source"),
        ("Notes", "note"),
        ("Owner", "owner"),
        ("Created", "created_at"),
        ("*姓名（必填）", "name"),
        ("Status", "status"),
        ("Lead ID", ""),
        ("", ""),
        ("喜欢的颜色", ""),
    ],
)
def test_known_headers(header: str, meant: str) -> None:
    assert choose([header], NONE).fields == (meant,)


def test_no_header_word_has_two_meanings() -> None:
    words = [plain_header(word) for words in WORDS.values() for word in words.split()]
    assert len(words) == len(set(words))


def test_our_own_export_is_recognised_whole() -> None:
    columns = choose(list(OWN), NONE)
    assert columns.own
    assert columns.fields == tuple(OWN.values())
    assert not choose(["name", "stage"], NONE).own


def test_the_first_of_two_columns_for_one_field_wins_and_the_other_is_told() -> None:
    columns = choose(["姓名", "名称", "手机", "电话"], NONE)
    assert columns.fields == ("name", "", "phone", "phone")
    assert columns.unmapped == ("名称",)


def test_a_declared_column_wins_over_headers() -> None:
    declared = read_pair("名称=name").over(read_pair("手机=ignore"))
    columns = choose(["姓名", "名称", "手机"], declared)
    assert columns.fields == ("", "name", "ignore")
    assert columns.typed == frozenset({1, 2})


def test_ids_of_a_system_need_its_name() -> None:
    assert choose(["Lead ID"], Declared(system="crm")).fields == ("external_id",)


def test_what_a_declaration_gets_wrong() -> None:
    columns = choose(["a", "b"], Declared({"c": "name", "a": "company", "b": "company"}))
    assert [column for column, _ in columns.problems] == ["c", "b"]
    assert "no such column: a, b" in columns.problems[0][1]


def test_a_header_that_is_data_is_not_shown_whole() -> None:
    columns = choose(["王姐", "138 0013 8000"], Declared({"x": "name"}))
    assert "8000" not in columns.problems[0][1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("name", "name"),
        (" Phone ", "phone"),
        ("手机", "phone"),
        ("stage:booking", "stage:BOOKING"),
        ("tag:地区", "tag:region"),
        ("tag:campaign", "tag:campaign"),
        ("phones", "phone"),
        ("colour", None),
        ("stage:", None),
        ("tag:", None),
        ("", None),
    ],
)
def test_fields_as_typed(text: str, meant: str | None) -> None:
    assert read_field(text) == meant


def test_a_pair_may_have_an_equals_sign_in_its_column() -> None:
    assert read_pair("a=b = phone").columns == {"a=b": "phone"}


@pytest.mark.parametrize("text", ["phone", "=phone", "Phone=fone", "Phone="])
def test_bad_pairs(text: str) -> None:
    with pytest.raises(BadMap):
        read_pair(text)


def test_a_near_miss_is_offered() -> None:
    with pytest.raises(BadMap) as caught:
        read_pair("Company=compny")
    assert 'did you mean "company"?' in str(caught.value.values["reason"])


FILE = """
pipeline = "real-estate"
system = "crm"
date_format = "ymd"
[columns]
"Lead_ID" = "external_id"
"Booking_Date" = "stage:booking"
"城市" = "tag:地区"
[values.stage]
"Contacted" = "LEAD"
"""


def test_a_mapping_file() -> None:
    found = read_file(FILE.encode(), "x.toml")
    assert found == Declared(
        {"Lead_ID": "external_id", "Booking_Date": "stage:BOOKING", "城市": "tag:region"},
        {"contacted": "LEAD"},
        "real-estate",
        "crm",
        "ymd",
    )


def test_every_problem_of_a_mapping_file_is_listed() -> None:
    text = """
    pipline = "x"
    system = 3
    [columns]
    a = "nme"
    b = 1
    [values]
    source = {}
    stage = { x = 1 }
    """
    with pytest.raises(BadMapping) as caught:
        read_file(text.encode(), "x.toml")
    keys = [problem["key"] for problem in caught.value.problems]
    assert keys == [
        "columns.a",
        "columns.b",
        "pipline",
        "system",
        "values.source",
        "values.stage.x",
    ]
    assert caught.value.values["count"] == 6


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"[columns", b"columns = 3", b"values = 3", b"[values]\nstage = 3"]
)
def test_unusable_mapping_files(data: bytes) -> None:
    with pytest.raises(BadMapping) as caught:
        read_file(data, "x.toml")
    assert caught.value.problems


def test_flags_win_over_files() -> None:
    merged = Declared({"a": "name"}, system="erp").over(
        Declared({"a": "note", "b": "phone"}, system="crm")
    )
    assert merged.columns == {"a": "name", "b": "phone"}
    assert merged.system == "erp"


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["客户名称", "联系人"], ("firm", "name")),
        (["姓名", "客户名称"], ("name", "firm")),
        (["客户名称", "手机"], ("name", "phone")),
        (["公司", "客户", "联系人"], ("company", "name", "")),
        (["Customer Name", "Contact Person"], ("firm", "name")),
        (["客户名称", "姓名", "昵称"], ("firm", "name", "nickname")),
    ],
)
def test_a_customer_s_name_is_the_firm_s_where_a_person_is_named_too(
    headers: list[str], fields: tuple[str, ...]
) -> None:
    assert choose(headers, NONE).fields == fields


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(
    st.dictionaries(texts, st.sampled_from(["name", "tag:region", "stage:B", "ignore"])),
    st.dictionaries(texts.map(fold).filter(bool), st.sampled_from(["B", "WON"])),
    st.lists(st.sampled_from(["{mark}-{name}", "备注={name}|{phone}"]), max_size=2),
    st.booleans(),
    st.lists(texts, max_size=3),
)
def test_a_mapping_written_as_a_file_reads_back_the_same(
    columns: dict[str, str],
    values: dict[str, str],
    remark: list[str],
    keep_rest: bool,
    header: list[str],
) -> None:
    declared = Declared(columns, values, "p", None, "ymd", tuple(remark), keep_rest, tuple(header))
    assert read_file("\n".join(to_toml(declared)).encode(), "x.toml") == declared


def test_what_a_file_gets_wrong_about_remarks_and_lists() -> None:
    text = 'remark = ["{nme}", "{name}"]\nheader = "a"\nkeep_rest = "yes"\n'
    with pytest.raises(BadMapping) as caught:
        read_file(text.encode(), "x.toml")
    assert [problem["key"] for problem in caught.value.problems] == [
        "header",
        "keep_rest",
        "remark",
    ]


@pytest.mark.parametrize("text", ["", "=", "x=", "=B", "x"])
def test_bad_stage_words(text: str) -> None:
    with pytest.raises(BadStageWord):
        read_word(text)
