"""Playbooks as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.playbook import Chapter, NextStep, chapter_to_dict
from leadfunnel.services.results.playbooks import PlaybookList, PlaybookView
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting


def playbook(result: PlaybookView, _setting: Setting) -> dict[str, object]:
    """Return chapters in full, in every language."""
    return {
        "schema": "leadfunnel.playbook/1",
        "pipeline": result.pipeline.name if result.pipeline else None,
        "of": _of(result.pipeline, result.chapters),
        "chapters": [chapter_to_dict(chapter) for chapter in result.chapters],
        "own_files": list(result.own_files),
    }


def _of(pipeline: Pipeline | None, chapters: Iterable[Chapter]) -> str:
    """Return what chapters are about: a stage, a layer, or a case."""
    if pipeline is not None:
        return "stage"
    return "layer" if all(chapter.code in LAYERS for chapter in chapters) else "case"


def playbooks(result: PlaybookList, _setting: Setting) -> dict[str, object]:
    """Return which playbooks there are."""
    return {
        "schema": "leadfunnel.playbooks/1",
        "count": len(result.playbooks),
        "items": [
            {
                "name": found.name,
                "of": _of(pipeline, found.chapters.values()),
                "codes": list(found.chapters),
            }
            for found, pipeline in result.playbooks
        ],
        "own_files": list(result.own_files),
    }


def next_step(step: NextStep | None, setting: Setting) -> dict[str, object] | None:
    """Return the next best step in every language."""
    if step is None:
        return None
    return {
        "key": step.key,
        "text": dict(step.step),
        "say": dict(step.say) or None,
        "said_at": instant(step.said_at, setting),
    }
