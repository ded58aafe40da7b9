"""Exit codes and streams of every command, as a script relies on them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.cli.conftest import Program

from leadfunnel.views.cells import cells

GOOD = {
    "add": ("add", "Ann", "13700007777"),
    "add dry run": ("add", "Ann", "--dry-run"),
    "log": ("log", "1", "call", "called"),
    "log a line": ("log", "bob", "电话", "强", "要报价", "明天3点"),
    "log without a kind": ("log", "bob", "wants a quote"),
    "note": ("note", "1", "has two children"),
    "next": ("next", "1", "tomorrow", "quote"),
    "done": ("done", "f1"),
    "done of a person": ("done", "bob", "--log", "call", "--next", "next wed"),
    "done with words": ("done", "bob", "--log", "call", "wants", "a", "quote"),
    "done with words in quotes": ("done", "bob", "--log", "call wants a quote", "by monday"),
    "snooze": ("snooze", "bob", "下周三"),
    "cancel": ("cancel", "bob"),
    "due": ("due",),
    "due today": ("due", "--today", "--owner", "all"),
    "today": ("today",),
    "promote": ("promote", "1", "2"),
    "promote to a stage": ("promote", "王姐", "高意向"),
    "demote": ("demote", "1"),
    "drop": ("drop", "1", "--lost", "--reason", "no money"),
    "show": ("show", "王姐"),
    "show by pinyin": ("show", "wj"),
    "show by tail": ("show", "6666"),
    "show by name and tail": ("show", "张伟1111"),
    "find": ("find", "zhang"),
    "find nobody": ("find", "zzz"),
    "list": ("list", "stage=C and region=浦东"),
    "list nobody": ("list", "stage=F"),
    "when": ("when", "明天下午3点", "国庆后", "每两周周五"),
    "when of the past": ("when", "yesterday"),
    "edit": ("edit", "1", "--company", "Acme", "--tag", "VIP"),
    "edit nothing": ("edit", "1"),
    "tag": ("tag", "1", "VIP"),
    "untag": ("untag", "1", "region:浦东"),
    "delete": ("delete", "1", "--yes"),
    "duplicates": ("duplicates",),
    "duplicates of one": ("duplicates", "王姐", "--limit", "5"),
    "not duplicates": ("duplicates", "--not", "2", "3"),
    "merge": ("merge", "2", "3", "--keep", "A"),
    "merge dry run": ("merge", "2", "3", "--dry-run"),
    "came back": ("add", "13800136666", "--again"),
    "undo": ("undo",),
    "undo by number": ("undo", "4"),
    "history": ("history",),
    "history of one": ("history", "bob", "--limit", "1"),
    "funnel": ("funnel", "--week"),
    "week": ("week",),
    "week of a team": ("week", "by", "负责人", "--last"),
    "week as known": ("week", "--known-at", "yesterday", "--owner", "lin"),
    "week for a chat": ("week", "--md"),
    "activity": ("activity", "--month"),
    "activity of one": ("activity", "--owner", "lin", "--as-of", "today"),
    "layers": ("layers", "--from", "2026-09"),
    "layers opened": ("layers", "--open", "新来-未成交"),
    "funnel of a range": ("funnel", "--from", "2026-11-01", "--to", "2026-11-30", "--flow"),
    "tag of a filter": ("tag", "--where", "source=抖音", "VIP"),
    "tag of nobody": ("tag", "--where", "stage=F", "VIP"),
    "tag to be": ("tag", "--where", "created<100y", "VIP", "--dry-run"),
    "edit of several": ("edit", "1", "2", "--source", "小红书"),
    "drop to be": ("drop", "--where", "created<100y", "--lost", "--dry-run"),
    "delete to be": ("delete", "--where", "created<100y", "--dry-run"),
    "assign": ("assign", "1", "2", "--to", "小李"),
    "assign to nobody": ("assign", "--where", "id=1", "--to", ""),
    "log edit": ("log", "edit", "i2", "wants two quotes", "--grade", "A"),
    "log move": ("log", "move", "i2", "bob"),
    "log rm": ("log", "rm", "i2"),
    "stage-fix": ("stage-fix", "1"),
    "stage-fix of a date": ("stage-fix", "1", "--change", "1", "--at", "yesterday"),
    "consent": ("consent", "1"),
    "consent given": ("consent", "1", "--channel", "微信", "--given", "--how", "扫码"),
    "mute": ("mute", "1", "没下一步", "--until", "+3d"),
    "source list": ("source", "list"),
    "source rename": ("source", "rename", "抖音", "Douyin"),
    "source join to be": ("source", "join", "抖音", "--into", "TikTok", "--dry-run"),
    "tags list": ("tags", "list"),
    "tags of a dimension": ("tags", "list", "地区"),
    "tags rename": ("tags", "rename", "地区:浦东", "地区:浦东新区"),
    "tags join": ("tags", "join", "region:浦东", "--into", "VIP"),
    "backup": ("backup",),
    "mapping list": ("mapping", "list"),
    "pipeline": ("pipeline",),
    "pipeline list": ("pipeline", "list"),
    "pipeline show": ("pipeline", "show", "telesales"),
    "field list": ("field", "list"),
    "field add": ("field", "add", "house_size", "number", "--name", "面积"),
    "field remove": ("field", "remove", "supplier"),
    "edit a field": ("edit", "1", "--set", "预算=1.2万"),
    "list by a field": ("list", "budget>=5000"),
    "setup": ("setup", "phone"),
    "setup in Chinese": ("setup", "电话销售", "--dry-run"),
    "playbook check": ("playbook", "check"),
    "config list": ("config", "list"),
    "config get": ("config", "get", "zone"),
    "config set": ("config", "set", "lang", "en"),
    "config unset": ("config", "unset", "lang"),
    "version": ("--version",),
    "help": ("--help",),
    "help of one": ("add", "-h"),
}


READS = {
    "due", "due today", "today", "show", "show by pinyin", "show by tail", "show by name and tail",
    "find", "find nobody", "list", "list nobody", "history", "history of one", "funnel",
    "mapping list",
    "funnel of a range", "pipeline", "pipeline list", "pipeline show", "config list", "config get",
    "tag of nobody", "tag to be", "drop to be", "delete to be", "stage-fix", "consent",
    "source list", "source join to be", "tags list", "tags of a dimension",
    "add dry run", "version", "help", "help of one",
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_succeeds_exits_0_and_says_so_on_stdout(lf: Program, name: str) -> None:
    before = lf.db.read_bytes()
    ran = lf(*GOOD[name])
    assert (ran.rc, ran.err) == (0, "")
    assert ran.out.strip()
    if name in READS:
        assert lf.db.read_bytes() == before
        assert [path.name for path in lf.folder.iterdir()] == ["store.db"]


EMPTY = (
    "mapping list",
    "today",
    "due",
    "list",
    "find x",
    "funnel",
    "history",
    "pipeline list",
    "config list",
)


@pytest.mark.parametrize("words", EMPTY)
def test_reading_without_a_store_shows_the_empty_state_and_creates_nothing(
    fresh: Program, words: str
) -> None:
    ran = fresh(*words.split())
    assert (ran.rc, ran.err) == (0, "")
    assert ran.out.strip()
    assert list(fresh.folder.iterdir()) == []


REFUSED = {
    # what was typed cannot be read: 2
    "nothing to add": (2, "name is empty", "add"),
    "an empty name": (2, "name is empty", "add", ""),
    "a blank name": (2, "name is empty", "add", "   \t"),
    "a bad phone": (2, "phone", "add", "x", "--phone", "abc"),
    "a bad birthday": (2, "birthday", "add", "x", "--birthday", "99-99"),
    "a bad moment": (2, "date or time", "next", "1", "blorp"),
    "a moment out of range": (2, "date .*range", "next", "1", "999999999d"),
    "a moment in the past": (2, "past", "next", "1", "yesterday"),
    "a touch in the future": (2, "future", "log", "1", "call", "--at", "2030-01-01"),
    "a bad kind": (2, "one of call", "log", "1", "emial", "x"),
    "nothing logged": (2, "what happened", "log", "1"),
    "an unknown declared field": (2, "perhaps supplier", "edit", "1", "--set", "suplier=x"),
    "a field never declared": (2, "field add colour text", "edit", "1", "--set", "colour=x"),
    "a bad rating": (2, "from 1 to 5", "edit", "1", "--set", "supplier_satisfaction=9"),
    "a bad amount": (2, "amount", "add", "x", "--set", "budget=3-5万"),
    "no field and value": (2, "--set", "edit", "1", "--set", "budget"),
    "a bad field type": (2, "one of text", "field", "add", "size", "blob"),
    "a bad field key": (2, "called", "field", "add", "stage", "text"),
    "a choice of nothing": (2, "--choices", "field", "add", "size", "choice"),
    "a bad kind of log": (2, "call, wechat", "config", "set", "log.kind", "telegraph"),
    "a bad budget in a filter": (2, "amount", "list", "budget>=much"),
    "a text that is no measure": (2, "compare supplier", "list", "supplier>3"),
    "a field that exists": (5, "exists", "field", "add", "budget", "money"),
    "a bad grade": (2, "one of A", "log", "1", "call", "--grade", "Z"),
    "a bad outcome": (2, "one of connected", "log", "1", "call", "--outcome", "nah"),
    "a bad duration": (2, "duration", "log", "1", "call", "--duration", "long"),
    "an unknown stage": (2, "stage.*one of", "promote", "1", "--to", "nosuch"),
    "an exit for promote": (2, "exit", "promote", "1", "--to", "L"),
    "a stage among customers": (2, "promote 1 --to D", "promote", "1", "2", "D"),
    "a named stage among customers": (2, "--to 流失", "drop", "王姐", "流失"),
    "words of done without a kind": (2, "--log call", "done", "bob", "sent", "it"),
    "an unknown pipeline": (2, "one of lifecycle", "funnel", "--pipeline", "nosuch"),
    "no exit for drop": (2, "--lost", "drop", "1"),
    "two exits for drop": (2, "one of --to", "drop", "1", "--lost", "--invalid"),
    "nobody said": (2, "which customers", "promote"),
    "an empty filter": (2, "pick everybody", "delete", "--where", ""),
    "named twice": (2, "whom once", "assign", "1", "--where", "id=1", "--to", "x"),
    "no assignee": (2, "--to", "assign", "1"),
    "a number of no entry": (2, "i12", "log", "rm", "x", "i1", "f1"),
    "no state of consent": (2, "--given", "consent", "1", "--channel", "sms"),
    "no end of a rest": (2, "--until", "mute", "1", "stuck"),
    "an unknown reminder": (2, "never spoken to", "mute", "1", "x", "--until", "+3d"),
    "no target": (2, "--into", "tags", "join", "region:浦东"),
    "an unknown entry": (3, "show WHO", "log", "edit", "i99", "x"),
    "an unknown source": (3, "抖音", "source", "rename", "抖印", "x"),
    "an unknown tag": (3, "浦东", "tags", "rename", "region:浦西", "x"),
    "an unknown change": (3, "change 9", "stage-fix", "1", "--change", "9", "--rm"),
    "a name for several": (5, "one customer's own", "edit", "1", "2", "--name", "x"),
    "several refused": (5, "2 of 2", "demote", "3", "4"),
    "an unconfirmed drop": (5, "--yes", "drop", "--where", "created<100y", "--lost"),
    "two spans": (2, "one of --overdue", "due", "--today", "--week"),
    "a week by nothing": (2, "says nothing", "week", "by"),
    "a week by what is unknown": (2, "does not take", "week", "by", "colour"),
    "a week of nobody": (3, "Nobody called", "week", "--owner", "nobody"),
    "a week of no day": (2, "someday", "week", "--of", "someday"),
    "no layer": (2, "no layer", "layers", "--open", "gold-silver"),
    "two periods of work": (2, "one period", "activity", "--week", "--month"),
    "two periods": (2, "one period", "funnel", "--week", "--month"),
    "two views": (2, "one of --cohort", "funnel", "--flow", "--cohort"),
    "a period that ends first": (2, "before it begins", "funnel", "--from", "2026-02-01",
                                 "--to", "2026-01-01"),
    "a filter that ends": (2, "filter", "list", "stage="),
    "an unknown field": (2, "field", "list", "colour=red"),
    "an unknown column": (2, "one of id", "list", "--columns", "nope"),
    "an unknown order": (2, "one of id", "list", "--sort", "nope"),
    "a goal below zero": (2, "-3 is below zero", "target", "set", "new", "-3"),
    "an amount below zero": (2, "-50 is below zero", "refund", "1", "-50"),
    "a goal of nothing": (2, "-3 is no number from 1", "target", "set", "--", "new", "-3"),
    "no way of selling": (2, "one of chat", "setup", "fishing"),
    "a limit of none": (2, "--limit.*from 1", "list", "--limit", "0"),
    "a limit of words": (2, "--limit.*whole number", "list", "--limit", "many"),
    "a number of words": (2, "N must be a whole number", "undo", "abc"),
    "a huge number": (2, "N must be a whole number", "undo", "9" * 30),
    "a number and --last": (2, "not both", "undo", "1", "--last", "2"),
    "an empty search": (2, "empty", "find", ""),
    "a search of spaces": (2, "empty", "find", "  "),
    "a long search": (2, "too long", "find", "x" * 100_000),
    "an empty note": (2, "empty", "note", "1", " "),
    "an empty tag": (2, "tag", "tag", "1", ""),
    "nobody named": (2, "which customer", "show", ""),
    "a missing word": (2, "Missing: WHO", "show"),
    "a missing moment": (2, "Missing: WHEN", "next", "1"),
    "too many words": (2, "Too many words: 2", "show", "1", "2"),
    "an unknown command": (2, "(?is)no such command.*add", "ad", "x"),
    "an unknown option": (2, "No such option: --nope", "add", "--nope"),
    "an option without its value": (2, "--phone needs a value", "add", "x", "--phone"),
    "a pattern of nothing": (2, "names no part", "import", "a.csv", "--remark", "A-B"),
    "a pattern with a bad part": (2, "no part {fone}", "import", "a.csv", "--remark", "{fone}"),
    "a word without a stage": (2, "word, = and a stage", "import", "a.csv", "--stage-word", "x"),
    "a bad mapping name": (2, "mapping cannot be called", "import", "a.csv", "--save-map", "a b"),
    "an unknown language": (2, "one of en", "--lang", "fr", "today"),
    "an empty user": (2, "user", "--user", " ", "add", "x"),
    "an unknown setting": (2, "one of zone", "config", "get", "nosuch"),
    "a bad setting": (2, "does not take", "config", "set", "lang", "fr"),
    "a bad backup name": (2, "name", "backup", "--name", "../x"),
    "a server": (2, "address of the database", "--db", "postgresql://u:p@S3cr3t!@h/d", "today"),
    "both answers": (2, "Say one of", "add", "x", "--update", "--force"),
    # not found: 3
    "no mapping kept": (3, "none is kept yet", "mapping", "show", "x"),
    "no segment saved": (3, "none is saved yet", "segment", "show", "x"),
    "an unknown name": (3, "No customer", "show", "nobody"),
    "an unknown number": (3, "No customer", "show", "99"),
    "a negative number": (3, "No customer", "show", "--", "-1"),
    "a number past all": (3, "No customer", "show", "9223372036854775808"),
    "a fraction": (3, "No customer", "show", "1.5"),
    "a hexadecimal": (3, "No customer", "show", "0x1"),
    "a bare sign": (3, "No customer", "show", "#"),
    "one bad of two": (3, "No customer answers to nobody", "promote", "1", "nobody"),
    "an unknown follow-up": (3, "f99", "done", "f99"),
    "no follow-up": (3, "no open follow-up", "cancel", "3"),
    "an unknown operation": (3, "99", "undo", "99"),
    "nobody deleted": (3, "deleted", "restore-customer", "1"),
    "a part for delete": (3, "No customer", "delete", "王", "--yes"),
    # ambiguous: 4
    "two of a name": (4, "2 customers answer to 张伟", "show", "张伟"),
    "two by pinyin": (4, "2 customers", "next", "zhangwei", "tomorrow"),
    "two for delete": (4, "2 customers", "delete", "张伟", "--yes"),
    # refused: 5
    "a known phone": (5, "already .*#1", "add", "y", "--phone", "+86 138-0013-6666"),
    "a known phone for another": (5, "already .*#1", "edit", "2", "--phone", "13800136666"),
    "not confirmed": (5, "Not confirmed", "delete", "1"),
    "demote at the foot": (5, "first stage", "demote", "3"),
    "reopen on the ladder": (5, "not left", "reopen", "1"),
    "the same stage": (5, "already", "promote", "2", "--to", "C"),
    "undo of the beginning": (5, "cannot be undone", "undo", "1"),
    "redo of nothing": (5, "(?i)nothing", "redo"),
    "an identity not had": (5, "has no", "edit", "1", "--remove", "13999999999"),
    # a file: 6
    "a missing pipeline file": (6, "cannot be read", "pipeline", "load", "nosuch.toml"),
    # the store: 7
    "a missing folder": (7, "folder .* does not exist", "--db", "no/such/x.db", "add", "x"),
    "a folder": (7, "folder", "--db", ".", "add", "x"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_failure_has_its_code_says_why_on_stderr_and_changes_nothing(
    lf: Program, case: tuple[Any, ...]
) -> None:
    rc, pattern, *words = case
    before = lf.dump()
    ran = lf(*words)
    assert (ran.rc, ran.out) == (rc, "")
    assert re.search(pattern, ran.err)
    assert not re.search(r"13800136666|138 0013 6666|13900001111|secret-note|S3cr3t", ran.err)
    assert lf.dump() == before


@pytest.mark.parametrize("name", ["a bad phone", "a missing word", "an unknown name",
                                  "two of a name", "a known phone", "a folder",
                                  "a missing pipeline file"])  # fmt: skip
def test_with_json_a_failure_is_a_document(lf: Program, name: str) -> None:
    found: tuple[Any, ...] = REFUSED[name]
    rc, _pattern, *words = found
    ran = lf(*words, "--json")
    assert ran.rc == rc
    assert ran.error["message"]


def test_candidates_show_number_name_company_stage_and_a_masked_phone(lf: Program) -> None:
    ran = lf("show", "张伟")
    assert "  #2  张伟  东风  Interested  139****1111\n" in ran.err
    assert "  #3  张伟  Prospect  139****2222\n" in ran.err
    records = lf("show", "张伟", "--json").error["candidates"]
    assert [(record["id"], record["stage"]) for record in records] == [(2, "C"), (3, "B")]


def test_at_most_20_candidates_are_shown_and_the_rest_counted(fresh: Program) -> None:
    names = "".join(f"k{number},Kim\n" for number in range(22))
    assert fresh("import", "-", stdin=f"id,name\n{names}").rc == 0
    ran = fresh("show", "kim")
    assert ran.rc == 4
    assert "22 customers" in ran.err
    assert "3 more" in ran.err


def test_common_options_stand_before_or_after_the_command(lf: Program) -> None:
    before, after = (
        lf("--json", "--user", "mei", "show", "1"),
        lf("show", "1", "--user=mei", "--json"),
    )
    assert before.document == after.document
    other = str(lf.folder / "other.db")
    assert lf("--db", other, "add", "Ann").rc == 0
    assert lf("list", "--db", other, "--json").document["count"] == 1


def test_after_two_dashes_nothing_is_an_option(lf: Program) -> None:
    ran = lf("add", "--", "--json", "Ann")
    assert ran.rc == 0
    assert ran.out.startswith("Added")
    assert lf("show", "--", "--json x").err.startswith("error: ")


CUSTOMER = {
    "id", "name", "phones", "wechat", "emails", "external_ids", "company", "pipeline", "stage",
    "stage_name", "stage_since", "owner", "outlet", "source", "tags", "fields", "birthday",
    "do_not_contact", "layer", "level", "next_follow_up", "last_contact", "created_at",
}  # fmt: skip
DOCUMENTS = {
    "add": (("add", "Ann", "13700007777"), "change", {"operation", "customers", "understood"}),
    "log": (("log", "1", "call", "x"), "change", {"operation", "customers", "understood"}),
    "promote": (("promote", "1", "2"), "change", {"operation", "customers", "understood"}),
    "next": (("next", "1", "tomorrow"), "change", {"operation", "customers", "understood"}),
    "done": (("done", "f1"), "change", {"operation", "customers", "understood"}),
    "tag": (("tag", "1", "VIP"), "change", {"operation", "customers", "understood"}),
    "delete": (("delete", "1", "--yes"), "change", {"operation", "customers", "understood"}),
    "list": (("list",), "list", {"count", "more", "items"}),
    "find": (("find", "zhang"), "list", {"count", "more", "items"}),
    "due": (("due",), "list", {"count", "more", "items"}),
    "show": (("show", "1"), "customer",
             {"customer", "timeline", "follow_ups", "journeys", "plans"}),
    "today": (("today",), "today", {"date", "targets", "items", "left_over", "left_over_more"}),
    "funnel": (("funnel",), "funnel",
               {"pipeline", "unit", "period", "as_of", "recorded_since", "views",
                "identity_holds"}),
    "history": (("history",), "history", {"items"}),
    "undo": (("undo",), None, set()),
    "pipeline list": (("pipeline", "list"), None, set()),
    "pipeline show": (("pipeline", "show"), None, set()),
    "config list": (("config", "list"), None, set()),
    "config get": (("config", "get", "zone"), None, set()),
    "backup": (("backup", "--name", "b"), None, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_have_their_keys_and_are_never_translated(lf: Program, name: str) -> None:
    words, kind, keys = DOCUMENTS[name]
    store = lf.db.read_bytes()
    ran = lf(*words, "--json")
    document = ran.document
    assert ran.err == ""
    assert ran.out.count("\n") == 1
    assert document["schema"].startswith("leadfunnel.")
    assert document["schema"].endswith("/1")
    if kind:
        assert document["schema"] == f"leadfunnel.{kind}/1"
    assert keys <= document.keys()
    for customer in _customers(document):
        assert customer.keys() >= CUSTOMER
    lf.db.write_bytes(store)
    (lf.folder / "backups" / "store" / "b.db").unlink(missing_ok=True)
    assert _untranslated(lf(*words, "--json", "--lang", "zh-CN").document) == _untranslated(
        document
    )


def _customers(document: dict[str, Any]) -> list[dict[str, Any]]:
    if document["schema"] == "leadfunnel.change/1":
        return list(document["customers"])
    if document["schema"] == "leadfunnel.customer/1":
        return [document["customer"]]
    listed = document["schema"] in ("leadfunnel.list/1", "leadfunnel.today/1")
    return [item.get("customer", item) for item in document["items"]] if listed else []


def _untranslated(value: object) -> object:
    """Leave out the names that people read, which follow the language."""
    if isinstance(value, dict):
        return {
            key: _untranslated(item)
            for key, item in value.items()
            if key not in ("stage_name", "text")
        }
    return [_untranslated(item) for item in value] if isinstance(value, list) else value


def test_the_funnel_document_has_its_figures(lf: Program) -> None:
    views = lf("funnel", "--json").document["views"]
    cohort = {"code", "name", "type", "reached", "rate", "rate_low", "rate_high", "overall",
              "active", "lost", "invalid"}  # fmt: skip
    flow = {"start", "entered", "new", "up", "down", "reopened", "advanced", "back", "lost",
            "invalid", "end", "passed_over", "people"}  # fmt: skip
    assert views["cohort"].keys() >= {"population", "entered_above", "stages"}
    assert views["cohort"]["stages"][0].keys() >= cohort
    assert views["flow"]["stages"][0].keys() >= flow
    assert views["snapshot"]["stages"][0].keys() >= {"count", "totals", "median_days", "over_limit"}
    one = lf("funnel", "--flow", "--json").document
    assert list(one["views"]) == ["flow"]
    assert one["stages"] == one["views"]["flow"]["stages"]


def test_every_command_explains_itself_without_names_of_types(lf: Program) -> None:
    from leadfunnel.cli.registry import COMMANDS

    for command in COMMANDS[::4]:
        ran = lf(*command.path, "--help")
        assert ran.rc == 0
        assert ran.out.startswith(f"Usage: leadfunnel {' '.join(command.path)} ")
        assert not re.search(r"<=|<\w+>", ran.out)
        assert "......" not in ran.out


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_help_fits_sixty_columns_and_is_not_cut(lf: Program, lang: str) -> None:
    for words in ((), ("log",), ("import",), ("field",), ("split",)):
        ran = lf(*words, "--help", env={"COLUMNS": "60", "LEADFUNNEL_LANG": lang})
        assert [line for line in ran.out.splitlines() if cells(line) > 60] == []
        assert not re.search(r"[a-z,]\.\.\.$", ran.out, re.MULTILINE)
        assert "  -h, --help" in ran.out
