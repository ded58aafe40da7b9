"""Scorecards: weighted criteria to judge a customer by, and what a score consists of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Texts = Mapping[str, str]


class UnknownCard(UnreadableError):
    """No scorecard is called that."""

    code = "unknown_scorecard"
    message = N_("No scorecard {text}: one of {cards}.")
    hint = N_("See them with: leadfunnel score list")


class UnknownCriterion(UnreadableError):
    """The scorecard has no such criterion."""

    code = "unknown_criterion"
    message = N_("The scorecard {card} has no criterion {text}: one of {criteria}.")
    hint = N_("See them with: leadfunnel score list")


class BadPoints(UnreadableError):
    """The points are none that the criterion takes."""

    code = "bad_points"
    message = N_('Cannot take "{text}" as points for {criterion}: a whole number from 0 to {most}.')
    hint = N_("For example: leadfunnel score WHO {card} {criterion}={most}")


@dataclass(frozen=True)
class Criterion:
    """One thing to judge, from 0 to `most` points, which count `weight` times.

    `missing` says what helps while the points are few.
    """

    key: str
    names: Texts
    ask: Texts
    most: int
    weight: int = 1
    missing: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Scorecard:
    """Criteria under a name; `suggests` is the kind of exit to think of below the threshold."""

    name: str
    titles: Texts
    criteria: tuple[Criterion, ...]
    suggests: str | None = None

    @property
    def most(self) -> int:
        """The sum of all points, weighted."""
        return sum(criterion.most * criterion.weight for criterion in self.criteria)

    def criterion(self, text: str) -> Criterion:
        """Return the criterion meant by its key or name; raise UnknownCriterion."""
        wanted = fold(text)
        for criterion in self.criteria:
            if wanted in map(fold, (criterion.key, *criterion.names.values())):
                return criterion
        keys = ", ".join(criterion.key for criterion in self.criteria)
        raise UnknownCriterion(card=self.name, text=text[:40], criteria=keys)


@dataclass(frozen=True)
class Score:
    """The points a customer has on a card so far, and from how many on it is passed."""

    card: Scorecard
    points: Mapping[str, int]
    threshold: int

    @property
    def terms(self) -> tuple[tuple[Criterion, int | None], ...]:
        """Every criterion with its points, None where nobody judged it yet."""
        return tuple(
            (criterion, self.points.get(criterion.key)) for criterion in self.card.criteria
        )

    @property
    def total(self) -> int:
        """The sum of the points, weighted; what was not judged counts as nothing."""
        return sum(criterion.weight * (points or 0) for criterion, points in self.terms)

    @property
    def complete(self) -> bool:
        """Whether every criterion was judged."""
        return all(points is not None for _, points in self.terms)

    @property
    def fails(self) -> bool:
        """Whether the threshold cannot be reached any more."""
        open_points = (
            criterion.most * criterion.weight for criterion, points in self.terms if points is None
        )
        return self.total + sum(open_points) < self.threshold

    @property
    def weak(self) -> tuple[Criterion, ...]:
        """The criteria judged below their most for which the card knows what helps."""
        return tuple(
            criterion
            for criterion, points in self.terms
            if points is not None and points < criterion.most and criterion.missing
        )


def read_points(card: Scorecard, words: Sequence[str]) -> dict[str, int]:
    """Read `criterion=points` words; raise UnknownCriterion or BadPoints."""
    found: dict[str, int] = {}
    for word in words:
        name, sign, points = word.replace("＝", "=").partition("=")
        criterion = card.criterion(name)
        found[criterion.key] = read_one(card, criterion, points if sign else word)
    return found


def read_one(card: Scorecard, criterion: Criterion, text: str) -> int:
    """Read the points of one criterion; raise BadPoints."""
    digits = text.strip()
    if not (digits.isdecimal() and len(digits) < 4 and int(digits) <= criterion.most):
        raise BadPoints(
            text=text[:40], criterion=criterion.key, most=criterion.most, card=card.name
        )
    return int(digits)


def card_from_dict(data: Mapping[str, Any]) -> Scorecard:
    """Rebuild a scorecard from its file or JSON."""
    return Scorecard(data["name"], data["title"], tuple(_criteria(data)), data.get("suggests"))


def _criteria(data: Mapping[str, Any]) -> Iterator[Criterion]:
    for raw in data["criterion"]:
        yield Criterion(
            raw["key"], raw["name"], raw["ask"], raw["most"], raw["weight"], raw.get("missing", {})
        )
