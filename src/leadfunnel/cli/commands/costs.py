"""`cost`, `cost list`, `cost report`."""

from __future__ import annotations

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
) -> None:
    """Record what was spent."""
    desk.show(desk.costs.add(words, Spending(channel, campaign, at, desk.text(note))))


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
) -> None:
    """Show what costs brought."""
    desk.show(desk.cost_reports.report(by, from_, to, pipeline))
