"""A customer's changes of stage, numbered for correcting them."""

from __future__ import annotations

from leadfunnel.i18n import _, language
from leadfunnel.services.results.people import Passage, PassedStage
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Span, Table, line
from leadfunnel.views.names import reason_word, stage_word
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import customer_words


def passage(result: Passage, setting: Setting) -> list[Block]:
    """Return the changes in order, each under its number."""
    title = f"{customer_words(result.customer, setting)}  {result.pipeline.title(language())}"
    columns = (
        Column(align="right"),
        Column(style="dim"),
        Column(wrap=ANYWHERE),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(_change(result, change, setting) for change in result.changes)
    text = _("Correct one with: leadfunnel stage-fix {id} --change N --at WHEN, --to STAGE or --rm")
    hint = text.format(id=result.customer.id)
    return [
        line(Span(title, "title"), hang=2), Table(columns, rows), line(Span(hint, "dim"), hang=2),
    ]  # fmt: skip


def _change(result: Passage, change: PassedStage, setting: Setting) -> tuple[Cell, ...]:
    known = result.pipeline.by_code
    when = dates.full_stamp(change.at, setting)
    if change.assumed:
        when = _("{when} (assumed)").format(when=when)
    codes = [code for code in (change.origin, change.target) if code]
    names = [stage_word(known[code]) if code in known else code for code in codes]
    return (str(change.number), when, " > ".join(names), reason_word(change.reason), change.by)
