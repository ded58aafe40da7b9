"""Cells that spreadsheets would run, and lists within a cell: both come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.guard import guarded, joined, unguarded, unjoined


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1-2", "'+1-2"),
        ("-1", "'-1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'x", "''x"),
        ("+8613800138000", "+8613800138000"),
        ("+", "'+"),
        ("+８６", "'+８６"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_what_is_guarded(cell: str, written: str) -> None:
    assert guarded(cell) == written
    assert unguarded(written) == cell


@given(st.text(alphabet="=+-@\t\r'1a", max_size=6) | st.text())
def test_guarding_is_taken_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in ("=", "-", "@", "\t", "\r")


@given(st.lists(st.text(alphabet="a\\|;, 中", min_size=1).map(str.strip).filter(bool)))
def test_a_list_in_a_cell_comes_back(values: list[str]) -> None:
    assert unjoined(joined(values)) == values
