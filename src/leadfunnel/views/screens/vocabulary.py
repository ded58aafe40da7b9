"""The sources or tags in use."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.vocabulary import Vocabulary, Word
from leadfunnel.views.layout import ANYWHERE, Block, Column, Table, line
from leadfunnel.views.names import field_word, head, tag_word
from leadfunnel.views.setting import Setting


def vocabulary(result: Vocabulary, _setting: Setting) -> list[Block]:
    """Return the words with how many customers have each."""
    if not result.words:
        nothing = {"sources": _("No customer has a source."), "tags": _("No customer has a tag.")}
        return [line(nothing[result.kind])]
    field = {"sources": "source", "tags": "tags"}[result.kind]
    columns = (
        Column(head(field_word(field)), wrap=ANYWHERE),
        Column(head(_("customers")), align="right"),
    )
    rows = tuple((_word(word), f"{word.customers:,}") for word in result.words)
    return [Table(columns, rows)]


def _word(word: Word) -> str:
    return tag_word(f"{word.dimension}:{word.value}") if word.dimension else word.value
