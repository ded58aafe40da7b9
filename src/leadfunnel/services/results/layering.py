"""What `layers` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.layering import Turn
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class LayerReport:
    """The layers month by month, the earliest first, and as of when that is."""

    turns: tuple[Turn, ...]
    seen: Seen
