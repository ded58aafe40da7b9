"""Mappings as JSON."""

from __future__ import annotations

from leadfunnel.domain.mapping_file import to_dict
from leadfunnel.services.results.mappings import (
    MappingList,
    MappingPreview,
    MappingView,
    RemarkPreview,
)
from leadfunnel.views.setting import Setting


def mappings(result: MappingList, _setting: Setting) -> dict[str, object]:
    """Return every mapping of the store."""
    return {
        "schema": "leadfunnel.mappings/1",
        "count": len(result.mappings),
        "items": [_mapping(one) for one in result.mappings],
    }


def mapping(result: MappingView, _setting: Setting) -> dict[str, object]:
    """Return one mapping."""
    return {"schema": "leadfunnel.mapping/1", "mapping": _mapping(result)}


def _mapping(one: MappingView) -> dict[str, object]:
    return {"name": one.name, **to_dict(one.mapping)}


def preview(result: MappingPreview, _setting: Setting) -> dict[str, object]:
    """Return what the columns of a file mean."""
    return {
        "schema": "leadfunnel.mapping-preview/1",
        "columns": [
            {"column": name, "field": field or None, "samples": list(texts)}
            for name, field, texts in result.columns
        ],
    }


def remarks(result: RemarkPreview, _setting: Setting) -> dict[str, object]:
    """Return how remarks would be taken apart."""
    return {
        "schema": "leadfunnel.remark-preview/1",
        "column": result.column,
        "patterns": [{"pattern": text, "rows": rows} for text, rows in result.patterns],
        "samples": [
            {"text": text, "parts": [{"field": field, "text": part} for field, part in parts]}
            for text, parts in result.samples
        ],
    }
