"""`setup`."""

from __future__ import annotations

import os
import shutil

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def setup(
    desk: Workspace,
    name: p.PresetName = None,
    preset: p.PresetOption = None,
    dry_run: p.DryRun = False,
) -> None:
    """Set up the method for how one sells."""
    from leadfunnel.i18n import _
    from leadfunnel.services.setup import QUESTION

    chosen = preset or name
    if chosen is None and desk.can_ask:
        chosen = desk.ask(f"{_(QUESTION)} ") or None
    desk.show(desk.setting_up.setup(chosen, dry_run=dry_run))
    if desk.asks and not (dry_run or desk.options.json or shutil.which("lf")):
        desk.say(said(N_("To type lf for leadfunnel: {line}"), line=alias(desk.environ)))


def alias(environ: Mapping[str, str]) -> str:
    """Return the line that makes lf short for leadfunnel in one's shell."""
    if os.name == "nt" and "SHELL" not in environ:
        return "Set-Alias lf leadfunnel"
    fish = environ.get("SHELL", "").endswith("fish")
    return "alias lf leadfunnel" if fish else "alias lf=leadfunnel"
