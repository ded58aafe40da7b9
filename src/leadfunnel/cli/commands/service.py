"""`solve`, `case list`, `satisfaction`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OpenOrSolved(UnreadableError):
    """Without either flag both are listed."""

    code = "open_or_solved"
    message = N_("Say --open or --solved, not both.")


def solve(
    desk: Workspace, who: p.WhoOrCase, text: p.Solution = None, kind: p.SolvedBy = None
) -> None:
    """Close a complaint."""
    desk.show(desk.cases.solve(who, desk.text(" ".join(text or ())) or "", kind=kind))


def list_cases(
    desk: Workspace,
    waiting: p.OpenCases = False,
    solved: p.SolvedCases = False,
    owner: p.OwnerFilter = None,
) -> None:
    """List complaints."""
    if waiting and solved:
        raise OpenOrSolved()
    state = "open" if waiting else "solved" if solved else None
    desk.show(desk.cases.list(state, owner))


def satisfaction(
    desk: Workspace,
    who: p.Who,
    score: p.ScoreWord,
    purchase: p.PurchaseRef = None,
    note: p.NoteOption = None,
) -> None:
    """Record how satisfied a customer is."""
    said = desk.text(note) or ""
    desk.show(desk.satisfactions.rate(who, score, purchase=purchase, note=said))
