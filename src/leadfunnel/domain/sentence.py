"""A sentence to be said at the edge: a template and its values, translated only by the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """A template marked by N_ with values; dates, stages and customers are worded by the view."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def said(text: str, **values: object) -> Sentence:
    """Return a sentence with its values."""
    return Sentence(text, values)
