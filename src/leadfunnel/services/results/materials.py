"""What the commands about materials return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.material import Material
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class MaterialList:
    """Materials, the retired ones last."""

    materials: tuple[Material, ...]


@dataclass(frozen=True)
class MaterialChanged:
    """A material as it stands after a change; `operation` is None when nothing changed."""

    operation: int | None
    material: Material
    said: tuple[Sentence, ...]
