"""The commands of the method: their documents, that undo leaves nothing of them, what they say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Program

PLAN = """
name = "two"
[title]
en = "two steps"
[[step]]
day = 0
channel = "message"
text = "hello"
[[step]]
day = 9
channel = "call"
text = "ask"
"""
BEFORE: tuple[tuple[str, ...], ...] = (
    ("add", "王姐", "13800136666", "抖音", "+浦东", "--birthday", "11-23"),
    ("add", "张伟", "13900001111", "--stage", "C"),
    ("add", "陈姐", "13900002222", "--stage", "E"),
    ("product", "add", "面霜", "--price", "280", "--lasts", "30"),
    ("buy", "陈姐", "面霜", "280"),
    ("log", "王姐", "call", "想换烟机"),
    ("log", "陈姐", "complaint", "面霜过敏"),
    ("target", "set", "calls", "50"),
    ("material", "add", "护肤手册", "--content", "https://example.com/a"),
    ("material", "add", "旧册子", "--content", "https://example.com/b"),
    ("segment", "save", "浦东客", "region=浦东"),
    ("plan", "start", "nurture", "王姐"),
    ("reason", "add", "lost", "太远"),
    ("mute", "张伟", "stuck", "--until", "+30d"),
    ("dormant", "陈姐", "--reason", "去了别家"),
)
OTHERWISE = {"material add": "material", "material edit": "material", "material retire": "material",
             "score": "score"}  # fmt: skip
"""Commands whose document is of a kind of its own; that of the others is a change."""
WRITES: dict[str, tuple[str, ...]] = {
    "setup": ("setup", "phone", "--yes"),
    "setup by option": ("setup", "--preset", "shop", "--yes"),
    "config set": ("config", "set", "caps.days", "5"),
    "target set": ("target", "set", "new", "30", "--per", "day"),
    "target set of one": ("target", "set", "calls", "20", "--owner", "小美", "--ramp", "60%,100%"),
    "target rm": ("target", "rm", "calls"),
    "reason add": ("reason", "add", "lost", "装修停了"),
    "reason rm": ("reason", "rm", "lost", "太远"),
    "complaint": ("log", "王姐", "complaint", "烟机太吵"),
    "solve": ("solve", "陈姐", "退了款"),
    "satisfaction": ("satisfaction", "陈姐", "5"),
    "satisfaction that complains": ("satisfaction", "王姐", "2"),
    "missed": ("missed", "王姐", "张伟"),
    "log push": ("log", "王姐", "push", "护肤手册"),
    "push": ("push", "王姐", "护肤手册"),
    "log greeting": ("log", "王姐", "greeting", "节日好"),
    "material add": ("material", "add", "新品册", "--content", "https://example.com/c"),
    "material edit": ("material", "edit", "护肤手册", "--every", "30"),
    "material retire": ("material", "retire", "旧册子"),
    "segment save": ("segment", "save", "意向客", "stage=C"),
    "segment save over": ("segment", "save", "浦东客", "stage=B"),
    "segment rm": ("segment", "rm", "浦东客"),
    "plan load": ("plan", "load", "two.toml"),
    "plan start": ("plan", "start", "win-back", "张伟"),
    "plan start of a filter": ("plan", "start", "win-back", "--where", "stage=C", "--yes"),
    "plan done": ("plan", "done", "王姐", "1"),
    "plan skip": ("plan", "skip", "王姐", "1", "--reason", "太早"),
    "plan stop": ("plan", "stop", "王姐"),
    "plan close": ("plan", "close", "nurture", "--yes"),
    "score": ("score", "王姐", "fit", "need=2"),
    "mute": ("mute", "王姐", "going_cold", "--until", "+7d"),
    "mute off": ("mute", "张伟", "stuck", "--off"),
    "dormant": ("dormant", "王姐", "--reason", "没被当老客"),
    "dormant off": ("dormant", "陈姐", "--off"),
    "contact add": ("contact", "add", "王姐", "李总", "--role", "decision"),
    "drop with a reason": ("drop", "王姐", "--lost", "--reason", "价格"),
    "came and did not buy": ("log", "王姐", "visit", "没买 要商量"),
    "promote": ("promote", "张伟"),
    "buy that starts a plan": ("buy", "王姐", "面霜x2", "560"),
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A store in which every command of the method has something to change."""
    program = Program(tmp_path_factory.mktemp("furnished"))
    for words in BEFORE:
        ran = program(*words)
        assert ran.rc == 0, (words, ran.err)
    return program


@pytest.fixture
def method(tmp_path: Path, furnished: Program) -> Iterator[Program]:
    shutil.copy(furnished.db, tmp_path / "store.db")
    (tmp_path / "two.toml").write_text(PLAN, encoding="utf-8")
    program = Program(tmp_path)
    yield program
    program.check()


@pytest.mark.parametrize("name", WRITES)
def test_a_command_of_the_method_has_a_document_and_undo_leaves_nothing_of_it(
    method: Program, name: str
) -> None:
    before = method.dump()
    document: dict[str, Any] = method(*WRITES[name], "--json").document
    assert document["schema"] == f"leadfunnel.{OTHERWISE.get(name, 'change')}/1"
    assert isinstance(document["operation"], int)
    after = method.dump()
    assert after != before
    undone = method("undo", "--json").document
    assert undone["schema"].startswith("leadfunnel.")
    assert method.dump() == before
    assert method("redo").rc == 0
    assert method.dump().count("\n") == after.count("\n")


