"""What `import` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Imported:
    """What an import did or, with `dry_run`, would do; `problems` list refused rows."""

    operation: int | None
    rows: int
    added: int
    updated: int
    unchanged: int
    refused: int
    problems: tuple[Mapping[str, object], ...]
    refused_file: str | None
    dry_run: bool
    mapping: Mapping[str, str]
    said: tuple[Sentence, ...] = ()
    kind: str = "customers"
    file: str = ""
    parts: tuple[Imported, ...] = ()
    """Of several files, what each brought; the counts above are their sums."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the declared fields and stages of the mapping are called."""
