"""Commands of sale events and groups: undone whole, told in JSON, refused with a reason."""

from __future__ import annotations

import io
import json
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from tests.cli.conftest import CONTROLS, Program
from tests.cli.test_dialler import WIDTH, call
from tests.dump import dump

from leadfunnel import i18n
from leadfunnel.cli.main import run
from leadfunnel.views.cells import cells

NOW = "2026-04-28T10:00:00+08:00"
START = (
    *(f"add 客户{n:02d} 136000001{n:02d} @展会" for n in range(1, 8)),
    "add 张三 13700000001",
    "product add 烟机 --price 3999",
    "campaign new 五一爆破 --from 2026-05-01 --to 2026-05-03 --calls 4 --group 3 --reward 奖50",
    "campaign guide 小李 'wang mei'",
    "campaign fill 五一爆破 客户01 客户02 客户03 客户04 客户05",
    "campaign assign",
    "campaign fill 五一爆破 客户06 客户07",
    "log 客户01 A 烟机 群 周六来 --campaign .",
    "log 客户02 B 扫码 --campaign .",
    "log 客户05 无效 广告 --campaign .",
    "group new 老客群 --benefit 每周特价",
    "group join 老客群 客户01 客户02 --by qr",
)
CHANGES = {
    "campaign new 端午 --from 2026-06-18 --to 2026-06-20": "campaign new",
    "campaign edit 五一爆破 --to 2026-05-05 --goal 二十单 --penalty 奶茶": "campaign edit",
    "campaign guide 小赵 --calls 30": "campaign guide",
    "campaign done goal": "campaign done",
    "campaign fill 五一爆破 张三": "campaign fill",
    "campaign assign --each 5": "campaign assign",
    "campaign take 2": "campaign take",
    "campaign enter --guide 小李 '0103 B 烟机 群 周六来' '客户04 未接'": "campaign enter",
    "campaign collect sheet.csv": "campaign collect",
    "campaign collect walk-in.csv --guide 小李": "campaign collect",
    "campaign edit 五一爆破 --source 小区摆台": "campaign edit",
    "campaign reopen 客户05": "campaign reopen",
    "campaign close": "campaign close",
    "log 客户03 电话 A 烟机 群 约周日 预算5千 --campaign .": "log",
    "log 客户03 成交 烟机 3999 --campaign .": "log",
    "log 客户01 没买 价格 --campaign 五一": "log",
    "buy 客户02 烟机 3999 --campaign .": "buy",
    "group new 五一群 --campaign . --helper 客户02": "group new",
    "group edit 老客群 --name 老友群 --purpose 复购": "group edit",
    "group join 老客群 客户03 --by phone": "group join",
    "group left 老客群 客户01 --junk 同行": "group left",
    "group spoke 老客群 客户02": "group spoke",
}
SHOWN = {
    "campaign": "campaign-report",
    "campaign check --on 2026-04-27": "campaign-report",
    "campaign summary": "campaign-report",
    "campaign summary --as-of 2026-04-28": "campaign-report",
    "campaign summary --by 天": "campaign-report",
    "campaign list": "campaigns",
    "campaign summary --open keen --guide 小李": "list",
    "campaign show": "campaign",
    "campaign compare 五一爆破 五一": "campaigns-compared",
    "call --campaign . --list --owner all": "call-queue",
    "group list": "groups",
    "group show 老客群": "group",
    "today": "today",
}
REFUSED = {
    "campaign new 五一爆破 --from 2026-05-01 --to 2026-05-03": (5, "campaign_taken"),
    "campaign new 12 --from 2026-05-01 --to 2026-05-03": (2, "bad_campaign_name"),
    "campaign new 端午 --from 2026-06-20 --to 2026-06-18": (2, "bad_campaign_days"),
    "campaign new 端午": (2, "no_campaign_days"),
    "campaign new 端午 --from 某天 --to 2026-06-18": (2, "unreadable_when"),
    "campaign edit 五一爆破": (2, "nothing_to_edit"),
    "campaign edit 没有 --goal x": (3, "no_campaign"),
    "campaign guide 小李 --calls 很多": (2, "bad_goal"),
    "campaign done 没有": (3, "no_check"),
    "campaign take 0": (2, None),
    "campaign enter ''": (2, "no_lines"),
    "campaign enter '没有这人 A'": (2, "bad_lines"),
    "campaign collect nothing.csv": (6, None),
    "campaign collect notes.csv": (6, "no_campaign_sheet"),
    "campaign collect bad.csv": (6, "rows_refused"),
    "campaign sheet --guide 小李 -o li.doc": (2, "unknown_ending"),
    "campaign sheet --guide 没有 -o li.xlsx": (3, None),
    "campaign summary -o sheet.csv": (2, "unknown_ending"),
    "campaign summary -o there.json": (5, "output_exists"),
    "campaign compare 没有": (3, "no_campaign"),
    "campaign summary --guide 小李": (2, "only_with_open"),
    "campaign summary --by week": (2, "only_by_day"),
    "campaign summary --by day --open keen": (2, "only_by_day"),
    "campaign sheet --all --guide 小李 -o out": (2, "all_or_one"),
    "campaign sheet --all -o all.doc": (2, "unknown_ending"),
    "campaign sheet --all -o there": (5, "output_exists"),
    "campaign sheet --all -o notes.csv/x": (7, "output_failed"),
    "campaign check --open 大概": (2, "unknown_figure"),
    "campaign reopen 客户01": (5, "not_junk"),
    "log 客户05 A --campaign .": (5, "junk_person"),
    "log 客户01 A --campaign . --stage C": (2, "only_words"),
    "log 客户01 A --campaign 没有": (3, "no_campaign"),
    "buy 客户01 烟机 --campaign 没有": (3, "no_campaign"),
    "call --campaign . --today --list": (2, "called_twice"),
    "call --campaign 没有 --list": (3, "no_campaign"),
    "group new 老客群": (5, "group_taken"),
    "group edit 老客群": (2, "nothing_to_edit"),
    "group join 没有 客户01": (3, "no_group"),
    "group join 老客群 客户05": (5, "junk_member"),
    "group join 老客群 客户03 --by 鸽子": (2, "bad_way"),
    "group left 老客群 客户03": (5, "not_in_group"),
    "group show 没有": (3, "no_group"),
}
FILES = {
    "sheet.csv": "电话,意向,意向产品\n13600000103,强,烟机\n13600000104,未接,\n",
    "walk-in.csv": "姓名,电话,微信,意向\n路人,13611112222,,强\n客户07,13600000107,lin_07,\n",
    "notes.csv": "a,b\n1,2\n",
    "bad.csv": "电话,意向\n13600000103,很好\n",
    "there.json": "{}",
    "there/小李.xlsx": "",
}


