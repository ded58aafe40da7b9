"""What `merge`, `split` and `duplicates` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.merging import Conflict
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Merged:
    """Two records made one, or one made two again; `operation` is None for a preview.

    `pair` are A and B as they were before; each conflict has the side chosen, None while open.
    """

    kind: str
    operation: int | None
    pair: tuple[Customer, Customer]
    customers: tuple[Customer, ...]
    said: tuple[Sentence, ...]
    conflicts: tuple[tuple[Conflict, str | None], ...]


@dataclass(frozen=True)
class Alike:
    """Two customers that may be one; `evidence` are code and wording, the strongest first."""

    a: Customer
    b: Customer
    score: int
    evidence: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True)
class Duplicates:
    """Likely pairs, the likeliest first; `more` counts those left out."""

    pairs: tuple[Alike, ...]
    more: int
