"""The sources or tags in use, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.vocabulary import Vocabulary, Word
from leadfunnel.views.setting import Setting


def vocabulary(result: Vocabulary, _setting: Setting) -> dict[str, object]:
    """Return the words with how many customers have each."""
    return {
        "schema": f"leadfunnel.{result.kind}/1",
        "count": len(result.words),
        "items": [_word(result.kind, word) for word in result.words],
    }


def _word(kind: str, word: Word) -> dict[str, object]:
    if kind == "sources":
        return {"source": word.value, "customers": word.customers}
    return {
        "tag": f"{word.dimension}:{word.value}" if word.dimension else word.value,
        "dimension": word.dimension,
        "value": word.value,
        "customers": word.customers,
    }
