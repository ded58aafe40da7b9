"""`duplicates`, `merge`, `split`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class TwoAlike(UnreadableError):
    """`--not` is about a pair, a search about one customer or all."""

    code = "two_alike"
    message = N_("Say which two are not the same: leadfunnel duplicates --not A B.")


class OneAlike(UnreadableError):
    """A search is about one customer, or about all."""

    code = "one_alike"
    message = N_("Say one customer, or none for all.")
    hint = N_("To say that two are not the same: leadfunnel duplicates --not A B")


def duplicates(
    desk: Workspace,
    who: p.PairWhos = None,
    not_: p.NotAlike = False,
    limit: p.Limit = None,
) -> None:
    """Propose customers that may be one, or remember that two are two."""
    named = who or []
    if not_:
        if len(named) != 2:
            raise TwoAlike()
        desk.show(desk.duplicates.dismiss((named[0], named[1])))
        return
    if len(named) > 1:
        raise OneAlike()
    desk.show(desk.duplicates.search(named[0] if named else None, limit))


def merge(
    desk: Workspace,
    a: p.FirstWho,
    b: p.SecondWho,
    keep: p.KeepSide = None,
    take: p.TakeSide = None,
    dry_run: p.DryRun = False,
) -> None:
    """Make two records of one customer one."""
    desk.show(desk.merging.merge((a, b), keep=keep, take=take or (), dry_run=dry_run))


def split(
    desk: Workspace,
    who: p.WhoOrOperation,
    keep: p.KeepSide = None,
    take: p.TakeSide = None,
    give: p.Give = None,
    dry_run: p.DryRun = False,
) -> None:
    """Take a merge back."""
    desk.show(
        desk.splitting.split(who, keep=keep, take=take or (), give=give or (), dry_run=dry_run)
    )
