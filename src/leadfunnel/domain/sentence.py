"""What is to be said at the edge: a template and its values, translated only there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """A template marked by N_ with values; dates, stages and customers are worded by the view."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


class Phrase(str):
    """Words for a place within a sentence: English text that can be said in another language.

    `text` is the template marked by N_ and `values` fill it; they may be phrases themselves.
    """

    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str, /, **values: object) -> Phrase:
        """Return the English text."""
        phrase = super().__new__(cls, text.format(**values))
        phrase.text, phrase.values = text, values
        return phrase


@dataclass(frozen=True)
class Instant:
    """A moment that happened, UTC seconds, worded by the view."""

    at: int


def said(text: str, **values: object) -> Sentence:
    """Return a sentence with its values."""
    return Sentence(text, values)
