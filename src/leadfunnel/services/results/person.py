"""Everything about one person."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class PersonFile:
    """What the store holds about a person, as one document."""

    document: dict[str, Any]
