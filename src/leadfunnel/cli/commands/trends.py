"""`funnel --trend`, `--cohort-table` and `--around`."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.weekly import Asked, When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace


class OneReport(UnreadableError):
    """A funnel is shown one way at a time."""

    code = "one_report"
    message = N_("Say one of {given}.")


class OnlyWithTrend(UnreadableError):
    """Which rate is drawn can only be said where rates are drawn."""

    code = "only_with_trend"
    message = N_("{given} says which rate is drawn: it goes with {others}.")
    hint = N_("For example: leadfunnel funnel --trend --stage {given_stage}")


class NoPeriodAround(UnreadableError):
    """A mark says itself which weeks are compared."""

    code = "no_period_around"
    message = N_("--around takes no period: the weeks are those before and after the mark.")


@dataclass(frozen=True)
class Drawn:
    """Which drawing of rates is asked for, and of which rate."""

    trend: bool = False
    table: bool = False
    around: str | None = None
    stage: str | None = None
    overall: bool = False

    def checked(self, view: str | None) -> bool:
        """Tell whether one is asked for; raise OneReport or OnlyWithTrend."""
        given = {
            "--trend": self.trend,
            "--cohort-table": self.table,
            "--around": self.around is not None,
            f"--{view}": bool(view),
        }
        chosen = [name for name, on in given.items() if on]
        if len(chosen) > 1:
            raise OneReport(given=", ".join(chosen))
        if self.overall and not self.trend:
            raise OnlyWithTrend(given="--overall", others="--trend", given_stage="E")
        if self.stage is not None and not (self.trend or self.table):
            raise OnlyWithTrend(
                given="--stage", others="--trend, --cohort-table", given_stage=self.stage[:40]
            )
        return self.trend or self.table or self.around is not None


def show(desk: Workspace, when: When, asked: Asked, drawn: Drawn) -> None:
    """Show rates by start."""
    from leadfunnel.services.funnels.trending import Way

    if drawn.around is not None:
        if when != When():
            raise NoPeriodAround()
        desk.show(desk.leaks.around(drawn.around, asked))
    elif drawn.table:
        desk.show(desk.trends.cohort_table(when, asked, drawn.stage))
    else:
        desk.show(desk.trends.trend(when, asked, Way(drawn.stage, drawn.overall)))
