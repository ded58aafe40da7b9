"""`demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace


def demo(desk: Workspace) -> None:
    """Show the morning list, one customer and the weekly funnel of a made-up store."""
    from leadfunnel.demo import run

    run(desk)
