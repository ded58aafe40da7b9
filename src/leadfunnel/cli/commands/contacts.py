"""`sort`, `greet`, `push`, and `material add|list|edit|retire`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def sort(desk: Workspace, only_list: p.OnlyList = False, owner: p.OwnerFilter = None) -> None:
    """Look through the new people, at a terminal; elsewhere they are listed."""
    waiting = desk.sorting.waiting(owner)
    if only_list or not desk.can_ask or not waiting.customers:
        desk.show(waiting)
        return
    from leadfunnel.cli.sorter import walk

    desk.show(walk(desk, [customer.id for customer in waiting.customers]))


def greet(
    desk: Workspace,
    day: p.DayWords = None,
    only_list: p.OnlyList = False,
    owner: p.OwnerFilter = None,
) -> None:
    """Greet one at a time, at a terminal; elsewhere they are listed."""
    found = desk.greetings.round(" ".join(day or ()) or None, owner)
    if only_list or not desk.can_ask or not found.items:
        desk.show(found)
        return
    from leadfunnel.cli.greeter import walk

    desk.show(walk(desk, found))


def push(
    desk: Workspace,
    who: p.Who,
    material: p.MaterialWho,
    again: p.SendAgain = False,
    at: p.At = None,
) -> None:
    """Record that somebody was sent a material."""
    desk.show(desk.pushing.push(who, material, again=again, at=at))


def list_materials(desk: Workspace, everything: p.RetiredToo = False) -> None:
    """List the materials."""
    desk.show(desk.materials.list(everything=everything))


def add_material(
    desk: Workspace,
    name: p.MaterialName,
    kind: p.MaterialKind = None,
    content: p.Content = None,
    suits: p.Suits = None,
    every: p.Every = None,
) -> None:
    """Add a material."""
    from leadfunnel.services.materials import Traits

    traits = Traits(kind=kind, content=desk.text(content), suits=suits, every=every)
    desk.show(desk.materials.add(name, traits))


def edit_material(
    desk: Workspace,
    material: p.MaterialWho,
    name: p.NewMaterialName = None,
    kind: p.MaterialKind = None,
    content: p.Content = None,
    suits: p.Suits = None,
    every: p.Every = None,
    use: p.UseAgain = False,
) -> None:
    """Change a material."""
    from leadfunnel.services.materials import Traits

    traits = Traits(name, kind, desk.text(content), suits, every, use)
    desk.show(desk.materials.edit(material, traits))


def retire_material(desk: Workspace, material: p.MaterialWho) -> None:
    """Send a material no more."""
    desk.show(desk.materials.retire(material))
