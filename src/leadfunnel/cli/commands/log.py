"""`undo`, `redo`, `history`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.log import SHOWN

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class NumberOrLast(UnreadableError):
    """One way to say what to take back."""

    code = "number_or_last"
    message = N_("Say the number of an operation or --last, not both.")


def undo(desk: Workspace, number: p.MaybeNumber = None, last: p.LastCount = None) -> None:
    """Take back what was done."""
    if number is not None and last is not None:
        raise NumberOrLast()
    desk.show(desk.log.undo(number, last or 1))


def redo(desk: Workspace) -> None:
    """Do it again."""
    desk.show(desk.log.redo())


def history(
    desk: Workspace,
    who: p.MaybeWho = None,
    op: p.OperationOption = None,
    limit: p.Limit = None,
) -> None:
    """Show what was done; of a customer or an operation every value before and after."""
    desk.show(desk.log.history(who, limit or SHOWN, operation=op))
