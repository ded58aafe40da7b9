"""`reason list|report|add|rm`, and the question why somebody is dropped."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.services.results.reasons import ReasonLists
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace, name: p.ReasonListFilter = None) -> None:
    """Show the lists of reasons."""
    desk.show(desk.reasons.list(name))


def report(
    desk: Workspace,
    name: p.ReasonListFilter = None,
    by: p.ReasonBy = "stage",
    from_: p.FromDay = None,
    to: p.ToDay = None,
) -> None:
    """Show which reasons were given how often."""
    desk.show(desk.reason_reports.report(name, by, from_, to))


def add(desk: Workspace, name: p.ReasonList, text: p.ReasonText) -> None:
    """Add a reason to a list."""
    desk.show(desk.reasons.add(name, text))


def remove(desk: Workspace, name: p.ReasonList, text: p.ReasonText) -> None:
    """Take a reason off a list."""
    desk.show(desk.reasons.remove(name, text))


def asked(desk: Workspace, offered: ReasonLists) -> str | None:
    """Ask for one of the reasons by its number, or in other words; None for an empty answer."""
    from leadfunnel.i18n import _

    for _name, reasons in offered.lists:
        desk.tell(offered)
        typed = desk.ask(_("Why? A number, other words, or Enter for nothing:") + " ")
        if typed and typed.isdigit() and 0 < int(typed) <= len(reasons):
            return reasons[int(typed) - 1].code
        return typed or None
    return None
