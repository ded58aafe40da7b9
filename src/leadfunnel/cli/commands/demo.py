"""`demo`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace


def demo(desk: Workspace) -> None:
    """Show the morning list, one customer and the weekly funnel of a made-up store."""
    from leadfunnel.demo import run

    run(desk)
