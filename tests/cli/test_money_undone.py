"""Commands about money are told in `history`, taken back whole by `undo`, and done again."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from shutil import copy

import pytest
from tests.cli.conftest import Program, Ran
from tests.dump import dump

START = (
    "add 王姐 13800138000 '#region:浦东' @抖音",
    "add 华新 --company 华新",
    "add 陈 13700137000",
    "product add 面霜 --price 280 --lasts 60",
    "buy 1 面霜:2",
    "deal add 2 --amount 100万 --product 机器 --close 2026-12-20 --at 2026-11-01",
    "deal add 2 --amount 50万 --close 2026-12-20",
    "contact add 2 赵工 --role 采购",
)
COMMANDS = {
    "buy 1 面霜 --order A1": ("buy", "purchase added", "成交"),
    "buy 2 --deal d4": ("buy", "purchase added", "成交"),
    "refund b1 面霜:1": ("refund", "refunded", "退款"),
    "refund b1": ("refund", "refunded", "退款"),
    "product add 精华 --price 9.90 --category 护肤": ("product-add", "product added", "新产品"),
    "product edit 面霜 --price 290 --lasts 30": ("product-edit", "product changed", "改产品"),
    "product retire 面霜": ("product-retire", "product retired", "下架产品"),
    "deal add 1 --amount '$5,000' --close 2026-12 --helper 小周": (
        *("deal add", "deal added", "新商机"),
    ),
    "deal edit d4 --probability 30 --close 2027-01-31 --note 改期": (
        *("deal edit", "deal changed", "改商机"),
    ),
    "promote --deal d4": ("promote", "promote", "promote"),
    "promote --deal d4 --to WON": ("promote", "promote", "promote"),
    "drop --deal d5 --lost --reason 太贵": ("drop", "drop", "drop"),
    "quota set lin 50万 --per quarter": ("quota set", "quota set", "定额"),
    "quota basis --for 2026-Q4": ("quota basis", "quota frozen", "冻结定额"),
    "cost 2 500 招待": ("cost", "cost added", "费用"),
    "cost 300 --channel 抖音": ("cost", "cost added", "费用"),
    "cost d4 80 差旅": ("cost", "cost added", "费用"),
    "reason add lost 太远": ("reason add", "reason added", "加原因"),
    "reason rm lost 太贵": ("reason rm", "reason removed", "减原因"),
    "contact add 2 钱总 --role 决策人 --phone 13600136000": (
        *("contact add", "person added", "加联系人"),
    ),
    "contact edit 2 赵工 --stance 支持": ("contact edit", "person changed", "改联系人"),
    "contact rm 2 赵工": ("contact rm", "person removed", "减联系人"),
    "config set currency KWD": ("config set", "config set", "config set"),
    "edit 3 --referrer 1": ("edit", "edit", "edit"),
}


def say(program: Program, line: str, *more: str) -> Ran:
    return program(*shlex.split(line), *more)


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with purchases and deals."""
    program = Program(tmp_path_factory.mktemp("sold"))
    for line in START:
        assert say(program, line).rc == 0, line
    return program.db


@pytest.fixture
def store(sold: Path, tmp_path: Path) -> Program:
    program = Program(tmp_path)
    copy(sold, program.db)
    return program


@pytest.mark.parametrize("line", COMMANDS)
def test_what_was_done_is_told_undone_and_done_again(line: str, store: Program) -> None:
    command, english, chinese = COMMANDS[line]
    path = store.db
    before = dump(path)
    ran = say(store, line, "--json")
    assert ran.rc == 0, ran.err
    document = json.loads(ran.out)
    assert document["schema"].startswith("leadfunnel.")
    after = dump(path)
    assert after != before
    for language, word in (("en", english), ("zh-CN", chinese)):
        told = say(store, f"history --limit 1 --lang {language}").out
        assert word in told.splitlines()[0], told
    [entry] = json.loads(say(store, "history --limit 1 --json").out)["items"]
    assert (entry["command"], entry["operation"]) == (command, document["operation"])
    assert say(store, "undo").rc == 0
    assert dump(path) == before
    assert say(store, "redo").rc == 0
    assert dump(path) == after
