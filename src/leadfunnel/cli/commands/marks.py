"""`mark`, `mark list|rm`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def mark(desk: Workspace, words: p.MarkWords, on: p.MarkDay = None) -> None:
    """Note what was changed."""
    desk.show(desk.review_marks.add(words, on))


def list_(desk: Workspace) -> None:
    """List the marks."""
    desk.show(desk.review_marks.list())


def remove(desk: Workspace, mark: p.MarkRef) -> None:
    """Take a mark off the trend."""
    desk.show(desk.review_marks.remove(mark))
