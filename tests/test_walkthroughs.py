"""Every command of the documents, replayed; and the replaying itself."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.walkthroughs import DOCUMENTS, ROOT, Document, matches, read, replay, updated

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the documents are typed in a Unix shell")

HEADER = "<!-- replay: now=2026-11-23T09:00:00+08:00 tz=Asia/Shanghai lang=en user=lin -->\n"


def written(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "walkthrough.md"
    path.write_text(HEADER + body, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_document_is_true(path: Path) -> None:
    document = read(path)
    for step, printed in replay(document):
        place = f"{path.name}:{step.line}: {step.command}"
        assert matches(step.expected, printed), f"{place}\n" + "\n".join(printed)
    assert document.text == path.read_text(encoding="utf-8")


def test_the_documents_are_there_and_say_something() -> None:
    silent = [path for path in DOCUMENTS if len(read(path).steps) < 8]
    assert silent == [ROOT / "examples" / "README.md"]  # it explains the others
    assert len(DOCUMENTS) >= 7


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a", "b"), ("a", "b", "c"), False),
        (("a", "..."), ("a", "b", "c"), True),
        (("...", "c"), ("a", "b", "c"), True),
        (("a", "...", "c"), ("a", "c"), True),
        (("a", "...", "d"), ("a", "b", "c"), False),
        (("...",), (), True),
        ((), ("a",), False),
        (("a ...",), ("a b",), False),
        (("a.c",), ("abc",), False),
    ],
)
def test_dots_stand_for_lines(
    expected: tuple[str, ...], printed: tuple[str, ...], same: bool
) -> None:
    assert matches(expected, printed) is same


def test_a_wrong_output_is_found_and_mended(tmp_path: Path) -> None:
    body = "```console\n$ leadfunnel add Wang\nnonsense\n$ leadfunnel find wang \\\n  --json\n```\n"
    document = written(tmp_path, body)
    found = [matches(step.expected, printed) for step, printed in replay(document)]
    assert found == [False, False]
    document.path.write_text(updated(document), encoding="utf-8")
    again = read(document.path)
    assert all(matches(step.expected, printed) for step, printed in replay(again))
    assert "Added Wang" in again.text
    assert "nonsense" not in again.text


def test_the_clock_moves_with_a_later_comment(tmp_path: Path) -> None:
    show = "```console\n$ leadfunnel today\n```\n"
    later = "<!-- replay: now=2026-11-24T09:00:00+08:00 -->\n"
    document = written(tmp_path, show + later + show)
    first, second = (printed[0] for _, printed in replay(document))
    assert first.endswith("2026-11-23")
    assert second.endswith("2026-11-24")


def test_what_is_not_a_console_block_is_not_run(tmp_path: Path) -> None:
    document = written(tmp_path, "```sh\n$ rm -r everything\n```\n\n$ no block\n")
    assert document.steps == []


def test_every_run_starts_from_nothing(tmp_path: Path) -> None:
    document = written(tmp_path, "```console\n$ leadfunnel add Wang\n$ ls\n```\n")
    runs = [[printed for _, printed in replay(document)] for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0][1] == ("examples", "store.db")


def test_the_worked_example_comes_out_to_the_digit(tmp_path: Path) -> None:
    files = "examples/telesales-100.csv --map examples/telesales-100.toml"
    body = f"```console\n$ leadfunnel import {files}\n"
    body += "$ leadfunnel funnel --pipeline telesales --from 2026-03-01 --cohort --json\n```\n"
    *_, (_, printed) = replay(written(tmp_path, body))
    stages = json.loads(printed[0])["stages"]
    assert [stage["reached"] for stage in stages] == [100, 80, 40, 20, 10, 5]
    assert [stage["rate"] for stage in stages] == [None, 0.8, 0.5, 0.5, 0.5, 0.5]
    assert [stage["overall"] for stage in stages] == [1.0, 0.8, 0.4, 0.2, 0.1, 0.05]
