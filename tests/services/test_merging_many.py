"""Merging many pairs by a list, as one operation."""

from __future__ import annotations

import csv
import io
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Clocked
from tests.dump import check, dump
from tests.services.test_merging import add, card, four, merge, sound, split
from tests.workbooks import xlsx

from leadfunnel import i18n
from leadfunnel.domain.pair_form import HEADERS
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details
from leadfunnel.services.duplicates import DuplicateSearch
from leadfunnel.services.exporting import Exported, OutputIsStore
from leadfunnel.services.import_declared import Import
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.merging import MergeWithItself, Merging
from leadfunnel.services.merging_many import BadPairs, BadPolicy, MergingMany, OpenConflicts
from leadfunnel.services.pair_list import NoListForm, PairLists, Wanted
from leadfunnel.services.pair_rows import NoPairs
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.split_target import SeveralMerged

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "15"))


def many(
    clocked: Clocked,
    text: str,
    conflicts: str = "refuse",
    *,
    book: Book | None = None,
    **flags: bool,
) -> Changed:
    asked = Import("-", **flags)  # type: ignore[arg-type]
    return MergingMany(book or clocked.book()).merge(asked, text.encode, conflicts)


def written(clocked: Clocked, path: Path, conflicts: str = "refuse", **flags: bool) -> Changed:
    asked = Import(str(path), **flags)  # type: ignore[arg-type]
    return MergingMany(clocked.book()).merge(asked, lambda: b"", conflicts)


def texts(changed: Changed) -> list[str]:
    return [sentence.text.format(**sentence.values) for sentence in changed.said]


def alike(clocked: Clocked, count: int = 3) -> None:
    """Pairs 1 and 2, 3 and 4 and so on, each of one name and company."""
    for number in range(count):
        name = "张李王赵钱孙"[number] + "三"
        add(clocked, f"{name} 1380013800{number}", company="华新厨具")
        add(clocked, f"{name} 1390013900{number}", company="华新厨具")


def answers(clocked: Clocked, number: int) -> int:
    return Looking(clocked.book()).show(str(number)).customer.id


def test_pairs_stars_and_chains_become_one_each(clocked: Clocked) -> None:
    alike(clocked, 4)
    before = dump(clocked.path)
    changed = many(clocked, "a,b\n1,2\n3,5\n5,4\n8,7\n4,3\n", "keep")
    assert [answers(clocked, number) for number in range(1, 9)] == [1, 1, 3, 3, 3, 6, 8, 8]
    assert changed.understood["pairs"] == [[1, 2], [3, 5], [3, 4], [8, 7]]
    assert texts(changed)[:2] == ["4 customers were merged into 3.", "Said more than once: 1."]
    check(clocked.path)
    merged = dump(clocked.path)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before
    Log(clocked.book()).redo()
    assert dump(clocked.path) == merged
    check(clocked.path)
    assert [entry.command for entry in Log(clocked.book()).history().entries][:3] == [
        "redo", "undo", "merge",
    ]  # fmt: skip


