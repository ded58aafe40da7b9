"""How alike two texts are, by rapidfuzz."""

from __future__ import annotations


def ratio(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100; 0 for anything less than half alike."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=50)
