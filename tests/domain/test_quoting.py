"""Names as one word of a shell."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.quoting import quoted


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_the_shell_reads_the_name_back(name: str) -> None:
    assert shlex.split(quoted(name)) == [name]


@pytest.mark.parametrize("name", ["五一爆破", "May", "3.8", "a-b"])
def test_a_plain_name_stays(name: str) -> None:
    assert quoted(name) == name
