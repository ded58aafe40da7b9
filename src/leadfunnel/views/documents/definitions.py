"""Pipelines and settings as JSON."""

from __future__ import annotations

from leadfunnel.domain.field import field_to_dict
from leadfunnel.domain.pipeline import pipeline_to_dict
from leadfunnel.services.results.definitions import (
    ConfigView,
    FieldList,
    PipelineList,
    PipelineView,
)
from leadfunnel.views.setting import Setting


def pipelines(result: PipelineList, _setting: Setting) -> dict[str, object]:
    """Return every pipeline of the store."""
    return {
        "schema": "leadfunnel.pipelines/1",
        "main": result.main,
        "count": len(result.pipelines),
        "items": [pipeline_to_dict(found) for found in result.pipelines],
    }


def pipeline(result: PipelineView, _setting: Setting) -> dict[str, object]:
    """Return one pipeline in full."""
    return {
        "schema": "leadfunnel.pipeline/1",
        "main": result.main,
        "pipeline": pipeline_to_dict(result.pipeline),
    }


def settings(result: ConfigView, _setting: Setting) -> dict[str, object]:
    """Return settings with where each lives."""
    return {
        "schema": "leadfunnel.config/1",
        "items": [
            {"key": key, "value": value, "place": place} for key, value, place in result.settings
        ],
        "sections": list(result.sections),
    }


def fields(result: FieldList, _setting: Setting) -> dict[str, object]:
    """Return every declared field."""
    return {
        "schema": "leadfunnel.fields/1",
        "count": len(result.fields),
        "items": [{"key": found.key, **field_to_dict(found)} for found in result.fields],
    }
