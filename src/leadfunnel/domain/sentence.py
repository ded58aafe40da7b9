"""What is to be said at the edge: a template and its values, translated only there."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_


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


def coded(word: str, code: str) -> Phrase:
    """Return a word marked by N_ with the code that can be typed for it, once if they are alike."""
    if word == code:
        return Phrase(word)
    return Phrase(N_("{word} ({code})"), word=Phrase(word), code=code)


def counted(one: str, many: str, count: int, **values: object) -> Sentence:
    """Return a sentence about a number of things in its singular or plural, as {count}."""
    return said(one if count == 1 else many, count=f"{count:,}", **values)
