"""What a report holds, in words of the reader's language but for no medium yet.

Pages, sheets, Markdown and pictures are all made of the same exhibits, so they say the same.
"""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Cell:
    """A text, and the number it stands for where a spreadsheet can count with it.

    `form` is how that is shown: count, share (a fraction), days, or money with so many places
    (`money2`).
    """

    text: str
    value: float | None = None
    form: str = ""


@dataclass(frozen=True)
class Head:
    """What stands above a column; numbers stand to the right."""

    text: str
    right: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart of a grid in a spreadsheet: bars or lines of some columns, by the first."""

    kind: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """A table under its title; `more` says what was left out, `warm` colours it by its shares.

    `people` marks a list, whose rows are read one by one and not down the columns.
    """

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    chart: Chart | None = None
    warm: bool = False
    people: bool = False


@dataclass(frozen=True)
class Step:
    """One rung of a drawn funnel: how many reached it, and the rate from the rung below."""

    name: str
    count: int
    rate: str = ""


@dataclass(frozen=True)
class Funnel:
    """A funnel to draw."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Dot:
    """A point of a line; None where there is nothing to tell, `young` where it may still rise."""

    label: str
    value: float | None
    shown: str = ""
    young: bool = False


@dataclass(frozen=True)
class Curve:
    """A line of dots under its name."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Curves:
    """Lines to draw below each other; `marks` are the names of dots and what happened there."""

    curves: tuple[Curve, ...]
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Heat:
    """Shares to draw as a field of colours; None is an empty place."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True)
class Bar:
    """One bar; `low` and `high` are the ends of its interval, `shown` is what stands beside it."""

    name: str
    value: float | None
    shown: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bars:
    """Bars to draw below each other, on one scale."""

    bars: tuple[Bar, ...]


Picture = Funnel | Curves | Heat | Bars


@dataclass(frozen=True)
class Exhibit:
    """One thing to show: what there is to say of it, its picture, its tables; `key` names it."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    picture: Picture | None = None
    grids: tuple[Grid, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Exhibits under one of the heads of a report."""

    key: str
    title: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True)
class Booklet:
    """A whole report in one language, such as zh-CN."""

    language: str
    title: str
    about: tuple[str, ...]
    chapters: tuple[Chapter, ...]
