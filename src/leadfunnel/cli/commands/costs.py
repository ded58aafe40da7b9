"""`cost`, `cost list`, `cost report`."""

from __future__ import annotations

from leadfunnel.services.as_known import Then
from leadfunnel.services.costs import SHOWN, Spending

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def cost(
    desk: Workspace,
    words: p.CostWords,
    channel: p.CostChannel = None,
    campaign: p.CostCampaign = None,
    at: p.At = None,
    note: p.NoteOption = None,
    period: p.CostPeriod = None,
) -> None:
    """Record what was spent."""
    desk.show(desk.costs.add(words, Spending(channel, campaign, at, desk.text(note), period)))


def channel(
    desk: Workspace,
    source: p.CostSource,
    words: p.CostAmount,
    period: p.CostPeriod = None,
    at: p.At = None,
    note: p.NoteOption = None,
) -> None:
    """Record what was spent on a channel."""
    desk.show(desk.costs.add(words, Spending(source, None, at, desk.text(note), period)))


def list_(
    desk: Workspace,
    from_: p.FromDay = None,
    to: p.ToDay = None,
    limit: p.Limit = None,
    all_: p.All = False,
) -> None:
    """List costs."""
    desk.show(desk.costs.list(from_, to, limit=None if all_ else limit or SHOWN))


def report(
    desk: Workspace,
    by: p.CostBy = "channel",
    from_: p.FromDay = None,
    to: p.ToDay = None,
    pipeline: p.CostPipeline = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what costs brought."""
    then = Then(as_of, known_at)
    desk.show(desk.cost_reports.report(by, from_, to, pipeline, then))
