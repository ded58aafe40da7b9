"""What is written in a review: what the problem is, what is done about it, what comes next."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

LONGEST = 500
PROBLEM, REMEDY, OUTLOOK = "problem", "remedy", "outlook"
HEADS = {PROBLEM: N_("Problem"), REMEDY: N_("Remedy"), OUTLOOK: N_("Next week")}
"""The heads of notes, in the order in which they are asked for."""

_TYPED = {
    PROBLEM: ("problem", "问题", "問題"),
    REMEDY: ("remedy", "办法", "辦法", "解决方案", "解決方案"),
    OUTLOOK: ("outlook", "next", "下周", "下週", "展望"),
}


@dataclass(frozen=True)
class ReviewNote:
    """What somebody wrote under a head of a period's review; `outcome` is what became of it."""

    id: int
    first: date
    last: date
    head: str
    text: str
    outcome: str | None
    by: str

    @property
    def days(self) -> int:
        """How long the period is that it is about."""
        return (self.last - self.first).days + 1


def read_head(text: str) -> str | None:
    """Return the head that a word means, None for none."""
    word = text.strip().casefold()
    return next((head for head, words in _TYPED.items() if word in words), None)
