"""What `leak` and `funnel --around` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.calendar import Period
    from leadfunnel.domain.leak import Judged
    from leadfunnel.domain.pipeline import Pipeline, Stage
    from leadfunnel.domain.review_mark import ReviewMark


@dataclass(frozen=True)
class Strengthen:
    """What to do better at a stage: the playbook's step, or what the pipeline says moves them on.

    `from_playbook` tells which; `texts` are by language.
    """

    stage: Stage
    texts: Mapping[str, str]
    from_playbook: bool


@dataclass(frozen=True)
class LeakReport:
    """Which step loses more than in earlier periods or than in other segments.

    `judged` are all comparisons, steps against earlier periods first; `earlier` those periods, the
    latest first. `age_days` is the age of the period, and of the earlier ones as counted. `level`
    is in percent. `named` tells that the pipeline is not the main one.
    """

    pipeline: Pipeline
    judged: tuple[Judged, ...]
    worst: Judged | None
    strengthen: Strengthen | None
    earlier: tuple[Period, ...]
    by: tuple[str, ...]
    age_days: float
    least: int
    level: float
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    named: bool = False


def opening(report: LeakReport) -> str:
    """Return the command, without the program's name, that lists who is stuck at the leak."""
    found = report.worst
    if found is None:
        return ""
    import shlex

    tried = found.tried
    by = f" --by {tried.by} --only {shlex.quote(tried.group or '-')}" if tried.by else ""
    named = f" --pipeline {report.pipeline.name}" if report.named else ""
    days = f"--from {report.first} --to {report.last}"
    return f"funnel {days}{named}{by} --open {tried.base}-{tried.code}"


@dataclass(frozen=True)
class AroundReport:
    """The steps in the weeks after a mark beside those before it, both at the age `age_days`.

    The last of `judged` is the way to winning where that is more than one step.
    """

    pipeline: Pipeline
    mark: ReviewMark
    judged: tuple[Judged, ...]
    before: Period
    age_days: float
    least: int
    level: float
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
