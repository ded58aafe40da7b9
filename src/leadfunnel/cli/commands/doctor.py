"""`doctor`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.doctor import refusal

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class AcceptAlone(UnreadableError):
    """What is accepted is accepted while fixing."""

    code = "accept_alone"
    message = N_("--accept goes with --fix.")
    hint = N_("For example: leadfunnel doctor --fix --accept")


def doctor(
    desk: Workspace, full: p.LookAtAll = False, fix: p.Fix = False, accept: p.Accept = False
) -> None:
    """Look whether the store is whole; damage ends in exit code 7."""
    if accept and not fix:
        raise AcceptAlone()
    desk.bare = True
    found = desk.doctor.mend(full=full, accept=accept) if fix else desk.doctor.look(full=full)
    desk.show(found)
    desk.out.flush()
    error = refusal(found)
    if error is not None:
        raise error
