"""How satisfied a customer says to be, from 1 to 5."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

LOWEST, CONTENT_FROM, HIGHEST = 1, 4, 5


class BadScore(UnreadableError):
    """The text is no score."""

    code = "bad_score"
    message = N_("Cannot read {text} as a satisfaction from 1 to 5.")
    hint = N_("1 is very bad, 5 very good: leadfunnel satisfaction 12 4")


@dataclass(frozen=True)
class Satisfaction:
    """What a customer said, of a purchase or of all; `at` is UTC seconds."""

    id: int
    customer_id: int
    score: int
    at: int
    purchase_id: int | None = None

    @property
    def is_content(self) -> bool:
        """Whether one may ask for a review or an introduction after it."""
        return self.score >= CONTENT_FROM


def read_score(text: str) -> int:
    """Return a score from 1 to 5, as 4, 4分 or 4/5."""
    plain = text.strip().removesuffix("/5").removesuffix("分").strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) == 1):
        raise BadScore(text=text[:40])
    score = int(plain)
    if not LOWEST <= score <= HIGHEST:
        raise BadScore(text=text[:40])
    return score