PAIRS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from("AB")).filter(
        lambda pair: pair[0] != pair[1]
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six customers with histories that meet in tags, stages, owners and referrals."""
    clocked = Clocked(tmp_path_factory.mktemp("made") / "store.db")
    four(clocked)
    add(clocked, "n5 13800138005 #all #t1", stage="D", owner="小李", referrer="#4", source="抖音")
    add(clocked, "n6 13800138006 #t5", company="华新", source="展会")
    Ladder(clocked.book()).promote(["#5", "#2"], Move(pipeline="telesales"))
    Capture(clocked.book()).edit("#1", Details(referrer="#5"))
    return clocked.path


def copied(store: Path, folder: Path) -> Clocked:
    clocked = Clocked(Path(copy(store, folder / "store.db")))
    clocked.now += 60
    return clocked


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS, parted=st.lists(st.integers(1, 6), max_size=4), side=st.sampled_from("AB"))
def test_many_at_once_are_the_same_as_one_after_the_other(
    made: Path,
    tmp_path_factory: pytest.TempPathFactory,
    pairs: list[tuple[int, int, str]],
    parted: list[int],
    side: str,
) -> None:
    """Also what `split` makes of them afterwards, and what undo and redo bring back."""
    at_once, singly = (copied(made, tmp_path_factory.mktemp("many")) for _ in range(2))
    before = dump(at_once.path)
    lines = "".join(f"{a},{b},{keep}\n" for a, b, keep in pairs)
    many(at_once, f"a,b,keep\n{lines}")
    for a, b, keep in pairs:
        with suppress(MergeWithItself):
            Merging(singly.book()).merge((str(a), str(b)), keep=keep)
    merged = dump(at_once.path)
    assert merged == dump(singly.path)
    Log(at_once.book()).undo()
    assert dump(at_once.path) == before
    Log(at_once.book()).redo()
    assert dump(at_once.path) == merged
    for number in parted:
        with suppress(LeadfunnelError):
            split(singly, f"#{number}", side)
        with suppress(LeadfunnelError):
            split(at_once, f"#{number}", side)
        assert dump(at_once.path) == dump(singly.path)
    sound(at_once)
    check(at_once.path)


def test_one_of_many_is_parted_by_number_or_operation(clocked: Clocked) -> None:
    alike(clocked, 2)
    for number in (2, 4):
        Capture(clocked.book()).edit(f"#{number}", Details(address=f"street {number}"))
    before = dump(clocked.path)
    operation = many(clocked, "a,b\n1,2\n3,4\n1,3\n", "keep").operation or 0
    with pytest.raises(SeveralMerged) as caught:
        split(clocked, operation)
    assert [found["id"] for found in caught.value.candidates] == [2, 4, 3]
    split(clocked, "#3")
    assert card(clocked, 1).customer.address == "street 2"
    assert card(clocked, 3).customer.address == "street 4"
    assert [answers(clocked, number) for number in (2, 4)] == [1, 3]
    for number in (2, 4):
        split(clocked, f"#{number}")
    assert dump(clocked.path) == before


BAD = [
    ("a,b\n1,99\n", 2, "No customer answers to 99"),
    ("a,b\n1,nobody\n", 2, "nobody"),
    ("a,b\n1,1\n", 2, "itself"),
    ("a,b\n1,#1\n", 2, "itself"),
    ("a,b\n1,3\n", 2, "bin"),
    ("a,b\n5,1\n", 2, "#5 was merged into #6 before"),
    ("a,b\n1,\n", 2, ""),
    ("a,b\n1\n", 2, "1 field"),
    ("a,b,keep\n1,2,C\n", 2, "A is #1"),
    ("a,b,keep\n1,2,7\n", 2, "A is #1"),
    ("merge,a,b\nperhaps,1,2\n", 2, "neither yes nor no"),
    ("a,A name,b,B name\n1,张三,2,李三\n", 2, "#2 is called 张三, not 李三"),
    ("merge,a,b\nyes,1,7\nyes,7,2\nno,2,1\n", 4, "said to be two"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BAD)
def test_a_bad_row_is_told_by_its_line_and_nothing_is_done(
    clocked: Clocked, text: str, line: int, reason: str
) -> None:
    alike(clocked, 4)
    Bin(clocked.book()).delete(["#3"])
    merge(clocked, 6, 5)
    before = dump(clocked.path)
    with pytest.raises(BadPairs) as caught:
        many(clocked, text + "2,8,\n" if text.startswith("a,b,") else text, "keep")
    (problem,) = caught.value.problems
    assert problem["line"] == line
    assert reason in str(problem["text"])
    assert (caught.value.values["count"], dump(clocked.path)) == (1, before)


def test_bad_rows_are_left_in_a_file_and_the_others_merged(
    clocked: Clocked, tmp_path: Path
) -> None:
    alike(clocked)
    path = tmp_path / "pairs.csv"
    path.write_text("note,a,b\nx,1,2\n=y,3,99\n,5,6\n", encoding="utf-8")
    changed = written(clocked, path, skip_bad=True)
    assert [answers(clocked, number) for number in (2, 4, 6)] == [1, 4, 5]
    left = tmp_path / "pairs.refused.csv"
    assert changed.understood["refused_file"] == str(left)
    rows = list(csv.reader(io.StringIO(left.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["refusal reason", "note", "a", "b"]
    assert rows[1:] == [["line 3: No customer answers to 99.", "'=y", "3", "99"]]
    left.write_text(left.read_text(encoding="utf-8").replace("99", "4"), encoding="utf-8")
    written(clocked, left)
    assert answers(clocked, 4) == 3


def differing(clocked: Clocked) -> None:
    """Two pairs that contradict each other, and one that does not."""
    alike(clocked)
    Capture(clocked.book()).edit("#2", Details(company="西风", source="抖音"))
    Capture(clocked.book()).edit("#1", Details(source="展会"))
    Capture(clocked.book()).edit("#4", Details(company="东风"))


LIST = "a,b,keep\n1,2,{}\n3,4,\n5,6,\n"


def test_conflicts_are_counted_by_field_and_told_by_line(clocked: Clocked) -> None:
    differing(clocked)
    before = dump(clocked.path)
    with pytest.raises(OpenConflicts) as caught:
        many(clocked, LIST.format(""))
    assert (caught.value.values["count"], caught.value.values["total"]) == (2, 3)
    assert caught.value.values["fields"] == ("company 2", "source 1")
    assert [problem["line"] for problem in caught.value.problems] == [2, 3]
    assert caught.value.problems[0]["text"] == (
        "line 2: #1 and #2 differ: company: A 华新厨具 | B 西风; source: A 展会 | B 抖音"
    )
    with pytest.raises(OpenConflicts) as caught:
        many(clocked, LIST.format("B"))
    assert caught.value.values["count"] == 1
    assert dump(clocked.path) == before


@pytest.mark.parametrize(("conflicts", "companies", "merged"), [
    ("keep", ["西风", "华新厨具", "华新厨具"], 3),
    ("skip", ["西风", "华新厨具", "华新厨具"], 2),
])  # fmt: skip
def test_conflicts_are_decided_by_row_or_by_policy(
    clocked: Clocked, conflicts: str, companies: list[str], merged: int
) -> None:
    differing(clocked)
    changed = many(clocked, LIST.format("2"), conflicts)
    assert [card(clocked, number).customer.company for number in (1, 3, 5)] == companies
    assert (changed.understood["merged"], changed.understood["differing"]) == (merged, 3 - merged)


def test_no_such_policy(clocked: Clocked) -> None:
    with pytest.raises(BadPolicy):
        many(clocked, "a,b\n1,2\n", "ask")


def test_a_preview_counts_and_saves_nothing(clocked: Clocked) -> None:
    alike(clocked)
    before = dump(clocked.path)
    changed = many(clocked, "a,b\n1,2\n3,4\n", dry_run=True)
    assert (changed.operation, changed.dry_run, changed.understood["merged"]) == (None, True, 2)
    assert texts(changed) == ["2 customers were merged into 2."]
    assert dump(clocked.path) == before


def test_struck_out_rows_are_left_and_no_means_two(clocked: Clocked) -> None:
    alike(clocked)
    before = dump(clocked.path)
    changed = many(clocked, "merge,a,b\n是,1,2\n,3,4\nNo,6,5\n")
    assert [answers(clocked, number) for number in (2, 4, 6)] == [1, 4, 6]
    assert texts(changed)[1:3] == [
        "Struck out and left as they are: 1.",
        "Known as two from now on: 1.",
    ]
    found = DuplicateSearch(clocked.book()).search()
    assert [(pair.a.id, pair.b.id) for pair in found.pairs] == [(3, 4)]
    assert many(clocked, "merge,a,b\nno,5,6\n").operation is None
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "xlsx"])
def test_lists_as_wps_and_excel_save_them(clocked: Clocked, tmp_path: Path, encoding: str) -> None:
    alike(clocked)
    rows = [
        ["合并", "A编号", "A姓名", "B编号", "B姓名", "备注"],
        ["是", 1, "张三", 2, "张三", "同一个人，电话换了"],
        ["否", 3, "李三", 4, "李三", "父子"],
        ["", 5, "王三", 6, "王三", ""],
    ]
    path = tmp_path / ("pairs.xlsx" if encoding == "xlsx" else "pairs.csv")
    if encoding == "xlsx":
        path.write_bytes(xlsx(rows))
    else:
        out = io.StringIO()
        csv.writer(out, delimiter="\t" if encoding == "utf-16" else ",").writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))
    written(clocked, path)
    assert [answers(clocked, number) for number in (2, 4, 6)] == [1, 4, 6]
    assert [found.a.id for found in DuplicateSearch(clocked.book()).search().pairs] == [5]


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_that_is_written_is_read_again(
    clocked: Clocked, tmp_path: Path, form: str, language: str
) -> None:
    alike(clocked)
    add(clocked, "=1+1 13800138009 #VIP", wechat=("wx_nine",), company="东风")
    add(clocked, "=1+1 13900139009", company="东风", source="抖音")
    i18n.use(language)
    path = tmp_path / f"my pairs.{form}"
    done = PairLists(clocked.book()).write(Wanted(str(path)))
    assert not isinstance(done, Exported)
    assert done.record == {"path": str(path), "rows": 4}
    assert done.said[1].values == {"path": f"'{path}'"}
    written(clocked, path, "keep")
    assert [answers(clocked, number) for number in (2, 4, 6, 8)] == [1, 3, 5, 7]
    assert DuplicateSearch(clocked.book()).search().pairs == ()


def test_the_list_says_who_they_are_and_in_what_they_differ(clocked: Clocked) -> None:
    alike(clocked)
    Capture(clocked.book()).edit("#1", Details(address="南京路1号", source="展会"))
    Capture(clocked.book()).edit("#2", Details(address="南京路2号"))
    Ladder(clocked.book()).promote(["#2"], Move())
    found = PairLists(clocked.book()).write(Wanted("-", "#1"))
    assert isinstance(found, Exported)
    header, row = csv.reader(io.StringIO("".join(found.chunks)))
    assert header == [words[2] for words in HEADERS.values()]
    cells = dict(zip(HEADERS, row, strict=True))
    assert cells["differ"] == "address, stage"
    assert (cells["merge"], cells["keep"], cells["a"], cells["b"]) == ("yes", "", "1", "2")
    assert (cells["a_name"], cells["b_contact"]) == ("张三", "13900139000")
    masked = PairLists(clocked.book()).write(Wanted("-", "#1", masked=True))
    assert isinstance(masked, Exported)
    assert "13900139000" not in "".join(masked.chunks)


def test_no_file_is_replaced_unasked_nor_of_another_kind(clocked: Clocked, tmp_path: Path) -> None:
    alike(clocked)
    lists = PairLists(clocked.book())
    path = tmp_path / "store.csv"
    path.hardlink_to(clocked.path)
    with pytest.raises(OutputIsStore):
        lists.write(Wanted(str(path), force=True))
    with pytest.raises(NoListForm):
        lists.write(Wanted(str(tmp_path / "pairs.pdf")))
    taken = tmp_path / "pairs.csv"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(LeadfunnelError) as caught:
        lists.write(Wanted(str(taken)))
    assert (caught.value.code, taken.read_text(encoding="utf-8")) == ("output_exists", "mine")


@pytest.mark.parametrize("text", ["id,name\n1,2\n", "1,2\n3,4\n", "A姓名,B姓名\n张三,张三\n"])
def test_a_list_without_two_columns_of_customers_is_none(clocked: Clocked, text: str) -> None:
    alike(clocked)
    with pytest.raises(NoPairs):
        many(clocked, text)


def test_customers_may_be_named_by_phone_or_name(clocked: Clocked) -> None:
    alike(clocked)
    many(clocked, "客户A,客户B\n13800138000,13900139000\n＃３,0４\n")
    assert [answers(clocked, number) for number in (2, 4)] == [1, 3]


def test_a_person_at_the_terminal_is_asked_once(clocked: Clocked, tmp_path: Path) -> None:
    alike(clocked)
    path = tmp_path / "pairs.csv"
    path.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    clocked.confirmed = False
    book = clocked.book()
    book.acting = replace(book.acting, on_terminal=True)
    before = dump(clocked.path)
    with pytest.raises(NotConfirmed):
        MergingMany(book).merge(Import(str(path)), lambda: b"")
    assert dump(clocked.path) == before
    assert MergingMany(book).merge(Import(str(path), dry_run=True), lambda: b"").dry_run


def test_referrals_follow_and_what_was_forbidden_stays_so(clocked: Clocked) -> None:
    alike(clocked)
    Capture(clocked.book()).edit("#5", Details(referrer="#2"))
    Capture(clocked.book()).edit("#1", Details(referrer="#4", do_not_contact=False))
    Capture(clocked.book()).edit("#2", Details(do_not_contact=True))
    changed = many(clocked, "a,b\n1,2\n3,4\n4,5\n", "keep")
    assert card(clocked, 1).customer.do_not_contact
    assert card(clocked, 1).customer.referrer_id == 3
    assert card(clocked, 3).customer.referrer_id is None
    assert "Referrals taken out that would run in a circle: 1." in texts(changed)
    assert "Not to be contacted, because one of the two asked for it: 1." in texts(changed)
