"""The hours in which nobody is to be disturbed."""

from __future__ import annotations

from datetime import time

import pytest

from leadfunnel.domain.quiet import quiet_at

NIGHT, NOON = "20:00-09:00", "12:00-13:30"


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        ("20:00", NIGHT), ("23:59", NIGHT), ("00:00", NIGHT), ("08:59", NIGHT), ("09:00", None),
        ("11:59", None), ("12:00", NOON), ("13:29", NOON), ("13:30", None), ("19:59", None),
    ],
)  # fmt: skip
def test_hours_begin_with_their_first_minute_and_end_before_their_last(
    at: str, hours: str | None
) -> None:
    assert quiet_at([NOON, NIGHT], time.fromisoformat(at)) == hours
    assert quiet_at([], time.fromisoformat(at)) is None
