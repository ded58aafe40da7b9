"""What the commands about sales figures return."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.sales import Group, Pull, Row


@dataclass(frozen=True)
class Before:
    """Figures of an earlier period: which one (previous, last_year), its days, its rows."""

    kind: str
    first: date
    last: date
    sums: tuple[Row, ...]
    rows: Mapping[tuple[Group, str], Row]


@dataclass(frozen=True)
class Point:
    """One step of a trend: its days, and revenue and occasions by currency."""

    label: str
    first: date
    last: date
    sums: Mapping[str, tuple[int, int]]
    running: bool


@dataclass(frozen=True)
class SalesReport:
    """What was sold in a period; `unknown` counts occasions whose amount nobody knows, by group.

    `pulls` are by currency what draws the mean up, `names` what the customers in them are called.
    """

    first: date
    last: date
    label: str
    by: tuple[str, ...]
    sums: tuple[Row, ...]
    rows: tuple[Row, ...]
    occasions: int
    unknown_occasions: int
    unknown: Mapping[Group, int]
    as_of: int
    known_at: int | None
    recorded_since: int
    additive: bool = True
    before: tuple[Before, ...] = ()
    trend: tuple[Point, ...] = ()
    pulls: Mapping[str, Pull] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
