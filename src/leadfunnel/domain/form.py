"""A sheet to be filled in by hand, for whatever medium."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field


@dataclass(frozen=True)
class Form:
    """One sheet; `choices` are the lists of columns, `numbers` the columns that hold amounts.

    `wide` columns get the most room on paper.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Forms:
    """Sheets that belong together, and what stands above them."""

    title: str
    about: tuple[str, ...]
    forms: tuple[Form, ...]
    people: int
