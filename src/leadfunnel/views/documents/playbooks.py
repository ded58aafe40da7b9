"""Playbooks as JSON."""

from __future__ import annotations

from leadfunnel.domain.playbook import NextStep, chapter_to_dict
from leadfunnel.services.results.playbooks import PlaybookList, PlaybookView
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting


def playbook(result: PlaybookView, _setting: Setting) -> dict[str, object]:
    """Return chapters in full, in every language."""
    return {
        "schema": "leadfunnel.playbook/1",
        "pipeline": result.pipeline.name if result.pipeline else None,
        "of": "stage" if result.pipeline else "layer",
        "chapters": [chapter_to_dict(chapter) for chapter in result.chapters],
        "own_files": list(result.own_files),
    }


def playbooks(result: PlaybookList, _setting: Setting) -> dict[str, object]:
    """Return which playbooks there are."""
    return {
        "schema": "leadfunnel.playbooks/1",
        "count": len(result.playbooks),
        "items": [
            {
                "name": found.name,
                "of": "stage" if pipeline else "layer",
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