READS: dict[str, tuple[str, tuple[str, ...]]] = {
    "targets": ("targets", ("target", "list")),
    "cases": ("cases", ("case", "list")),
    "materials": ("materials", ("material", "list")),
    "segments": ("segments", ("segment", "list")),
    "plans": ("plans", ("plan", "list")),
    "plan": ("plan", ("plan", "show", "care-21")),
    "plan-runs": ("plan-runs", ("plan", "runs")),
    "playbooks": ("playbooks", ("playbook", "list")),
    "playbook": ("playbook", ("playbook", "show", "C")),
    "playbook of complaints": ("playbook", ("playbook", "show", "投诉")),
    "playbook-check": ("playbook-check", ("playbook", "check")),
    "scorecards": ("scorecards", ("score", "list")),
    "scores": ("score", ("score", "show", "王姐")),
    "dormant": ("dormant", ("dormant",)),
    "reasons": ("reasons", ("reason", "list")),
    "reason report": ("reason-report", ("reason", "report", "--by", "source")),
    "unsorted": ("list", ("sort",)),
    "greetings": ("greetings", ("greet", "中秋")),
    "calls": ("call-queue", ("call", "--list")),
    "today": ("today", ("today",)),
    "why": ("why", ("why", "王姐")),
    "setup dry": ("change", ("setup", "chat", "--dry-run")),
    "used up": ("used-up", ("product", "used-up")),
}


@pytest.mark.parametrize("name", READS)
def test_what_reads_the_method_has_a_document_and_writes_nothing(
    method: Program, name: str
) -> None:
    kind, words = READS[name]
    before = method.db.read_bytes()
    document = method(*words, "--json").document
    assert document["schema"] == f"leadfunnel.{kind}/1"
    assert method.db.read_bytes() == before


def test_a_day_on_which_nothing_was_done_is_not_told(fresh: Program) -> None:
    fresh("add", "王姐", "13800136666")
    fresh("target", "set", "new", "20")
    told = fresh("today").out
    assert "1/20" in told
    assert "last time" not in told
    assert fresh("target", "list").out == "lin  Sun 2026-11-22\nnew people  a day  1/20\n"


def test_a_complaint_is_the_next_step_wherever_one_is_shown(method: Program) -> None:
    told = "solve the complaint first, offer nothing new"
    assert f"> {told}" in method("show", "陈姐").out
    (item,) = (
        one for one in method("today", "--json").document["items"]
        if one["customer"]["name"] == "陈姐"
    )  # fmt: skip
    assert item["next_step"]["text"]["en"] == told
    assert method("solve", "陈姐", "退了款").rc == 0
    assert told not in method("show", "陈姐").out


def test_the_morning_list_counts_by_stage_who_has_no_next_step(method: Program) -> None:
    document = method("today", "--json").document
    assert document["without_next_by_stage"] == [{"stage": "C", "count": 1}]
    assert document["without_next_step"] == 1


LATE = {"LEADFUNNEL_NOW": "2026-11-22T23:30:00+08:00"}
QUIET = "quiet hours: 22:00-08:00"


@pytest.mark.parametrize(
    ("words", "warns"),
    [
        (("log", "王姐", "call", "spoke"), True),
        (("log", "王姐", "微信", "发了报价"), True),
        (("missed", "王姐"), True),
        (("log", "王姐", "visit", "came by"), False),
        (("log", "王姐", "call", "rang us", "--in"), False),
        (("log", "王姐", "call", "spoke", "--at", "2026-11-22 18:00"), False),
        (("note", "王姐", "has a dog"), False),
    ],
)
def test_quiet_hours_are_told_where_the_preset_has_them(
    method: Program, words: tuple[str, ...], *, warns: bool
) -> None:
    assert method(*words, env=LATE).err == ""
    assert method("setup", "chat", "--yes").rc == 0
    ran = method(*words, env=LATE)
    assert (ran.rc, QUIET in ran.err) == (0, warns)
    assert method(*words, env={"LEADFUNNEL_NOW": "2026-11-23T08:00:00+08:00"}).err == ""


NO_NEXT = "No next step set: leadfunnel next"


def test_whoever_needs_a_next_step_and_has_none_is_told_of(fresh: Program) -> None:
    assert NO_NEXT not in fresh("add", "王姐", "13800136666").out  # a first stage needs none
    assert f"{NO_NEXT} 2 tomorrow" in fresh("add", "张伟", "13900001111", "--stage", "C").out
    assert NO_NEXT not in fresh("add", "李强", "13900002222", "明天回访", "--stage", "C").out
    assert f"{NO_NEXT} 1 tomorrow" in fresh("promote", "王姐").out
    assert NO_NEXT not in fresh("promote", "李强").out  # promised for tomorrow
    assert NO_NEXT not in fresh("promote", "王姐", "张伟").out  # several are told of by today
    assert NO_NEXT not in fresh("drop", "王姐", "--lost", "--reason", "price").out
    fresh("add", "华新", "13900003333")
    assert f"{NO_NEXT} 4 tomorrow" in fresh("deal", "add", "华新", "--amount", "8000").out
