"""What `playbook` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.playbook import Chapter, Playbook


@dataclass(frozen=True)
class PlaybookView:
    """Chapters of a playbook; `pipeline` is None for those of layers and of complaints."""

    pipeline: Pipeline | None
    chapters: tuple[Chapter, ...]
    own_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaybookList:
    """Every playbook with its pipeline, None for layers and complaints; and the own files."""

    playbooks: tuple[tuple[Playbook, Pipeline | None], ...]
    own_files: tuple[str, ...] = ()
