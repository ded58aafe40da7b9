"""What changing commands return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Changed:
    """A command that changed something, or found that nothing was to change.

    `operation` is None when nothing changed; `said` is the echo; `understood` the fields read
    from a text, in JSON form. With `dry_run` nothing was saved, and the customers are shown as they
    would stand.
    """

    operation: int | None
    customers: tuple[Customer, ...] = ()
    said: tuple[Sentence, ...] = ()
    understood: Mapping[str, object] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True)
class Done:
    """Something happened outside the store's facts, such as a backup; `record` is its JSON."""

    kind: str
    said: tuple[Sentence, ...]
    record: Mapping[str, object]
