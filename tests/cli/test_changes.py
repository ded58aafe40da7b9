"""Changes in bulk and corrections as typed: standard input, words beside commands, languages."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Program

from leadfunnel.cli import arguments


def test_what_list_prints_is_what_the_others_read(lf: Program) -> None:
    lf("export", "-o", "all.csv", "--excel")
    for text in (
        lf("list", "--json").out,
        (lf.folder / "all.csv").read_bytes(),
        "1\n#2\n3\n4\n",
        "\ufeff1\r\n2\r\n3\r\n4\r\n",
    ):
        changed = lf("tag", "-", "all", "--json", stdin=text).document
        assert [customer["id"] for customer in changed["customers"]] == [1, 2, 3, 4]
        assert lf("undo").rc == 0


def test_a_bad_line_is_told_by_its_number(lf: Program) -> None:
    before = lf.dump()
    ran = lf("promote", "-", stdin="1\nnobody\n张伟\n")
    assert ran.rc == 3
    assert [line for line in ran.err.splitlines() if line.startswith("  ")] == [
        "  line 2: No customer answers to nobody.",
        "  line 3: 2 customers answer to 张伟.",
    ]
    error = lf("promote", "-", "--json", stdin="张伟\n").error
    assert error["code"] == "ambiguous_lines"
    assert error["problems"][0]["line"] == 1
    assert lf("promote", "-", stdin=b"\xff\xfe1").rc == 2
    assert lf("promote", "-", stdin="").out == "Nobody matches.\n"
    assert lf.dump() == before


def test_what_destroys_reads_a_list_and_a_yes(lf: Program) -> None:
    assert lf("delete", "-", stdin="1\n2\n").rc == 5
    assert lf("delete", "-", "--yes", stdin="1\n2\n").rc == 0
    assert [item["id"] for item in lf("list", "--json").document["items"]] == [3, 4]
    assert lf("delete", "-", "--yes", stdin="bo\n").rc == 3


def test_a_rehearsal_says_so(lf: Program) -> None:
    ran = lf("promote", "--where", "created<100y", "--dry-run")
    assert ran.out.endswith("Only a preview: nothing was saved.\n")
    document = lf("promote", "1", "--dry-run", "--json").document
    assert (document["operation"], document["dry_run"]) == (None, True)
    assert document["customers"][0]["stage"] == "D"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("log rm i1", ("log", "rm")),
        ("log edit --grade A I12", ("log", "edit")),
        ("log move i1 rm", ("log", "move")),
        ("log rm call hello", ("log",)),
        ("log edit call --outcome busy", ("log",)),
        ("log -- rm i1", ("log",)),
        ("log #1 call i1", ("log",)),
        ("tags rename a b", ("tags", "rename")),
    ],
)
def test_a_customer_may_be_called_like_a_command(line: str, path: tuple[str, ...]) -> None:
    found = arguments.read(line.split())
    assert found is not None
    assert found.path == path


def test_a_customer_of_these_initials_is_still_logged_with(lf: Program) -> None:
    assert lf("add", "任敏", "13700007777").rc == 0
    assert "任敏" in lf("log", "rm", "call", "hello").out
    assert lf("log", "rm", "--help").out.startswith("Usage: leadfunnel log rm ")
    assert "iN" in lf("log", "rm").err
    assert lf("log", "--help").out.startswith("Usage: leadfunnel log ")


def test_what_was_corrected_stands_in_the_history_of_a_customer(lf: Program) -> None:
    lf("log", "edit", "i2", "--outcome", "no_answer")
    lf("stage-fix", "1", "--change", "2", "--to", "D")
    commands = [entry["command"] for entry in lf("history", "1", "--json").document["items"]]
    assert commands[:2] == ["stage-fix", "log edit"]


def test_documents(lf: Program) -> None:
    lf("consent", "1", "--withdrawn", "--channel", "微信", "--how", "删了我")
    lf("mute", "1", "stuck", "--until", "2026-12-01")
    card = lf("show", "1", "--json").document
    assert card["mutes"] == [{"reason": "stuck", "until": "2026-12-01"}]
    (wish,) = card["consents"]
    assert (wish["channel"], wish["state"], wish["how"]) == ("wechat", "withdrawn", "删了我")
    assert lf("consent", "1", "--json").document["consents"] == [wish]
    passage = lf("stage-fix", "1", "--json").document
    assert [change["to"] for change in passage["changes"]] == ["B", "C"]
    sources = lf("source", "list", "--json").document
    assert sources["items"] == [{"source": "抖音", "customers": 1}]
    tags = lf("tags", "list", "--json").document
    assert tags["items"][0]["tag"] == "region:浦东"
    assert lf("next", "1", "tomorrow", "--kind", "wechat").err.startswith("warning: 王姐")


def test_a_source_or_tag_is_nobodys_name(lf: Program) -> None:
    lf("add", "尹大姐 13800138777 小广告 来源:小广告 +张江")
    for words in (("log", "小广告", "电话"), ("promote", "小广告"), ("show", "张江")):
        assert lf(*words).rc == 3
    refused = lf("cost", "小广告", "900")
    assert refused.rc == 3
    assert "--channel 小广告" in refused.err
    assert "尹大姐" in lf("find", "小广告").out
    assert lf("show", "尹大姐 小广告").rc == 0
