"""What reminders go by: the present and the rules, and what is known of a customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Sentence

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Rule = Mapping[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Clock:
    """The present, the store's days, and the rules.

    `noon` parts a day in halves; `works` tells the working days.
    """

    now: int
    calendar: BusinessCalendar
    rules: Mapping[str, Rule]
    noon: time = time(12, 30)
    works: Callable[[date], bool] = lambda _: True

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.calendar.day(self.now))

    today: date = field(init=False)

    def age(self, instant: int) -> int:
        """Return how many business days lie between an instant's day and today."""
        return max(0, (self.today - self.calendar.day(instant)).days)

    def elapsed(self, instant: int, *, workdays: bool) -> int:
        """Return the business days since an instant, or how many of them were worked."""
        age = self.age(instant)
        if not workdays:
            return age
        days = (self.today - timedelta(days=back) for back in range(age))
        return sum(map(self.works, days))

    def on(self, code: str) -> bool:
        """Tell whether a reason is switched on."""
        return bool(self.rules[code]["on"])


@dataclass(frozen=True, eq=False, repr=False)
class OpenDeal:
    """A deal under way: where it stands since when, for how many days at most, and its close."""

    title: str
    stage: Stage
    since: int
    closes_on: date | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Stock:
    """A product of which a customer has so much that it lasts until a day."""

    product: str
    runs_out: date
    lasts_days: int


@dataclass(frozen=True, eq=False, repr=False)
class Step:
    """The latest due step of a running plan; `held` while an open complaint holds it back."""

    plan: str
    day: date
    channel: str
    texts: Mapping[str, str]
    held: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Birthday:
    """A birthday that lies so many days ahead."""

    ahead: int
    day: date


@dataclass(frozen=True, eq=False, repr=False)
class Greeting:
    """A day on which one greets, and how far ahead it is."""

    name: str
    day: date
    ahead: int


@dataclass(frozen=True, eq=False, repr=False)
class Held:
    """What holds a reason back, in words; `until` is the day it wakes, None where none is known."""

    by: str
    said: Sentence
    until: date | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Facts:
    """What the reminders of one customer depend on; instants are UTC seconds.

    `waiting` is whoever came by import and nobody acted on since. `tries` are the failed attempts
    and `unanswered` counts the outgoing touches since the last contact. `complaints` are the open
    ones with the instant they came. `muted` has reasons with the day they wake, `capped` the day
    from which one may write again, `forbidden` the channels they do not want. `cycle` is how many
    days after a purchase the next one is expected.
    """

    customer: Customer
    imported: bool = False
    waiting: bool = False
    last_touch: int | None = None
    tries: tuple[int, ...] = ()
    unanswered: int = 0
    complaints: tuple[tuple[int, str], ...] = ()
    open_deals: tuple[OpenDeal, ...] = ()
    steps: tuple[Step, ...] = ()
    step_ahead: bool = False
    stocks: tuple[Stock, ...] = ()
    cycle: int | None = None
    birthday: Birthday | None = None
    greeting: Greeting | None = None
    material: str | None = None
    muted: Mapping[str, date] = field(default_factory=dict)
    pushes_capped: Held | None = None
    greetings_capped: Held | None = None
    forbidden: frozenset[str] = frozenset()
