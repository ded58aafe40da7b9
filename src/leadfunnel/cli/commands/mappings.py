"""`mapping list|show|remove`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace) -> None:
    """List the kept mappings."""
    desk.show(desk.mappings.list())


def show(desk: Workspace, name: p.MappingName) -> None:
    """Show a mapping as a TOML file that --map takes."""
    desk.show(desk.mappings.show(name))


def remove(desk: Workspace, name: p.MappingName) -> None:
    """Remove a kept mapping."""
    desk.show(desk.mappings.remove(name))
