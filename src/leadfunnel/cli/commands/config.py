"""`config list|get|set|unset`."""

from __future__ import annotations

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace, section: p.Section = None) -> None:
    """List the settings, or the rules of a section."""
    desk.show(desk.settings.list(section))
    if section is None and desk.asks and not desk.options.json:
        text = N_("The personal ones are in {path}; workdays.toml belongs beside it.")
        desk.say(said(text, path=desk.config_path))


def get(desk: Workspace, key: p.Key) -> None:
    """Show one setting."""
    desk.show(desk.settings.get(key))


def set_(desk: Workspace, key: p.Key, value: p.Value) -> None:
    """Change a setting."""
    desk.show(desk.settings.set(key, value))


def unset(desk: Workspace, key: p.Key) -> None:
    """Return a setting to its default."""
    desk.show(desk.settings.unset(key))
