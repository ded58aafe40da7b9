"""`report` at the command line: files by their endings, whole or not at all, the same bytes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Program

FORMS = ("html", "xlsx", "md", "json", "png")


def read(folder: Path) -> dict[str, bytes]:
    return {form: (folder / f"r.{form}").read_bytes() for form in FORMS}


def outputs() -> list[str]:
    return [word for form in FORMS for word in ("-o", f"r.{form}")]


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
def test_the_same_data_gives_the_same_bytes(lf: Program, language: str) -> None:
    first = lf("--lang", language, "report", "--week", *outputs(), env={"TZ": "UTC"})
    assert first.rc == 0, first.err
    made = read(lf.folder)
    again = lf(
        "--lang", language, "report", "--week", "--force", *outputs(),
        env={"TZ": "America/New_York", "PYTHONHASHSEED": "7", "COLUMNS": "60"},
    )  # fmt: skip
    assert again.rc == 0, again.err
    assert read(lf.folder) == made
    assert all(made.values())
    assert made["png"].startswith(b"\x89PNG")


def test_it_is_said_what_was_written(lf: Program) -> None:
    ran = lf("report", "-o", "周报.html")
    size = (lf.folder / "周报.html").stat().st_size
    assert ran.out == f"Report in 周报.html: {size:,} bytes.\n"
    assert (lf.folder / "周报.html").stat().st_mode & 0o777 == 0o600
    found = lf("report", "-o", "b.md", "--json").document
    assert found["schema"] == "leadfunnel.report_files/1"
    assert found["files"] == [{"path": "b.md", "bytes": (lf.folder / "b.md").stat().st_size}]


def test_a_report_is_read_and_changes_nothing(lf: Program) -> None:
    before = lf.db.read_bytes()
    assert lf("report", "--month", "-o", "r.html").rc == 0
    assert lf("report", "--quarter").rc == 0
    assert lf.db.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "rc", "code"),
    [
        (("-o", "r.pdf"), 2, "unknown_ending"),
        (("-o", "r"), 2, "unknown_ending"),
        (("-o", "r.md", "-o", "r.md"), 2, "same_file"),
        (("--week", "--month"), 2, "one_period"),
        (("--pipeline", "nowhere"), 2, "unknown_pipeline"),
        (("-o", "none/r.md"), 7, "output_failed"),
        (("-o", "old.md"), 5, "output_exists"),
        (("-o", "new.md", "-o", "old.md"), 5, "output_exists"),
        (("--as-of", "blorp"), 2, None),
    ],
)
def test_what_cannot_be_written_leaves_nothing(
    lf: Program, words: tuple[str, ...], rc: int, code: str | None
) -> None:
    (lf.folder / "old.md").write_text("old")
    before = {path.name for path in lf.folder.iterdir()}
    ran = lf("report", *words, "--json")
    assert ran.rc == rc
    if code:
        assert ran.error["code"] == code
    assert {path.name for path in lf.folder.iterdir()} == before
    assert (lf.folder / "old.md").read_text() == "old"


def test_the_store_is_never_replaced(lf: Program) -> None:
    (lf.folder / "store.html").symlink_to(lf.db)
    ran = lf("report", "-o", "store.html", "--force", "--json")
    assert (ran.rc, ran.error["code"]) == (5, "output_is_store")


def test_without_the_drawing_library_it_is_said_what_to_install(lf: Program) -> None:
    (lf.folder / "resvg_py.py").write_text("raise ImportError('not here')\n")
    path = f"{lf.folder}:{lf.environ()['PYTHONPATH']}"
    ran = lf("report", "-o", "r.md", "-o", "r.png", env={"PYTHONPATH": path})
    assert ran.rc == 7
    assert "pip install 'leadfunnel[image]'" in ran.err
    assert not (lf.folder / "r.md").exists()


def test_without_a_font_for_the_letters_it_is_said_which_to_install(lf: Program) -> None:
    """A drawer that has no fonts at all stands in for a computer without any."""
    (lf.folder / "resvg_py.py").write_text(
        "import importlib.util, sys\n"
        "path = [one for one in sys.path if one != __file__.rsplit('/', 1)[0]]\n"
        "from importlib.machinery import PathFinder\n"
        "spec = PathFinder.find_spec('resvg_py', path)\n"
        "real = importlib.util.module_from_spec(spec)\n"
        "sys.modules['resvg_py'] = real\n"
        "spec.loader.exec_module(real)\n"
        "draw = real.svg_to_bytes\n"
        "real.svg_to_bytes = lambda **k: draw(**k, skip_system_fonts=True)\n"
    )
    path = f"{lf.folder}:{lf.environ()['PYTHONPATH']}"
    ran = lf("--lang", "zh-CN", "report", "-o", "r.png", env={"PYTHONPATH": path})
    assert ran.rc == 7
    assert "fonts-noto-cjk" in ran.err
    assert not (lf.folder / "r.png").exists()


def test_phones_are_whole_unless_masked(lf: Program) -> None:
    assert lf("note", "Bob", "his other number is 021-5588 7766").rc == 0
    assert lf("next", "王姐", "tomorrow", "ring 13911112222 first").rc == 0
    lf("snooze", "王姐", "2026-11-20")
    later = {"LEADFUNNEL_NOW": "2026-12-30T10:00:00+08:00"}
    plain = lf("report", "--month", "-o", "a.html", "-o", "a.md", "-o", "a.json", env=later)
    assert plain.rc == 0, plain.err
    masked = lf("report", "--month", "--mask", *outputs(), env=later)
    assert masked.rc == 0, masked.err
    assert "138 0013 6666" in (lf.folder / "a.html").read_text()
    for form in ("html", "md", "json"):
        text = (lf.folder / f"r.{form}").read_text()
        digits = re.sub(r"[ ()-]", "", text)
        for number in ("13800136666", "13911112222", "13900001111"):
            assert number not in digits
        assert re.search(r"138(\*{4}|x{4})6666", text)
    screen = lf("report", "--month", "--mask", env=later).out
    assert "13800136666" not in screen.replace(" ", "")


def test_the_figures_of_json_are_those_of_the_funnel(lf: Program) -> None:
    found = json.loads(lf("report", "--week", "--json").out)
    assert found["schema"] == "leadfunnel.report/1"
    funnel = lf("funnel", "--week", "--json").document
    assert found["parts"]["funnel"] == {k: v for k, v in funnel.items() if k != "schema"}


def test_an_old_report_prints_again(lf: Program) -> None:
    """As it was known then, whatever was recorded since."""
    later = {"LEADFUNNEL_NOW": "2026-12-30T10:00:00+08:00"}
    words = ("report", "--week-of", "2026-11-22", "--known-at", "2026-11-22")
    first = lf(*words, env={"LEADFUNNEL_NOW": "2026-11-23T10:00:00+08:00"})
    assert first.rc == 0, first.err
    assert lf("promote", "2", "--at", "2026-11-22 12:00", env=later).rc == 0
    assert lf(*words, env=later).out == first.out
