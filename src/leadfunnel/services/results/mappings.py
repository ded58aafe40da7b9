"""What `mapping` returns, and what an import asks a person about."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.mapping import Declared
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class MappingView:
    """One kept mapping."""

    name: str
    mapping: Declared


@dataclass(frozen=True)
class MappingList:
    """The store's mappings."""

    mappings: tuple[MappingView, ...]


@dataclass(frozen=True)
class MappingPreview:
    """What the columns of a file mean: each with its field, "" for none, and some of its texts."""

    columns: tuple[tuple[str, str, tuple[str, ...]], ...]
    said: tuple[Sentence, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What the declared fields and stages are called."""


@dataclass(frozen=True)
class RemarkPreview:
    """How remarks would be taken apart: a remark, and its parts by field."""

    column: str
    patterns: tuple[tuple[str, int], ...]
    samples: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
