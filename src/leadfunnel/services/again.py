"""`add --again`: somebody known came back by themselves."""

from __future__ import annotations

from leadfunnel.domain.interaction import KINDS
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import ladder, promises, touches
from leadfunnel.services.book import Writing
from leadfunnel.services.details import Entering, Known
from leadfunnel.store import timeline

BY_IDENTITY = {"phone": "call", "wechat": "wechat", "email": "email"}


def welcome(page: Writing, number: int, known: Known, entering: Entering) -> tuple[Sentence, ...]:
    """Log that a customer came to us, reopen a lost one, and put them on today's list."""
    source = known.details.source
    text = " ".join(part for part in (known.note, f"@{source}" if source else "") if part)
    kind = _kind(known)
    touches.write(page, number, touches.Entry(kind=kind, text=text, direction="in"))
    spoken = [said(N_("Came back, logged as their {kind}."), kind=kind)]
    spoken += ladder.welcomed(page, number)
    today = page.calendar.day(page.now)
    waiting = any(item.due.day <= today for item in timeline.promises(page.session, number))
    if entering.when is None and known.found.when is None and not waiting:
        spoken.append(promises.promise_next(page, number, today.isoformat()))
    return tuple(spoken)


def _kind(known: Known) -> str:
    """Return how they came: as the note says, else as the identity they are known by."""
    for code, (_, words) in KINDS.items():
        if code != "note" and any(word in known.note for word in words if not word.isascii()):
            return code
    kinds = (BY_IDENTITY.get(str(identity.kind)) for identity in known.identities)
    return next((kind for kind in kinds if kind), "call")
