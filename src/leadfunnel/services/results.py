"""What services return; each kind is shown once for the terminal and once as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.funnel import Cohort, Flow, Snapshot, StageTime
from leadfunnel.domain.interaction import Interaction
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Changed:
    """A command that changed something, or found that nothing was to change.

    `operation` is None when nothing changed; `said` is the echo; `understood` the fields read
    from a text, in JSON form.
    """

    operation: int | None
    customers: tuple[Customer, ...] = ()
    said: tuple[Sentence, ...] = ()
    understood: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Customers in order; `more` counts those left out."""

    customers: tuple[Customer, ...]
    more: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Promise:
    """An open follow-up with its customer; `late_days` is 0 unless it is overdue."""

    follow_up: FollowUp
    customer: Customer
    late_days: int


@dataclass(frozen=True)
class Promises:
    """Open follow-ups in the order they fall due."""

    items: tuple[Promise, ...]
    more: int


@dataclass(frozen=True)
class JourneyView:
    """One journey as `show` prints it; `changes` are (at, from, to, by, reason, assumed)."""

    pipeline: Pipeline
    unit: str
    stage: str | None
    since: int | None
    changes: tuple[tuple[int, str | None, str, str, str | None, bool], ...]


@dataclass(frozen=True)
class Card:
    """Everything about one customer."""

    customer: Customer
    referrer: str | None
    timeline: tuple[Interaction, ...]
    follow_ups: tuple[FollowUp, ...]
    journeys: tuple[JourneyView, ...]
    now: int


@dataclass(frozen=True)
class Reason:
    """Why a customer is on the list; `since` is the instant it began, if it has one."""

    code: str
    said: Sentence
    since: int | None


@dataclass(frozen=True)
class AgendaItem:
    """One customer of the morning list; `group` is overdue, due or reminder."""

    customer: Customer
    group: str
    reasons: tuple[Reason, ...]
    score: int
    terms: Mapping[str, int]
    follow_up: FollowUp | None
    last: Interaction | None


@dataclass(frozen=True)
class Agenda:
    """The morning list; `left_over` counts suggestions cut, `left_over_more` that it was capped."""

    day: date
    now: int
    items: tuple[AgendaItem, ...]
    left_over: int
    left_over_more: bool
    next_promise: Promise | None
    without_next: int
    untagged: int
    drip_waiting: int
    targets: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class FunnelReport:
    """A funnel of one pipeline and period; a view not asked for is None.

    `recorded_since` counts changes that happened before `as_of` but were recorded after it.
    """

    pipeline: Pipeline
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    cohort: Cohort | None
    flow: Flow | None
    snapshot: Snapshot | None
    times: tuple[StageTime, ...]
    view: str | None


@dataclass(frozen=True)
class Entry:
    """One operation of the history."""

    id: int
    at: int
    user: str
    command: str
    detail: str
    customers: tuple[tuple[int, str], ...]
    undoes: int | None
    undone_by: int | None
    changes: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class History:
    """Operations, newest first."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Imported:
    """What an import did or, with `dry_run`, would do; `problems` list refused rows."""

    operation: int | None
    rows: int
    added: int
    updated: int
    unchanged: int
    refused: int
    problems: tuple[Mapping[str, object], ...]
    refused_file: str | None
    dry_run: bool
    mapping: Mapping[str, str]
    said: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class PipelineList:
    """The store's pipelines; `main` names the one that supplies stages."""

    pipelines: tuple[Pipeline, ...]
    main: str


@dataclass(frozen=True)
class PipelineView:
    """One pipeline in full."""

    pipeline: Pipeline
    main: bool


@dataclass(frozen=True)
class ConfigView:
    """Settings with where each lives: (key, value, place), place being `store` or `personal`."""

    settings: tuple[tuple[str, object, str], ...]


@dataclass(frozen=True)
class Done:
    """Something happened outside the store's facts, such as a backup; `record` is its JSON."""

    kind: str
    said: tuple[Sentence, ...]
    record: Mapping[str, object]
