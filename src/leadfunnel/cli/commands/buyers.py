"""`rfm`, `pareto`, `referrals`, `channels`, and `product used-up`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.as_known import Then
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def rfm(
    desk: Workspace,
    open_: p.OpenBuyers = None,
    limit: p.Limit = None,
    everyone: p.All = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show buyers by how lately, how often and how much they bought."""
    then = Then(as_of, known_at)
    if open_ is None:
        desk.show(desk.buyers.rfm(then))
        return
    desk.show(desk.buyers.people(open_, _limit(limit, 50, everything=everyone), then))


def pareto(
    desk: Workspace,
    by: p.ParetoBy = "customer",
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    limit: p.Limit = None,
    everyone: p.All = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show who makes four fifths of the revenue."""
    from leadfunnel.services.pareto import SHOWN, Asked

    kinds = {"week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, None), None, from_, to, last)
    shown = _limit(limit, SHOWN, everything=everyone)
    desk.show(desk.makers.pareto(when, Asked(by, shown, Then(as_of, known_at))))


def referrals(
    desk: Workspace,
    who: p.ReferrerWho = None,
    tree: p.AllTrees = False,
    limit: p.Limit = None,
    everyone: p.All = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show who brought whom."""
    from leadfunnel.services.referral_tree import SHOWN

    shown, then = _limit(limit, SHOWN, everything=everyone), Then(as_of, known_at)
    if who is not None:
        desk.show(desk.referrals.of(who, shown, then))
    elif tree:
        desk.show(desk.referrals.all(shown, then))
    else:
        desk.show(desk.referrals.best(shown, then))


def channels(
    desk: Workspace,
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what came through each source, and what it cost."""
    kinds = {"week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, None), None, from_, to, last)
    desk.show(desk.channels.channels(when, Then(as_of, known_at)))


def used_up(
    desk: Workspace,
    days: p.Ahead = 7,
    limit: p.Limit = None,
    everyone: p.All = False,
) -> None:
    """List whose products are used up."""
    desk.show(desk.buyers.used_up(days, _limit(limit, 50, everything=everyone)))


def _limit(given: int | None, usual: int, *, everything: bool) -> int | None:
    return None if everything else given or usual
