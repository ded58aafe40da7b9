"""What `rfm`, `pareto`, `referrals`, `channels` and `product used-up` return."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.money import Money
    from leadfunnel.domain.pareto import Pareto
    from leadfunnel.domain.purchase import RunOut
    from leadfunnel.domain.rfm import Returning, Scale, Segment
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class BuyerSegment:
    """How many buyers are in a segment, and what they spent."""

    segment: Segment
    buyers: int
    spent: int


@dataclass(frozen=True)
class RfmReport:
    """All buyers in segments, by what scale, and how they come back."""

    segments: tuple[BuyerSegment, ...]
    scale: Scale
    returning: Returning
    currency: str
    least: int
    churn_days: int
    seen: Seen


@dataclass(frozen=True)
class ParetoReport:
    """Who or what makes most of the revenue of some days; `names` are of the keys."""

    by: str
    first: date | None
    last: date | None
    found: tuple[Pareto, ...]
    names: Mapping[str | int | None, str]
    limit: int | None
    seen: Seen


@dataclass(frozen=True)
class Referrer:
    """Somebody who brought customers: their own, all below, and what these came to.

    `thank_since` is the day of what they have not been thanked for yet.
    """

    customer: Customer
    direct: int
    bought: int
    below: int
    revenue: tuple[Money, ...]
    thank_since: date | None


@dataclass(frozen=True)
class ReferralReport:
    """Who brought the most; `more` counts those left out."""

    items: tuple[Referrer, ...]
    more: int
    referred: int
    seen: Seen


@dataclass(frozen=True)
class Branch:
    """A customer in the tree of referrals, `depth` levels below its root.

    `revenue` is their own, `below` that of all below them; `hidden` are below and not drawn.
    """

    customer: Customer
    depth: int
    revenue: tuple[Money, ...]
    brought: int = 0
    below: tuple[Money, ...] = ()
    thank_since: date | None = None
    hidden: int = 0


@dataclass(frozen=True)
class ReferralTree:
    """Everybody below one customer, each after who brought them; `referrer` brought the root.

    Without a root they are all trees, whose own roots have no depth.
    """

    root: Referrer | None
    referrer: str | None
    branches: tuple[Branch, ...]
    more: int
    seen: Seen


@dataclass(frozen=True)
class Channel:
    """What came through a source, or of a campaign; `cost` is what was spent on it, by currency.

    `intent` counts those of a campaign whose latest call grade is A or B, None for a source.
    """

    source: str | None
    leads: int
    won: int
    revenue: Mapping[str, int]
    cost: Mapping[str, int]
    intent: int | None = None


@dataclass(frozen=True)
class ChannelReport:
    """Every source of the customers added in some days, and the campaigns paid for in them.

    `totals` is all that was spent in these days, by currency: what the rows cost adds up to it.
    """

    first: date | None
    last: date | None
    items: tuple[Channel, ...]
    campaigns: tuple[Channel, ...]
    totals: Mapping[str, int]
    seen: Seen


@dataclass(frozen=True)
class UsedUp:
    """Whose products are used up, or soon will be, the earliest first."""

    items: tuple[tuple[RunOut, Customer], ...]
    more: int
    today: date
