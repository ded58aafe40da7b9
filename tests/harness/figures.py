"""What a campaign found: figures with the bound that each must keep."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Figure:
    """One figure; `most` is what it must not exceed, None where it only tells."""

    campaign: str
    name: str
    value: float
    most: float | None = None
    remark: str = ""

    @property
    def kept(self) -> bool:
        return self.most is None or self.value <= self.most


@dataclass
class Campaign:
    """What a campaign runs with: how often, from which seed, in which folder."""

    name: str
    runs: int
    seed: int
    folder: Path
    figures: list[Figure] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def dice(self) -> random.Random:
        """Random numbers, the same for the same seed."""
        return random.Random(f"{self.name} {self.seed}")  # noqa: S311 - not for secrets

    def tell(self, name: str, value: float, most: float | None = None, remark: str = "") -> None:
        self.figures.append(Figure(self.name, name, value, most, remark))

    def fault(self, text: str) -> None:
        """Keep what went wrong; the first of them are printed."""
        self.faults.append(text)

    @contextmanager
    def place(self) -> Iterator[Path]:
        """Lend a folder that is gone afterwards."""
        with TemporaryDirectory(dir=self.folder) as name:
            yield Path(name)


Run = Callable[[Campaign], None]


def table(figures: list[Figure]) -> str:
    """Return the figures as lines of text."""
    rows = [("campaign", "what", "figure", "at most", "")]
    for one in figures:
        bound = "" if one.most is None else f"{one.most:g}"
        mark = "" if one.kept else "TOO MUCH"
        rows.append(
            (one.campaign, one.name, f"{one.value:g}", bound, f"{mark} {one.remark}".strip())
        )
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in (2, 3) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
