"""What `why` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.remind_facts import Held
    from leadfunnel.domain.reminder import Reminder
    from leadfunnel.domain.sentence import Sentence
    from leadfunnel.services.results.agenda import Reason


@dataclass(frozen=True)
class Place:
    """Where on whose list a customer stands: the `number`th of `count` shown."""

    owner: str
    number: int
    count: int


@dataclass(frozen=True)
class Why:
    """Why a customer is on or off the morning list.

    `shown` are the reasons that hold, `held` those that something holds back; `terms` add up to
    `score`. `barred` says why nobody is ever reminded of them, `off_list` why reasons that hold do
    not bring them onto it. `standing` explains layer and level.
    """

    customer: Customer
    place: Place | None
    shown: tuple[Reason, ...]
    held: tuple[tuple[Reminder, Held], ...]
    terms: Mapping[str, int]
    score: int
    barred: Sentence | None
    off_list: Sentence | None
    standing: tuple[Sentence, ...]
