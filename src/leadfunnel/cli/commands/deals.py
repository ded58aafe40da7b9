"""`deal add|edit|list|show`."""

from __future__ import annotations

from leadfunnel.services.deals import SHOWN, Sought

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def add(
    desk: Workspace,
    who: p.Who,
    amount: p.Amount = None,
    product: p.ProductOption = None,
    close: p.Close = None,
    title: p.Title = None,
    pipeline: p.DealPipeline = None,
    stage: p.StageOption = None,
    probability: p.Probability = None,
    owner: p.DealOwner = None,
    helper: p.Helpers = None,
    note: p.NoteOption = None,
    at: p.At = None,
) -> None:
    """Open a deal."""
    from leadfunnel.services.deal_terms import Offer

    offer = Offer(
        amount, product, close, title, probability, owner, desk.text(note), at, tuple(helper or ())
    )
    desk.show(desk.deal_terms.add(who, offer, pipeline, stage))


def edit(
    desk: Workspace,
    deal: p.DealRef,
    amount: p.Amount = None,
    product: p.ProductOption = None,
    close: p.Close = None,
    title: p.Title = None,
    probability: p.Probability = None,
    owner: p.DealOwner = None,
    helper: p.Helpers = None,
    no_helper: p.NoHelpers = None,
    note: p.NoteOption = None,
    at: p.At = None,
) -> None:
    """Change a deal."""
    from leadfunnel.services.deal_terms import Offer

    people = (tuple(helper or ()), tuple(no_helper or ()))
    offer = Offer(amount, product, close, title, probability, owner, desk.text(note), at, *people)
    desk.show(desk.deal_terms.edit(deal, offer))


def list_(
    desk: Workspace,
    owner: p.OwnerFilter = None,
    is_open: p.OpenOnly = False,
    won: p.WonOnly = False,
    lost: p.LostOnly = False,
    late: p.LateOnly = False,
    close: p.ClosePeriod = None,
    pipeline: p.OfPipeline = None,
    limit: p.Limit = None,
    all_: p.All = False,
) -> None:
    """List deals."""
    chosen = {"open": is_open, "won": won, "lost": lost, "late": late}
    states = tuple(name for name, on in chosen.items() if on)
    shown = None if all_ else limit or SHOWN
    desk.show(desk.deals.list(Sought(owner, states, close, pipeline, shown)))


def show(desk: Workspace, deal: p.DealRef) -> None:
    """Show everything about a deal."""
    desk.show(desk.deals.show(deal))
