"""What `doctor` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.finding import Finding
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Checkup:
    """What was found of the store at a place; `mended` says what was put right.

    `partial` tells that only a part was looked at, drawn by lot. Without a `schema` there is no
    store.
    """

    place: str
    engine: str
    schema: int | None
    full: bool
    partial: bool
    findings: tuple[Finding, ...]
    mended: tuple[Sentence, ...] = ()

    @property
    def damage(self) -> tuple[Finding, ...]:
        """The findings that are damage."""
        return tuple(one for one in self.findings if one.grave)

    @property
    def customers(self) -> frozenset[int]:
        """Whoever the findings are about."""
        return frozenset().union(*(one.customers for one in self.findings))

    @property
    def advice(self) -> tuple[Finding, ...]:
        """The findings that are none."""
        return tuple(one for one in self.findings if not one.grave)