@dataclass
class Shop:
    """A store in a folder, and what a command in it writes."""

    program: Program
    monkeypatch: pytest.MonkeyPatch

    def run(self, line: str, **env: str) -> tuple[int, str, str]:
        """Run a command line in this process: its exit code and what it wrote."""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        self.monkeypatch.setattr(sys, "stdout", out)
        self.monkeypatch.setattr(sys, "stderr", err)
        environ = self.program.environ({"LEADFUNNEL_NOW": NOW, "LEADFUNNEL_LANG": "en", **env})
        rc = run(shlex.split(line), environ)
        found = []
        for stream in (out, err):
            stream.flush()
            found.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        assert not CONTROLS.search("".join(found))
        return rc, found[0], found[1]

    def done(self, line: str, **env: str) -> str:
        """Return what a command wrote that must succeed."""
        rc, out, err = self.run(line, **env)
        assert rc == 0, f"{line}: {err}"
        return out


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    program = Program(tmp_path_factory.mktemp("sale"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        shop = Shop(program, monkeypatch)
        for line in START:
            shop.done(line)
        i18n.use("en")
        yield program.db


@pytest.fixture
def shop(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    program = Program(tmp_path)
    copy(template, program.db)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield Shop(program, monkeypatch)
    program.check()
    i18n.use("en")


@pytest.mark.parametrize("line", CHANGES)
def test_what_was_done_is_taken_back_whole_and_done_again(shop: Shop, line: str) -> None:
    before = dump(shop.program.db)
    document = json.loads(shop.done(f"{line} --json"))
    assert document["schema"] == "leadfunnel.change/1"
    after = dump(shop.program.db)
    assert after != before
    [entry] = json.loads(shop.done("history --limit 1 --json"))["items"]
    assert (entry["command"], entry["operation"]) == (CHANGES[line], document["operation"])
    told = shop.done("history --limit 1", LEADFUNNEL_LANG="zh-CN").splitlines()[0]
    assert CHANGES[line] == "log" or CHANGES[line] not in told
    shop.done("undo")
    assert dump(shop.program.db) == before
    shop.done("redo")
    assert dump(shop.program.db) == after


@pytest.mark.parametrize("line", SHOWN)
def test_what_is_shown_changes_nothing(shop: Shop, line: str) -> None:
    before = dump(shop.program.db)
    assert json.loads(shop.done(f"{line} --json"))["schema"] == f"leadfunnel.{SHOWN[line]}/1"
    for language in ("en", "zh-CN", "zh-TW"):
        assert shop.done(line, LEADFUNNEL_LANG=language).strip()
    assert dump(shop.program.db) == before


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_refused_changes_nothing_and_says_why(shop: Shop, line: str) -> None:
    before = dump(shop.program.db)
    wanted, code = REFUSED[line]
    rc, out, err = shop.run(f"{line} --json")
    assert (rc, out) == (wanted, ""), err
    error: dict[str, Any] = json.loads(err)["error"]
    assert error["message"]
    assert code in (None, error["code"])
    rc, out, err = shop.run(line, LEADFUNNEL_LANG="zh-CN")
    assert rc == wanted
    assert [one[:7] for one in err.splitlines() if not one.startswith("  ")][:1] == ["error: "]
    assert dump(shop.program.db) == before


def test_files_hold_what_the_screen_says(shop: Shop) -> None:
    document = json.loads(shop.done("campaign summary --json"))
    shop.done("campaign summary -o s.json")
    assert json.loads(Path("s.json").read_text(encoding="utf-8")) == document
    shop.done("edit 客户02 --name '<b>onclick=1</b>'")
    shop.done("campaign edit 五一爆破 --goal '<script>x</script>'")
    for line, name in (
        ("campaign sheet --guide 'wang mei' -o a.html", "a.html"),
        ("campaign summary -o b.html", "b.html"),
    ):
        told = json.loads(shop.done(f"{line} --json"))
        page = Path(name).read_text(encoding="utf-8")
        assert told["files"] == [{"path": name, "bytes": len(page.encode())}]
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert "<b>onclick" not in page
    shop.done("campaign summary --by day -o d.html")
    assert "小李" in Path("d.html").read_text(encoding="utf-8")
    found = json.loads(shop.done("campaign sheet --all -o all/of/them --json"))
    assert [one["people"] for one in found["guides"]] == [2, 2]
    assert sorted(one.name for one in Path("all/of/them").iterdir()) == [
        "wang_mei.xlsx",
        "小李.xlsx",
    ]
    told = shop.done("campaign collect all/of/them/wang_mei.xlsx all/of/them/小李.xlsx")
    assert "0 with something new" in told
    shop.done("campaign sheet --guide 小李 -o c.xlsx")
    assert "3 rows, 0 with something new, 3 known" in shop.done("campaign collect c.xlsx")


def test_calls_are_worked_through_at_a_terminal(shop: Shop) -> None:
    program = shop.program
    program.env |= {"LEADFUNNEL_NOW": NOW, "LEADFUNNEL_USER": "wang mei"}
    before = dump(program.db)
    typed = ("b 烟机 扫码 再比比", "u", "a g v周六上午 带老婆来", "")
    found = call(program, *typed, words=("--campaign", "."), lang="zh-CN")
    assert found.rc == 0
    assert "g进群" in found.shown
    assert "邀群 0/8" in found.shown
    assert "邀群 1  约到店 1" in found.shown
    assert all(cells(line) <= WIDTH for line in found.shown.splitlines() if "> " not in line)
    document = json.loads(shop.done("campaign --json"))
    row = next(one for one in document["guides"] if one["guide"] == "wang mei")
    assert (row["keen"], row["phone"], row["qr"], row["booked"]) == (1, 1, 1, 1)
    shop.done("undo", LEADFUNNEL_USER="wang mei")
    assert dump(program.db) == before
