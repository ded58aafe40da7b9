"""`week`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.as_known import Then
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace

BY = ("by", "按")


class ByWhat(UnreadableError):
    """Words behind `week` say by what it is told apart."""

    code = "by_what"
    message = N_("{text} says nothing here.")
    hint = N_("For example: leadfunnel week by owner")


def week(
    desk: Workspace,
    words: p.WeekWords = None,
    of: p.WeekOfDay = None,
    last: p.Previous = False,
    by: p.WeekBy = None,
    owner: p.OwnerFilter = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
    md: p.AsMarkdown = False,
) -> None:
    """Show the review of a week."""
    from leadfunnel.services.week import Asked

    when = When("week", of, previous=last)
    asked = Asked(owner, _by(words or [], by))
    found = desk.week.week(when, asked, Then(as_of, known_at))
    if md:
        from leadfunnel.services.results.week import WeekPasted

        desk.show(WeekPasted(found))
        return
    desk.show(found)


def _by(words: list[str], given: str | None) -> str | None:
    """Return what the week is told apart by: `by owner`, `owner`, or --by owner."""
    rest = words[1:] if words[:1] and words[0].lower() in BY else words
    if not words:
        return given
    if len(rest) != 1 or given is not None:
        raise ByWhat(text=" ".join(words)[:40])
    return rest[0]
