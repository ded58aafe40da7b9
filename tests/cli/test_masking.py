"""`--mask`: whatever is shown or written, no phone in it is whole."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Ran
from tests.faults.bench import Bench

WHOLE = re.compile(r"138[ \u00a0-]?0013[ \u00a0-]?6666|139[ \u00a0-]?0000[ \u00a0-]?1111")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Customers whose phones stand in every place where one can stand."""
    lf = Bench(tmp_path_factory.mktemp("masked") / "store")
    lf.open()
    for words in (
        ("add", "王姐 13800136666 抖音", "--next", "today", "--note", "丈夫 139 0000 1111"),
        ("add", "13900001111"),
        (
            "add",
            "李四",
            "--wechat",
            "wx13800136666",
            "--company",
            "热线 13800136666",
            "--stage",
            "C",
        ),
        ("log", "1", "call", "打 13900001111", "--next", "tomorrow 3pm"),
        ("buy", "1", "烟机", "3999"),
        ("campaign", "new", "五一", "--from", "2026-11-25", "--to", "2026-11-29"),
        ("campaign", "guide", "lin", "--campaign", "五一"),
        ("campaign", "fill", "五一", "--where", "created<9d", "--yes"),
        ("campaign", "assign", "五一"),
    ):
        ran = lf.here(list(words), b"")
        assert ran.rc == 0, (words, ran.err)
    return lf


def run(shop: Bench, *words: str) -> Ran:
    return shop.here(list(words), b"")


SHOWN = (
    "find 王", "show 1", "show 2", "due", "today", "today --md", "history 1", "export", "week",
    "export --format ics", "report", "rfm", "campaign show 五一", "why 1", "export-person 1",
    "history --op 2", "bin", "list --columns name,phone,wechat,company",
)  # fmt: skip


@pytest.mark.parametrize("command", SHOWN)
def test_no_view_shows_a_whole_phone(shop: Bench, command: str) -> None:
    for more in (("--mask",), ("--mask", "--json")):
        ran = run(shop, *command.split(), *more)
        assert ran.rc in (0, 2), ran.err
        assert not WHOLE.search(ran.out), (command, more, WHOLE.search(ran.out))
    assert run(shop, "list").out.count("138") > 0


def test_what_is_shown_without_it_is_whole(shop: Bench) -> None:
    found = [command for command in SHOWN if WHOLE.search(run(shop, *command.split()).out)]
    assert len(found) >= 6, found


@pytest.mark.parametrize(
    "name", ["c.csv", "c.xlsx", "r.html", "r.xlsx", "r.md", "s.xlsx", "s.html"]
)
def test_no_file_holds_a_whole_phone(shop: Bench, name: str) -> None:
    commands = {
        "c": ("export",),
        "r": ("report", "--month"),
        "s": ("campaign", "sheet", "--guide", "lin"),
    }
    ran = run(shop, *commands[name[0]], "-o", name, "--mask")
    assert ran.rc == 0, ran.err
    assert not WHOLE.search(_text(shop.folder / name))


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())


def test_it_is_a_setting_of_the_person_and_can_be_lifted_once(shop: Bench) -> None:
    assert run(shop, "config", "set", "mask", "on").rc == 0
    try:
        assert not WHOLE.search(run(shop, "show", "1").out)
        assert WHOLE.search(run(shop, "show", "1", "--no-mask").out)
        assert run(shop, "export", "--format", "vcf").rc == 2
        assert run(shop, "export", "--format", "jsonl", "--no-mask").rc == 0
    finally:
        run(shop, "config", "unset", "mask")
    assert WHOLE.search(run(shop, "show", "1").out)
    assert run(shop, "config", "set", "mask", "maybe").rc == 2
