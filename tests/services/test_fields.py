"""Declared fields: declaring, setting, clearing, filtering, taking back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel import i18n
from leadfunnel.domain.condition import BadFilter
from leadfunnel.domain.field import BadFieldKey, BadFieldValue, UnknownFieldType
from leadfunnel.domain.mapping import BadMap
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.exporting import Export, Exporting
from leadfunnel.services.fields import (
    BadSet,
    ChoicesMissing,
    FieldExists,
    FieldInUse,
    Fields,
    NearDeclared,
    UnknownDeclared,
)
from leadfunnel.services.import_file import Import
from leadfunnel.services.importing import Importing
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape, UnknownColumn
from leadfunnel.services.results.imported import Imported
from leadfunnel.store.listing import UnknownOrder
from leadfunnel.store.undo import UndoConflict

SHIPPED = [
    "budget", "supplier", "supplier_satisfaction", "economic_status", "decision_maker",
    "buying_traits",
]  # fmt: skip


@pytest.fixture
def people(clocked: Clocked) -> Clocked:
    for line, sets in (
        ("王姐 13800138000", ("budget=8000", "supplier=老板")),
        ("李姐 13800138001", ("预算=1.2万", "对供应商满意度=2")),
        ("赵姐 13800138002", ("budget=$9,000",)),
        ("钱姐 13800138003", ()),
    ):
        Capture(clocked.book()).add(line, Details(sets=sets), Entering())
    return clocked


def put(clocked: Clocked, *sets: str, who: str = "王姐") -> None:
    Capture(clocked.book()).edit(who, Details(sets=sets))


def values(clocked: Clocked, who: str = "王姐") -> dict[str, str]:
    customer = Looking(clocked.book()).show(who).customer
    return {value.key: value.text for value in customer.fields}


def chosen(clocked: Clocked, *words: str) -> str:
    listing = Looking(clocked.book()).list(words, Shape())
    return " ".join(customer.name for customer in listing.customers)


def test_a_new_store_has_fields_in_three_languages(people: Clocked) -> None:
    listed = Fields(people.book()).list().fields
    assert [found.key for found in listed] == SHIPPED
    assert all(found.names.keys() == {"en", "zh-CN", "zh-TW"} for found in listed)


def test_values_are_set_changed_and_cleared(people: Clocked) -> None:
    assert values(people) == {"budget": "8000.00 CNY", "supplier": "老板"}
    put(people, "budget=1万", "决策人=先生", "供應商=")
    assert values(people) == {"budget": "10000.00 CNY", "decision_maker": "先生"}
    Log(people.book()).undo()
    assert values(people) == {"budget": "8000.00 CNY", "supplier": "老板"}
    check(people.path)


def test_setting_the_same_again_changes_nothing(people: Clocked) -> None:
    before = dump(people.path)
    changed = Capture(people.book()).edit("王姐", Details(sets=("budget=8千", "buying_traits=")))
    assert changed.operation is None
    assert dump(people.path) == before


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("budget", BadSet),
        ("=8000", BadSet),
        ("budget=lots", BadFieldValue),
        ("suplier=x", NearDeclared),
        ("colour=x", UnknownDeclared),
    ],
)
def test_what_cannot_be_set_changes_nothing(
    people: Clocked, text: str, error: type[Exception]
) -> None:
    before = dump(people.path)
    with pytest.raises(error):
        put(people, "decision_maker=x", text)
    assert dump(people.path) == before


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("budget>=5000", "王姐 李姐"),
        ("预算>=1万", "李姐"),
        ("budget<12000", "王姐"),
        ("budget=1.2万", "李姐"),
        ("budget!=8000", "李姐 赵姐 钱姐"),
        ("budget>$8000", "赵姐"),
        ("supplier=老板", "王姐"),
        ("supplier~板", "王姐"),
        ("not supplier=老板", "李姐 赵姐 钱姐"),
        ("supplier_satisfaction<=3", "李姐"),
        ("对供应商满意度=2 or supplier=老板", "王姐 李姐"),
    ],
)
def test_lists_are_filtered_by_fields(people: Clocked, words: str, names: str) -> None:
    assert chosen(people, words) == names


@pytest.mark.parametrize("words", ["supplier>3", "budget~80", "bugdet=1"])
def test_filters_that_make_no_sense(people: Clocked, words: str) -> None:
    with pytest.raises(BadFilter):
        chosen(people, words)


def test_every_type_can_be_declared_and_compared(people: Clocked) -> None:
    for key, kind in (("面积", "number"), ("since", "date"), ("vip", "yesno")):
        Fields(people.book()).add(key, kind)
    Fields(people.book()).add("grade_size", "choice", ("zh-CN=户型", "size"), ("小", "大"))
    put(people, "面积=88.5", "since=2026-01-31", "vip=是", "户型=大")
    assert values(people)["since"] == "2026-01-31"
    for words in ("面积>88", "since<2026-02-01", "vip=yes", "vip=是", "size=大", "户型=大"):
        assert chosen(people, words) == "王姐", words
    with pytest.raises(BadFieldValue):
        put(people, "户型=中")


def test_declaring_says_what_is_wrong(people: Clocked) -> None:
    fields = Fields(people.book())
    for key, kind, error in (
        ("budget", "text", FieldExists),
        ("预算", "text", FieldExists),
        ("stage", "text", BadFieldKey),
        ("地区", "text", BadFieldKey),
        ("9a", "text", BadFieldKey),
        ("size", "blob", UnknownFieldType),
        ("size", "choice", ChoicesMissing),
    ):
        with pytest.raises(error):
            fields.add(key, kind)
    with pytest.raises(ChoicesMissing):
        fields.add("size", "text", (), ("a",))


def test_a_name_belongs_to_the_language_it_was_typed_in(people: Clocked) -> None:
    i18n.use("zh-CN")
    Fields(people.book()).add("house_size", "number", ("面积",))
    assert Fields(people.book()).list().fields[-1].names == {"en": "面积", "zh-CN": "面积"}


def test_a_field_with_values_is_removed_only_when_told(people: Clocked) -> None:
    fields = Fields(people.book())
    with pytest.raises(FieldInUse) as caught:
        fields.remove("budget")
    assert caught.value.values["count"] == 3
    before = dump(people.path)
    fields.remove("预算", yes=True)
    assert values(people) == {"supplier": "老板"}
    with pytest.raises(UnknownDeclared):
        put(people, "budget=1")
    Log(people.book()).undo()
    assert dump(people.path) == before


def test_a_declaration_with_values_cannot_be_undone(people: Clocked) -> None:
    Fields(people.book()).add("area", "number")
    declared = Log(people.book()).history().entries[0].id
    put(people, "area=80")
    with pytest.raises(UndoConflict):
        Log(people.book()).undo(declared)
    Log(people.book()).undo()
    Log(people.book()).undo()
    assert [found.key for found in Fields(people.book()).list().fields] == SHIPPED


SHEET = """姓名,手机,预算,satisfied with supplier,供应商
王姐,13800138000,9千,4,方太
孙姐,13800138009,"$3,500",,老板
"""


def load(clocked: Clocked, text: str, **asked: object) -> Imported:
    path = clocked.path.parent / "people.csv"
    path.write_text(text, encoding="utf-8")
    return Importing(clocked.book()).run(Import(str(path), **asked), bytes)  # type: ignore[arg-type]


def test_a_file_fills_fields_by_their_names(people: Clocked) -> None:
    before = dump(people.path)
    load(people, SHEET)
    assert values(people) == {
        "budget": "9000.00 CNY",
        "supplier": "方太",
        "supplier_satisfaction": "4",
    }
    assert values(people, "孙姐") == {"budget": "3500.00 USD", "supplier": "老板"}
    assert load(people, SHEET).unchanged == 2
    Log(people.book()).undo()
    assert dump(people.path) == before


def test_a_value_that_does_not_fit_refuses_its_row(people: Clocked) -> None:
    text = "姓名,budget\n周姐,很多\n吴姐,1万\n"
    done = load(people, text, skip_bad=True, mapping=("budget=field:budget",))
    assert (done.added, done.refused) == (1, 1)
    assert done.problems[0]["column"] == "budget"
    assert values(people, "吴姐") == {"budget": "10000.00 CNY"}


def test_a_value_under_a_field_s_name_that_does_not_fit_goes_to_the_note(people: Clocked) -> None:
    assert load(people, "姓名,预算\n周姐,看情况\n吴姐,1万\n").added == 2
    assert values(people, "周姐") == {}
    assert Looking(people.book()).show("周姐").timeline[0].text == "预算: 看情况"
    assert values(people, "吴姐") == {"budget": "10000.00 CNY"}


def test_a_column_can_be_mapped_to_a_field(people: Clocked) -> None:
    load(people, "姓名,多少钱\n周姐,8千\n", mapping=("多少钱=field:budget",))
    assert values(people, "周姐") == {"budget": "8000.00 CNY"}
    with pytest.raises(BadMap):
        load(people, "姓名,x\n周姐,1\n", mapping=("x=field:nope",))


def test_an_export_brings_fields_back(people: Clocked, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    Exporting(people.book()).run(Export(output=str(out)))
    header = out.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header[-3:] == ["budget", "supplier", "supplier_satisfaction"]
    other = Clocked(tmp_path / "other.db")
    load(other, out.read_text(encoding="utf-8"))
    for who in ("王姐", "李姐", "赵姐", "钱姐"):
        assert values(other, who) == values(people, who)


@pytest.mark.parametrize("key", ["tags", "备注", "phones", "address", "created_at"])
def test_a_header_of_files_is_no_free_word(people: Clocked, key: str) -> None:
    with pytest.raises(BadFieldKey):
        Fields(people.book()).add(key, "text")


def test_a_merge_brings_the_values_that_the_survivor_lacks(people: Clocked) -> None:
    from leadfunnel.services.merging import Merging

    before = dump(people.path)
    Merging(people.book()).merge(("王姐", "李姐"), keep="A")
    assert values(people) == {
        "budget": "8000.00 CNY",
        "supplier": "老板",
        "supplier_satisfaction": "2",
    }
    Log(people.book()).undo()
    assert dump(people.path) == before


def sorted_by(clocked: Clocked, sort: str) -> str:
    listing = Looking(clocked.book()).list((), Shape(sort=sort))
    return " ".join(customer.name for customer in listing.customers)


def test_fields_sort_a_list_and_what_is_empty_stands_last(people: Clocked) -> None:
    assert sorted_by(people, "budget") == "王姐 李姐 赵姐 钱姐"
    assert sorted_by(people, "-预算") == "赵姐 李姐 王姐 钱姐"
    assert sorted_by(people, "supplier_satisfaction") == "李姐 王姐 赵姐 钱姐"
    assert sorted_by(people, "supplier") == "王姐 李姐 赵姐 钱姐"
    with pytest.raises(UnknownOrder) as caught:
        sorted_by(people, "colour")
    assert "decision_maker" in caught.value.values["orders"]  # type: ignore[operator]


def test_fields_are_columns_by_key_or_name(people: Clocked) -> None:
    shape = Shape(columns=("name", "预算", "supplier"))
    listing = Looking(people.book()).list((), shape)
    assert listing.columns == ("name", "field:budget", "field:supplier")
    assert listing.field_names["budget"] == "budget"
    with pytest.raises(UnknownColumn) as caught:
        Looking(people.book()).list((), Shape(columns=("colour",)))
    assert "decision_maker" in caught.value.values["columns"]  # type: ignore[operator]
