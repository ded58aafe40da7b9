"""`when`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def when(desk: Workspace, text: p.MomentTexts) -> None:
    """Show how moments are read; it fails with the first error if none can be."""
    given = desk.text("-") if text == ["-"] else None
    result = desk.moments.words(text) if given is None else desk.moments.lines(given)
    errors = [item.error for item in result.items if item.error is not None]
    failed = len(errors) == len(result.items)
    if not failed or desk.options.json or len(errors) > 1:
        desk.show(result)
    if failed:
        raise errors[0]
