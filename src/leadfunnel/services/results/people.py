"""What the reading verbs about customers return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.account import Member
    from leadfunnel.domain.consent import Consent
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.followup import FollowUp
    from leadfunnel.domain.interaction import Interaction
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.playbook import NextStep
    from leadfunnel.domain.purchase import Purchase, RunOut
    from leadfunnel.domain.satisfaction import Satisfaction
    from leadfunnel.domain.sentence import Sentence
    from leadfunnel.domain.service_case import Case
    from leadfunnel.services.results.deals import DealView
    from leadfunnel.services.results.funnels import Opened
    from leadfunnel.services.results.plans import RunView


@dataclass(frozen=True, eq=False, repr=False)
class Listing:
    """Customers in order; `more` counts those left out.

    A column `field:KEY` is a declared field, which `field_names` calls by name. `opened` tells
    behind which figure of a funnel they stand.
    """

    customers: tuple[Customer, ...]
    more: int
    columns: tuple[str, ...]
    field_names: Mapping[str, str] = field(default_factory=dict)
    opened: Opened | None = None


@dataclass(frozen=True)
class Numbers:
    """The numbers of listed customers alone, one a line, for another command to read."""

    listing: Listing


@dataclass(frozen=True, eq=False, repr=False)
class JourneyView:
    """One journey as `show` prints it; `changes` are (at, from, to, by, reason, assumed)."""

    pipeline: Pipeline
    unit: str
    stage: str | None
    since: int | None
    changes: tuple[tuple[int, str | None, str, str, str | None, bool], ...]


@dataclass(frozen=True, eq=False, repr=False)
class MergedAway:
    """A record that became part of another; its journeys count in no figure meanwhile."""

    id: int
    name: str
    at: int
    operation: int
    journeys: tuple[JourneyView, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Card:
    """Everything about one customer."""

    customer: Customer
    referrer: str | None
    timeline: tuple[Interaction, ...]
    follow_ups: tuple[FollowUp, ...]
    journeys: tuple[JourneyView, ...]
    now: int
    consents: tuple[Consent, ...] = ()
    mutes: Mapping[str, date] = field(default_factory=dict)
    merged: tuple[MergedAway, ...] = ()
    field_names: Mapping[str, str] = field(default_factory=dict)
    deals: tuple[DealView, ...] = ()
    members: tuple[Member, ...] = ()
    standing: tuple[Sentence, ...] = ()
    plans: tuple[RunView, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    run_outs: tuple[RunOut, ...] = ()
    next_step: NextStep | None = None
    cases: tuple[Case, ...] = ()
    satisfactions: tuple[Satisfaction, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class PassedStage:
    """One numbered change of a passage; `at` is UTC seconds."""

    number: int
    at: int
    origin: str | None
    target: str
    assumed: bool
    by: str
    reason: str | None


@dataclass(frozen=True, eq=False, repr=False)
class Passage:
    """A customer's changes in one pipeline, in order."""

    customer: Customer
    pipeline: Pipeline
    changes: tuple[PassedStage, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Consents:
    """What a customer said about being contacted, the newest last."""

    customer: Customer
    history: tuple[Consent, ...]
