"""`today`, `why`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def today(desk: Workspace, owner: p.OwnerFilter = None, all_: p.All = False) -> None:
    """Show the morning list."""
    desk.show(desk.morning.today(owner=owner, everything=all_))


def why(desk: Workspace, who: p.Who) -> None:
    """Show why somebody is on or off the morning list."""
    desk.show(desk.explaining.why(who))
