"""`layers`."""

from __future__ import annotations

from leadfunnel.services.as_known import Then
from leadfunnel.services.layering import LIMIT

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def layers(
    desk: Workspace,
    from_: p.From = None,
    to: p.Until = None,
    open_: p.OpenLayer = None,
    limit: p.Limit = None,
    everyone: p.All = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show layers over time."""
    then = Then(as_of, known_at)
    if open_ is None:
        desk.show(desk.layering.layers(from_, to, then))
        return
    shown = None if everyone else limit or LIMIT
    desk.show(desk.layering.people(open_, (from_, to), shown, then))
