"""`export` as typed: formats, endings, flags, files in the way, a full disk, the way back."""

from __future__ import annotations

import resource
import stat
import subprocess
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import SMALL_FILES, Program


def printed(program: Program, *words: str) -> str:
    """What a run prints; lines of files end in CRLF, which words on a terminal never do."""
    ran = subprocess.run(
        program.command("export", *words),
        capture_output=True,
        env=program.environ(),
        check=True,
        timeout=60,
    )
    assert ran.stderr == b""
    return ran.stdout.decode()


FORMATS = ("csv", "xlsx", "jsonl", "vcf", "ics")


@pytest.fixture
def filled(fresh: Program) -> Program:
    fresh("add", "王姐 138 0013 8000 @抖音", "--next", "2026-11-25 15:00")
    fresh("add", "Jane Doe 13900139000")
    return fresh


@pytest.mark.parametrize("form", FORMATS)
def test_the_ending_names_the_format(filled: Program, form: str) -> None:
    ran = filled("--json", "export", "-o", f"a.{form}")
    rows = 1 if form == "ics" else 2
    assert ran.document == {
        "schema": "leadfunnel.export/1",
        "path": f"a.{form}",
        "rows": rows,
        "format": form,
    }
    path = filled.folder / f"a.{form}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    again = filled("export", "-o", f"a.{form}")
    assert again.rc == 5
    assert "--force" in again.err
    assert path.read_bytes() == before
    assert filled("export", "-o", f"a.{form}", "--force").rc == 0
    assert not list(filled.folder.glob(".*.partial"))


@pytest.mark.parametrize("form", ["csv", "jsonl", "vcf", "ics"])
def test_text_goes_to_standard_output(filled: Program, form: str) -> None:
    told = printed(filled, "--format", form)
    assert printed(filled, "-o", "-", "--format", form) == told
    assert filled("export", "-o", f"a.{form}").rc == 0
    assert (filled.folder / f"a.{form}").read_bytes().decode() == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "a.pdf"], ".csv, .xlsx, .html, .jsonl, .vcf, .ics"),
        (["-o", "customers"], "--format"),
        (["--format", "pdf"], "csv, xlsx, html, jsonl, vcf, ics"),
        (["--format", "xlsx"], "needs a file"),
        (["--format", "xlsx", "-o", "-"], "needs a file"),
        (["--format", "vcf", "-o", "a.csv"], "--format says vcf"),
        (["--excel", "-o", "a.xlsx"], "--excel is for csv"),
        (["--owner", "lin", "-o", "a.csv"], "--owner is for ics"),
        (["--json", "--format", "ics"], "--json and --format"),
    ],
    ids=str,
)
def test_what_cannot_be_read(filled: Program, words: list[str], told: str) -> None:
    ran = filled("export", *words)
    assert (ran.rc, ran.out) == (2, "")
    assert told in ran.err
    assert [path.name for path in filled.folder.iterdir()] == ["store.db"]


def test_an_unusual_ending_with_a_format(filled: Program) -> None:
    for name in ("a.vcard", "b.VCF", "c.txt", "d"):
        assert filled("export", "--format", "vcf", "-o", name).rc == 0, name
        assert (filled.folder / name).read_text(encoding="utf-8").startswith("BEGIN:VCARD")


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_nothing(filled: Program, form: str) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))

    ran = filled("export", "-o", f"a.{form}", env=SMALL_FILES, preexec_fn=small)
    assert ran.rc == 7
    assert [path.name for path in filled.folder.iterdir()] == ["store.db"]


def test_a_whole_store_moves_to_another_place(filled: Program) -> None:
    filled("export", "-o", "all.jsonl")
    other = Program(filled.folder, {"LEADFUNNEL_DB": str(filled.folder / "new.db")})
    other.env["LEADFUNNEL_USER"] = "mei"
    assert other("--json", "import", "all.jsonl").document["added"] == 2
    assert [item["id"] for item in other("--json", "list").document["items"]] == [1, 2]
    refused = other("import", "all.jsonl")
    assert refused.rc == 5
    assert "--db" in refused.err
    damaged = Path(filled.folder / "bad.jsonl")
    damaged.write_bytes((filled.folder / "all.jsonl").read_bytes()[:-20])
    third = Program(filled.folder, {"LEADFUNNEL_DB": str(filled.folder / "third.db")})
    ran = third("import", "bad.jsonl")
    assert ran.rc == 6
    assert "line " in ran.err


def test_a_workbook_moves_customers(filled: Program) -> None:
    filled("export", "-o", "a.xlsx")
    sheet = openpyxl.load_workbook(filled.folder / "a.xlsx")["customers"]
    assert [cell.value for cell in sheet["D"]] == ["phones", "+8613800138000", "+8613900139000"]
    other = Program(filled.folder, {"LEADFUNNEL_DB": str(filled.folder / "new.db")})
    assert other("import", "a.xlsx").rc == 0
    assert printed(other) == printed(filled)


def test_references_left_out_are_told(filled: Program) -> None:
    filled("edit", "2", "--referrer", "1")
    ran = filled("export", "id=2", "--format", "jsonl")
    assert ran.rc == 0
    assert "left out: 1." in ran.err
    assert '"referrer_id":null' in ran.out
