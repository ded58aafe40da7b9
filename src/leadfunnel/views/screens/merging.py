"""Two records side by side: what a merge or a split decided, and who may be one."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.merging import A, B, Conflict
from leadfunnel.i18n import _
from leadfunnel.services.results.merged import Alike, Duplicates, Merged
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Span, Table, line
from leadfunnel.views.names import NOTHING, field_word, head, listed, more_words
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import birthday_words, customer_words, phones_words, say, value_words


def merged(result: Merged, setting: Setting) -> list[Block]:
    """Return what was decided field by field, and what was done."""
    blocks: list[Block] = []
    if result.conflicts:
        heads = _heads(result)
        rows = tuple(_conflict(*pair, setting) for pair in result.conflicts)
        blocks.append(Table(tuple(Column(head(text), wrap=ANYWHERE) for text in heads), rows))
    blocks += [line(say(sentence, setting), hang=2) for sentence in result.said]
    if result.operation is None:
        blocks.append(line(Span(_("Only a preview: nothing was saved."), "warn")))
    return blocks


def _heads(result: Merged) -> tuple[str, ...]:
    a, b = (f"{side} #{customer.id}" for side, customer in zip((A, B), result.pair, strict=True))
    if result.kind == "split":
        return (_("field"), _("now"), _("before the merge"), _("stays with A or goes to B"))
    return (_("field"), a, b, _("kept"))


def _conflict(conflict: Conflict, side: str | None, setting: Setting) -> tuple[Cell, ...]:
    a, b = (_value(conflict, value, setting) for value in (conflict.a, conflict.b))
    return (field_word(conflict.key), a, b, Span(side or "?", "good" if side else "bad"))


def _value(conflict: Conflict, value: object, setting: Setting) -> str:
    if conflict.key == "birthday" and isinstance(value, str):
        return birthday_words(value)
    return value_words("", value, setting) or NOTHING


def duplicates(result: Duplicates, setting: Setting) -> list[Block]:
    """Return each pair with the evidence and what to type."""
    if not result.pairs:
        return [line(_("Nobody looks like somebody else."))]
    blocks: list[Block] = []
    for pair in result.pairs:
        blocks += _pair(pair, setting)
    if result.more:
        blocks.append(line(Span(more_words(result.more), "dim")))
    return blocks


def _pair(pair: Alike, setting: Setting) -> list[Block]:
    columns = (Column(), Column(wrap=ANYWHERE), Column(wrap=WORDS), Column(wrap=ANYWHERE))
    evidence = listed(say(sentence, setting) for _code, sentence in pair.evidence)
    typed = f"leadfunnel merge {pair.a.id} {pair.b.id}"
    return [
        Table(columns, (_person(A, pair.a, setting), _person(B, pair.b, setting))),
        line(Span(f"{pair.score}  ", "warn"), evidence, indent=3, hang=3),
        line(Span(typed, "dim"), indent=3, hang=5),
    ]


def _person(side: str, customer: Customer, setting: Setting) -> tuple[Cell, ...]:
    phones = phones_words(customer.phones, setting)
    company = (customer.company or "") if customer.name else ""
    return (side, Span(customer_words(customer, setting), "title"), phones, company)
