"""The screens of a sale event on a terminal of 60 and of 100 columns, in two languages."""

from __future__ import annotations

import io
import os
import shlex
import sys
import tty
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from tests.cli.conftest import Program

from leadfunnel import i18n
from leadfunnel.cli.main import run
from leadfunnel.views.cells import cells

START = (
    *(f"add 客户{n:02d} 136000001{n:02d} @小区门口的展会码第{n % 2}张" for n in range(1, 25)),
    "add 'Bartholomew Featherstonehaugh-Smythe' 13700000001 @expo",
    "product add 超静音侧吸油烟机 --price 3999",
    "campaign new '五一爆破 家电以旧换新 全城联动大促' --from 2026-05-01 --to 2026-05-03"
    " --calls 50 --group 30 --reward '达标奖励五十块钱，前三名再加一天假'"
    " --penalty 请全组喝奶茶 --goal '三天成交二十单，收二十万'",
    "campaign guide 小李 'Maximiliana Wang' 欧阳娜娜",
    "campaign fill . 'phone~136 or name~Barth'",
    "campaign assign",
    "campaign enter --guide 小李 '0101 A 超静音侧吸油烟机 群 约周五' '0104 B 冰箱 扫码'"
    " '0107 未接'",
    "campaign enter --guide 'Maximiliana Wang' '0102 A 热水器 群 约周六 预算5000'"
    " '0105 无效 同行' '0108 空号'",
    "campaign enter --guide 小李 '0101 成交 超静音侧吸油烟机 3999' '0104 没买 价格'",
    "group new 五一福利群 --campaign . --benefit '每周一款特价，先到先得，群里的人先买'",
    "group join 五一福利群 客户03 客户06 --by qr",
)
SCREENS = (
    "campaign",
    "campaign summary --by day",
    "campaign show",
    "campaign list",
    "campaign compare . .",
    "campaign summary --open came",
    "call --campaign . --list --owner all",
    "campaign fill . phone~136 --dry-run",
    "campaign assign --each 9",
    "campaign collect sheet.csv --skip-bad",
    "campaign edit . --penalty 再请一次",
    "campaign guide 小赵",
    "group list",
    "group show 五一福利群",
    "today",
    "dormant",
)
SHEET = (
    "姓名,电话,意向,意向产品\n"
    "路过的陈姐,13611112222,强,双开门大容量风冷无霜冰箱\n"
    "客户01,13611113333,强,\n"
    "客户09,13600000109,大概也许可能会来看看的吧不过还要再想想,\n"
)


def shown(program: Program, line: str, width: int, language: str) -> tuple[int, str]:
    """Run a command in this process on a terminal of so many columns: exit code and screen."""
    master, slave = os.openpty()
    tty.setraw(slave)
    found: list[bytes] = []

    def read() -> None:
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                return
            if not data:
                return
            found.append(data)

    reader = Thread(target=read)
    reader.start()
    told = {"LEADFUNNEL_NOW": "2026-04-28T10:00:00+08:00", "LEADFUNNEL_LANG": language}
    environ = program.environ({**told, "NO_COLOR": "1", "COLUMNS": str(width)})
    with (
        io.TextIOWrapper(os.fdopen(slave, "wb", 0), "utf-8", write_through=True) as screen,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        patch.setattr(sys, "stdin", None)
        rc = run(shlex.split(line), environ)
    reader.join()
    os.close(master)
    return rc, b"".join(found).decode()


@pytest.fixture(scope="module")
def sale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("screens"))
    for line in START:
        rc, told = shown(program, line, 200, "zh-CN")
        assert rc == 0, f"{line}: {told}"
    (program.db.parent / "sheet.csv").write_text(SHEET, encoding="utf-8")
    yield program
    i18n.use("en")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [60, 100])
def test_no_line_is_wider_than_the_terminal(
    sale: Program, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.chdir(Path(sale.db).parent)
    for line in SCREENS:
        rc, screen = shown(sale, line, width, language)
        assert rc == 0, f"{line}: {screen}"
        assert screen.strip(), line
        for row in screen.splitlines():
            assert cells(row) <= width, f"{line}: {row}"
