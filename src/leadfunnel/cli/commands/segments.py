"""`segment save|list|show|rm`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def save(desk: Workspace, name: p.SegmentName, filter_: p.SegmentFilter) -> None:
    """Keep a filter under a name."""
    desk.show(desk.segments.save(name, filter_))


def list_(desk: Workspace) -> None:
    """List the segments."""
    desk.show(desk.segments.list())


def show(desk: Workspace, name: p.SegmentName) -> None:
    """Show the filter of a segment."""
    desk.show(desk.segments.list(name))


def remove(desk: Workspace, name: p.SegmentName) -> None:
    """Forget a segment."""
    desk.show(desk.segments.remove(name))
