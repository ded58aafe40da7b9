"""Why something of a group chat is refused."""

from __future__ import annotations

from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError, UnreadableError


class BadGroupName(UnreadableError):
    """A name is a few words, and no number."""

    code = "bad_group_name"
    message = N_("A group needs a name of 1 to {most} characters, not a number.")
    hint = N_("For example: leadfunnel group new 老客群 --benefit 每周一款特价")


class GroupTaken(RefusedError):
    """Two groups cannot share a name."""

    code = "group_taken"
    message = N_("There is a group {name} already.")
    hint = N_("Change it with: leadfunnel group edit {typed} ...")


class NothingOfGroup(UnreadableError):
    """An edit changes something."""

    code = "nothing_to_edit"
    message = N_("Say what to change.")
    hint = N_("For example: leadfunnel group edit {name} --helper 王姐")


class NotInGroup(RefusedError):
    """Whoever is not in the group can neither leave it nor speak there."""

    code = "not_in_group"
    message = N_("{name} is not in the group {group}.")
    hint = N_("If they are: leadfunnel group join {typed} {id}")


class JunkMember(RefusedError):
    """Whoever is junk is not let in."""

    code = "junk_member"
    message = N_("{name} is junk and not let into a group.")
    hint = N_("If that was wrong: leadfunnel campaign reopen {id}, or leadfunnel reopen {id}")


class BadWay(UnreadableError):
    """People come by phone or by QR code."""

    code = "bad_way"
    message = N_("{text} is no way into a group: phone or qr.")
    hint = N_("For example: leadfunnel group join 老客群 王姐 --by qr")


class NoGroup(NotFoundError):
    """No group has this name."""

    code = "no_group"
    message = N_("No group {text}.")
    hint = N_("See them with: leadfunnel group list")


class NoGroupYet(NotFoundError):
    """There is none at all."""

    code = "no_group_yet"
    message = N_("There is no group yet.")
    hint = N_("Begin one with: leadfunnel group new 老客群 --benefit 每周一款特价")


class SeveralGroups(AmbiguousError):
    """Words that several groups have."""

    code = "several_groups"
    message = N_("{text} may be one of several groups.")
    hint = N_("Say its number, such as {first}.")
