"""Which of two records of one customer wins where both say something, and whose journey shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_, UnreadableError

A, B = "A", "B"
TEXTS = ("name", "company", "address", "source", "outlet", "birthday")
FIELDS = (*TEXTS, "owner", "referrer", "stage")
"""What may stand before the sign in `--take FIELD=A`, besides the names of other pipelines."""


class BadSide(UnreadableError):
    """A side is A or B."""

    code = "bad_side"
    message = N_("Cannot read {text} as one of the two: A is #{a}, B is #{b}.")
    hint = N_("For example: --keep A, or --take company=B")


class UnknownField(UnreadableError):
    """No such field to choose."""

    code = "unknown_field"
    message = N_("No field {field} to choose: one of {fields}.")
    hint = N_("For example: --take company=B")


@dataclass(frozen=True)
class Choices:
    """Whose value is kept: for all fields, and for single ones, which go before."""

    every: str | None = None
    single: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str | None:
        """Return the side chosen for a field, None while nothing was said."""
        return self.single.get(key, self.every)


@dataclass(frozen=True)
class Conflict:
    """A field in which two records differ; the values are as people are told them."""

    key: str
    a: object
    b: object
    likely: str = A


def read_choices(
    keep: str | None, take: Sequence[str], pair: tuple[int, int], pipelines: Sequence[str] = ()
) -> Choices:
    """Read `--keep A` and `--take company=B`; the number of a customer names its side too."""
    known = (*FIELDS, *(name for name in pipelines if name not in FIELDS))
    single = {}
    for text in take:
        key, sign, side = text.partition("=")
        if key.strip().casefold() not in known:
            raise UnknownField(field=key.strip()[:40], fields=", ".join(known))
        if not sign:
            raise BadSide(text=text[:40], a=pair[0], b=pair[1])
        single[key.strip().casefold()] = _side(side, pair)
    return Choices(None if keep is None else _side(keep, pair), single)


def _side(text: str, pair: tuple[int, int]) -> str:
    sides = {"a": A, "b": B, str(pair[0]): A, str(pair[1]): B}
    found = sides.get(fold(text).removeprefix("#"))
    if found is None:
        raise BadSide(text=text.strip()[:40] or "''", a=pair[0], b=pair[1])
    return found


def differ(one: str | None, other: str | None) -> bool:
    """Tell whether two records contradict each other: both say something, and not the same."""
    return bool(one and other) and one != other and fold(one or "") != fold(other or "")


def placed(homes: Mapping[int, int], shown: int, root: int) -> dict[int, int]:
    """Return with whom each journey of merged customers lies, by journey.

    `homes` says whose each is. The shown one lies with the root, the root's own where the shown
    one came from, and every other at home: so each customer has at most one, before and after.
    """
    aside = homes[shown]
    return {
        journey: root if journey == shown else aside if home == root else home
        for journey, home in homes.items()
    }
