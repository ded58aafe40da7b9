"""How alike two texts are, by rapidfuzz; imported only by those who compare."""

from __future__ import annotations

from rapidfuzz import fuzz


def ratio(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100; 0 for anything less than half alike."""
    return fuzz.ratio(one, other, score_cutoff=50)
