"""Materials as JSON."""

from __future__ import annotations

from leadfunnel.domain.material import Material
from leadfunnel.services.results.materials import MaterialChanged, MaterialList
from leadfunnel.views.setting import Setting


def materials(result: MaterialList, _setting: Setting) -> dict[str, object]:
    """Return materials in order."""
    return {
        "schema": "leadfunnel.materials/1",
        "count": len(result.materials),
        "items": [material(item) for item in result.materials],
    }


def changed(result: MaterialChanged, _setting: Setting) -> dict[str, object]:
    """Return a material as it stands after a change."""
    return {
        "schema": "leadfunnel.material/1",
        "operation": result.operation,
        "material": material(result.material),
    }


def material(item: Material) -> dict[str, object]:
    """Return one material; `people` is how many got it."""
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "content": item.content,
        "suits": item.suits,
        "every_days": item.every_days,
        "retired": item.retired,
        "people": item.people,
    }
