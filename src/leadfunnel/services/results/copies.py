"""What is told of the copies of a store."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.copies import Copy


@dataclass(frozen=True)
class Copies:
    """The copies in a folder, the oldest first; `bytes` of a `budget`; `due` where one is."""

    folder: str
    copies: tuple[Copy, ...]
    bytes: int
    budget: int
    due: bool
