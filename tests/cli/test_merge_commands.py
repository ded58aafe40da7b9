"""`merge`, `split`, `duplicates` as typed: exit codes, documents, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Program


def test_a_customer_is_not_merged_with_itself(lf: Program) -> None:
    before = lf.dump()
    ran = lf("merge", "1", "1")
    assert ran.rc == 5
    assert "itself" in ran.err
    assert lf.dump() == before


@pytest.mark.parametrize(("words", "rc"), [
    (("merge", "2", "3"), 5),
    (("merge", "2", "9"), 3),
    (("merge", "张伟", "1"), 4),
    (("merge", "2", "zhang"), 3),
    (("merge", "2"), 2),
    (("merge", "2", "3", "--keep", "C"), 2),
    (("merge", "2", "3", "--take", "colour=A"), 2),
    (("split", "2"), 5),
    (("split", "nobody"), 3),
    (("split", ""), 2),
    (("duplicates", "1", "2"), 2),
    (("duplicates", "--not", "1"), 2),
    (("duplicates", "--not", "1", "1"), 5),
    (("duplicates", "--not", "1", "nobody"), 3),
    (("add", "13800136666", "--again", "--force"), 2),
])  # fmt: skip
def test_what_is_refused_changes_nothing(lf: Program, words: tuple[str, ...], rc: int) -> None:
    before = lf.dump()
    ran = lf(*words)
    assert ran.rc == rc, ran.err
    assert lf.dump() == before
    assert lf(*words, "--json").error["message"]


def test_conflicts_tell_what_to_type_and_that_works(lf: Program) -> None:
    error = lf("merge", "2", "3", "--json").error
    assert error["code"] == "merge_conflict"
    assert [problem["field"] for problem in error["problems"]] == ["stage"]
    typed = error["hint"].rpartition(": ")[2].split()
    found = lf("merge", "2", "3", *typed, "--json").document
    assert found["schema"] == "leadfunnel.change/1"
    assert [customer["id"] for customer in found["customers"]] == [2]
    assert found["understood"]["conflicts"] == [{"field": "stage", "a": "C", "b": "B", "kept": "A"}]
    assert lf("show", "3", "--json").document["merged"][0]["id"] == 3
    before = lf.dump()
    assert lf("split", "3", "--dry-run").rc == 0
    assert lf.dump() == before
    assert [one["id"] for one in lf("split", "3", "--json").document["customers"]] == [2, 3]
    assert lf("undo").rc == 0
    assert lf.dump() == before


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("columns", ["60", "100"])
def test_every_screen_in_both_languages(lf: Program, lang: str, columns: str) -> None:
    env = {"LEADFUNNEL_LANG": lang, "COLUMNS": columns}
    for words in (
        ("add", "張偉", "13700008888", "--company", "上海东风有限公司"),
        ("duplicates",),
        ("merge", "2", "5", "--dry-run"),
        ("merge", "2", "5", "--take", "stage=B", "--take", "company=B"),
        ("show", "5"),
        ("split", "5"),
        ("duplicates", "--not", "2", "5"),
        ("duplicates",),
    ):
        ran = lf(*words, env=env)
        assert (ran.rc, ran.err) == (0, "")
        assert ran.out


def test_duplicates_as_a_document(lf: Program) -> None:
    assert lf("add", "張偉", "13700008888", "--company", "上海东风有限公司").rc == 0
    found = lf("duplicates", "--json").document
    assert (found["schema"], found["count"], found["more"]) == ("leadfunnel.duplicates/1", 1, 0)
    pair = found["items"][0]
    assert (pair["a"]["id"], pair["b"]["id"]) == (2, 5)
    assert {"code": "same_company", "text": "same company: 东风 = 上海东风有限公司"} in pair[
        "evidence"
    ]


def test_a_merged_record_has_no_pipeline_of_its_own_on_the_card(lf: Program) -> None:
    assert lf("merge", "2", "3", "--keep", "A").rc == 0
    shown = lf("show", "2", env={"LEADFUNNEL_LANG": "en"}).out
    assert shown.count("Customer lifecycle") == 1
    assert (
        shown.index("Customer lifecycle") < shown.index("\nEarlier\n") < shown.index("Merged into")
    )


def test_stages_are_offered_by_the_names_one_reads(lf: Program) -> None:
    ran = lf("list", "stage=ZZ", env={"LEADFUNNEL_LANG": "zh-CN"})
    assert ran.rc == 2
    assert "B 潜在" in ran.err
    assert "Prospect" not in ran.err


def test_a_list_of_pairs_is_written_struck_out_and_merged(lf: Program, tmp_path: Path) -> None:
    assert lf("add", "張偉", "13700008888", "--company", "上海东风有限公司").rc == 0
    before = lf.dump()
    path = str(tmp_path / "pairs.csv")
    assert lf("duplicates", "-o", path, "--json").document == {
        "schema": "leadfunnel.pairs/1", "path": path, "rows": 1,
    }  # fmt: skip
    assert lf("duplicates", "-o", path).rc == 5
    refused = lf("merge", "--file", path, "--json")
    assert (refused.rc, refused.error["code"]) == (5, "open_conflicts")
    assert refused.error["problems"][0]["line"] == 2
    preview = lf("merge", "--file", path, "--conflicts", "keep", "--dry-run", "--json").document
    assert (preview["operation"], preview["dry_run"]) == (None, True)
    assert lf.dump() == before
    found = lf("merge", "--file", path, "--conflicts", "keep", "--json").document
    assert (found["understood"]["merged"], found["understood"]["pairs"]) == (1, [[2, 5]])
    assert [customer["id"] for customer in found["customers"]] == [2]
    bad = lf("merge", "--file", path, "--json")
    assert (bad.rc, bad.error["problems"][0]["code"]) == (6, "merged_before")
    assert lf("undo").rc == 0
    assert lf.dump() == before


@pytest.mark.parametrize("words", [
    ("merge",),
    ("merge", "--file", "x.csv", "2", "3"),
    ("merge", "--file", "x.csv", "--keep", "A"),
    ("merge", "2", "3", "--skip-bad"),
    ("merge", "2", "3", "--conflicts", "keep"),
    ("merge", "--file", "-", "--conflicts", "ask"),
    ("duplicates", "--force"),
    ("duplicates", "--not", "2", "3", "-o", "x.csv"),
    ("duplicates", "-o", "x.pdf"),
])  # fmt: skip
def test_flags_that_do_not_go_together_are_refused(lf: Program, words: tuple[str, ...]) -> None:
    ran = lf(*words)
    assert ran.rc == 2, ran.err
    assert "error:" in ran.err


def test_a_list_comes_on_standard_input_too(lf: Program) -> None:
    ran = lf("merge", "--file", "-", "--conflicts", "keep", stdin="a,b\n2,3\n")
    assert ran.rc == 0, ran.err
    assert lf("show", "3", "--json").document["customer"]["id"] == 2
