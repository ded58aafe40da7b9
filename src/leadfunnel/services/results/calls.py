"""What `call` shows: the queue, one customer to call, and what came of it."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.call_queue import Callee
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.followup import FollowUp
    from leadfunnel.domain.interaction import Interaction
    from leadfunnel.domain.playbook import NextStep
    from leadfunnel.domain.service_case import Case


@dataclass(frozen=True)
class CallQueue:
    """Who is to be called, in order; `skipped` counts the others by the code of the reason.

    `free_at` tells from when each may be called, UTC seconds; `names` are as customers stand now.
    """

    callees: tuple[Callee, ...]
    customers: Mapping[int, Customer]
    free_at: Mapping[int, int]
    skipped: Mapping[str, int]


@dataclass(frozen=True)
class Tally:
    """What came of the calls so far; grades count what was said, C who did not answer."""

    grades: Mapping[str, int] = field(default_factory=dict)
    calls: int = 0
    connected: int = 0
    wrong: int = 0
    booked: int = 0
    joined: int = 0
    follow_ups: int = 0
    passed: int = 0


@dataclass(frozen=True)
class CallPlace:
    """How far one is: at `place` of `total`; `left` counts who is still to be called, by grade.

    For a sale event `asked` tells how many were asked into the group today, of how many.
    """

    place: int
    total: int
    left: Mapping[str | None, int]
    tally: Tally = Tally()
    asked: tuple[int, int] | None = None


@dataclass(frozen=True)
class CallCard:
    """One customer to call, with what helps to begin.

    `opening` holds the playbook's first words by language; `deciders` are names.
    """

    customer: Customer
    callee: Callee
    progress: CallPlace
    touches: tuple[Interaction, ...] = ()
    note: Interaction | None = None
    promises: tuple[FollowUp, ...] = ()
    cases: tuple[Case, ...] = ()
    deciders: tuple[str, ...] = ()
    opening: Mapping[str, str] | None = None
    next_step: NextStep | None = None
    marks_junk: bool = False


@dataclass(frozen=True)
class CallSummary:
    """What a session of calls came to; `left` of them still wait, the first until `free_at`."""

    tally: Tally
    left: int
    skipped: Mapping[str, int]
    operations: tuple[int, ...] = ()
    free_at: int | None = None
