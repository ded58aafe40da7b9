"""What `pipeline` and `config` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.field import FieldKind
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class PipelineList:
    """The store's pipelines; `main` names the one that supplies stages."""

    pipelines: tuple[Pipeline, ...]
    main: str


@dataclass(frozen=True)
class PipelineView:
    """One pipeline in full."""

    pipeline: Pipeline
    main: bool


@dataclass(frozen=True)
class ConfigView:
    """Settings with where each lives: (key, value, place).

    The place is `store`, `personal`, or `shipped` for rules that the store leaves as they came.
    `sections` are those of the rules that can be listed besides.
    """

    settings: tuple[tuple[str, object, str], ...]
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldList:
    """The store's declared fields."""

    fields: tuple[FieldKind, ...]
