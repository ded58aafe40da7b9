"""What `today --text|--md|--notify` and `digest` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.results.agenda import Agenda


@dataclass(frozen=True)
class Pasted:
    """The morning list to be pasted into a chat; `form` is text or md."""

    agenda: Agenda
    form: str
    masked: bool


@dataclass(frozen=True)
class Notices:
    """What would deliver the list every morning at a time; `command` is split into its words."""

    command: tuple[str, ...]
    hour: int
    minute: int


@dataclass(frozen=True)
class Delivered:
    """A message for a chat: where it went, its shape and body; `sent` unless it was a rehearsal."""

    host: str
    shape: str
    body: str
    sent: bool
