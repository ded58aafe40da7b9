"""What `segment` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class SavedSegment:
    """A filter kept under a name; `count` is None where it can be read no more."""

    name: str
    where: str
    count: int | None


@dataclass(frozen=True)
class SegmentList:
    """The segments of the store, or one of them."""

    segments: tuple[SavedSegment, ...]
