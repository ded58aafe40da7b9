"""`quota`, `quota basis`, `quota set`."""

from __future__ import annotations

from leadfunnel.services.as_known import Then

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def quota(
    desk: Workspace,
    owner: p.OwnerFilter = None,
    period: p.ForPeriod = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show how far everyone got."""
    desk.show(desk.attaining.attainment(owner, period, Then(as_of, known_at)))


def basis(
    desk: Workspace,
    on: p.OnDay = None,
    period: p.ForPeriod = None,
    owner: p.DealOwner = None,
    territory: p.Territory = None,
) -> None:
    """Freeze the weighted deals of a period."""
    desk.show(desk.quotas.basis(on, period or "year", owner, territory))


def set_(
    desk: Workspace,
    words: p.QuotaWords,
    per: p.Per = "month",
    from_: p.FromDay = None,
    territory: p.Territory = None,
) -> None:
    """Say what somebody is to sell."""
    desk.show(desk.quotas.set(words, per, from_, territory))
