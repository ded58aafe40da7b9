"""The line of rates, drawn in signs of one cell."""

from __future__ import annotations

import pytest

from leadfunnel.views.plot import GUTTER, HEIGHT, Dot, plot, short_count


def dots(*rates: float | None) -> list[Dot]:
    return [Dot(f"W{n + 10}", rate, n < 11, 7) for n, rate in enumerate(rates)]


def test_points_stand_where_their_rates_are() -> None:
    lines = plot(dots(0.0, 0.2, 0.4), None, 60)
    assert lines[0].startswith(" 40 %")
    assert lines[HEIGHT - 1].startswith("  0 %")
    places = {
        (row, column)
        for row in range(HEIGHT)
        for column, sign in enumerate(lines[row])
        if sign == "*"
    }
    assert places == {(7, GUTTER + 3), (4, GUTTER + 9), (0, GUTTER + 15)}
    assert lines[HEIGHT].split() == ["W10", "W11", "W12"]
    assert lines[HEIGHT + 1].split() == ["7", "7", "7"]


@pytest.mark.parametrize("width", [32, 40, 60, 100, None])
@pytest.mark.parametrize("count", [1, 2, 12, 14, 31])
def test_it_holds_in_its_width_and_is_ascii(width: int | None, count: int) -> None:
    made = [
        Dot("W47", None if n == 3 else n / 31, n < count - 1, 10**n % 99_999, "1" if n == 2 else "")
        for n in range(count)
    ]
    lines = plot(made, 0.6, width)
    assert all(line.isascii() for line in lines)
    if width:
        assert max(map(len, lines)) <= max(width, GUTTER + count + 4)
    points = "".join(lines[:HEIGHT])
    assert points.count("*") + points.count("o") == sum(one.rate is not None for one in made)
    assert "-" * 3 in points or count == 1


def test_young_points_are_hollow_and_marks_stand_below() -> None:
    made = [Dot("a", 0.5, True, 3), Dot("b", 0.5, False, 3, "2")]
    lines = plot(made, None, 60)
    drawn = "".join(lines[:HEIGHT])
    assert (drawn.count("*"), drawn.count("o")) == (1, 1)
    assert drawn.count("|") == HEIGHT - 1  # the line between the points crosses it
    assert lines[-1].strip() == "^2"


def test_nobody_at_all_can_be_drawn() -> None:
    assert len(plot(dots(None, None), None, 60)) == HEIGHT + 2


def test_numbers_below_are_short() -> None:
    assert [short_count(n) for n in (0, 999, 1000, 12_345, 2_000_000)] == [
        "0", "999", "1k", "12k", "2M",
    ]  # fmt: skip
