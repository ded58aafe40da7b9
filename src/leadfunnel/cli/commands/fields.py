"""`field list|add|remove`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace) -> None:
    """List the declared fields."""
    desk.show(desk.fields.list())


def add(
    desk: Workspace,
    key: p.FieldKey,
    kind: p.FieldType,
    name: p.FieldNames = None,
    choices: p.Choices = None,
) -> None:
    """Declare a field."""
    import re

    chosen = [word.strip() for word in re.split("[,，;；、|]", choices or "") if word.strip()]
    desk.show(desk.fields.add(key, kind, tuple(name or ()), tuple(chosen)))


def remove(desk: Workspace, key: p.FieldKey) -> None:
    """Take a declared field back."""
    desk.show(desk.fields.remove(key, yes=desk.options.yes))
