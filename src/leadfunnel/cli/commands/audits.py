"""`audit`."""

from __future__ import annotations

from leadfunnel.services.as_known import Then

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def audit(
    desk: Workspace,
    owner: p.OwnerFilter = None,
    pipeline: p.OfPipeline = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what to look at in the pipeline."""
    desk.show(desk.auditing.audit(owner, pipeline, Then(as_of, known_at)))
