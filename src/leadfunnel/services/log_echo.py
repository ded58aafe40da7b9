"""What is said after something was logged: how a line was read, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.interaction import GRADES, OUTCOMES
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import passage, promises
from leadfunnel.services.book import Writing

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.captured_when import When
    from leadfunnel.domain.logged import Logged
    from leadfunnel.services.touches import Entry

NO_NEXT = N_("No next step set: leadfunnel next {id} tomorrow")


def says_more(heard: Logged) -> bool:
    """Tell whether more than a kind and a text was read out of a line."""
    return bool(heard.kind is None or heard.outcome or heard.grade or heard.when)


def graded(entry: Entry) -> tuple[Sentence, ...]:
    """Say how a line was read beside its kind."""
    fields = {
        "outcome": entry.outcome and Phrase(OUTCOMES[entry.outcome][0]),
        "grade": entry.grade and Phrase(GRADES[entry.grade]),
        "text": entry.text,
    }
    given = {key: value for key, value in fields.items() if value}
    return (said(N_("Understood: {fields}."), fields=given),) if given else ()


def understood(entry: Entry, heard: Logged | None) -> dict[str, object]:
    """Return how a line was read, in JSON form."""
    if heard is None:
        return {}
    fields: dict[str, object] = {
        "kind": entry.kind,
        "direction": entry.direction if entry.direction == "in" else None,
        "outcome": entry.outcome,
        "grade": entry.grade,
        "complaint": heard.complaint,
        "satisfaction": heard.satisfaction and int(heard.satisfaction),
        "text": entry.text,
        "next_kind": heard.when.kind if heard.when else None,
        "next_note": heard.when.note if heard.when else None,
        "other_moments": list(heard.moments),
    }
    return {key: value for key, value in fields.items() if value}


def say_next(
    page: Writing, number: int, when: str | None, heard: When | None = None
) -> tuple[Sentence, ...]:
    """Say what comes next; nothing does for whoever has left the ladder."""
    if when is not None:
        return (promises.promise_next(page, number, when),)
    if heard is not None:
        kind = promises.read_promise_kind(heard.kind)
        promises.promise(page, number, heard.moment, kind, heard.note)
        return (said(N_("Next: {moment}."), moment=heard.moment),)
    standing = passage.standing(page, number, page.main)
    if standing is not None and standing.stage.rank is None:
        return ()
    found = _ahead(page, number)
    return (said(NO_NEXT, id=number),) if found is None else found


def say_missing(page: Writing, number: int) -> tuple[Sentence, ...]:
    """Say that no next step is set for whoever needs one: by their stage, or for an open deal."""
    standing = passage.standing(page, number, page.main)
    needs = standing is not None and standing.stage.needs_next
    if not needs and not page.session.rows("reminders.deals", ids=f"[{number}]"):
        return ()
    found = _ahead(page, number)
    return (said(NO_NEXT, id=number),) if found is None else ()


def _ahead(page: Writing, number: int) -> tuple[Sentence, ...] | None:
    """Return what to say of the next promise, nothing of a step of a plan; None for neither."""
    from leadfunnel.store import timeline

    ahead: Sequence[object] = timeline.promises(page.session, number)
    if ahead:
        return (said(N_("Next: {follow_up}."), follow_up=ahead[0]),)
    today = page.calendar.day(page.now).isoformat()
    planned = page.session.values("plans.ahead_among", ids=f"[{number}]", today=today)
    return () if planned else None
