"""What `source list` and `tags list` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Word:
    """A source, or a tag with its dimension, and how many customers have it."""

    dimension: str
    value: str
    customers: int


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind (sources or tags), the most frequent first."""

    kind: str
    words: tuple[Word, ...]
