"""Materials on the screen."""

from __future__ import annotations

from leadfunnel.domain.material import KINDS, Material
from leadfunnel.i18n import _
from leadfunnel.services.results.materials import MaterialChanged, MaterialList
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Span, Table, line
from leadfunnel.views.names import head
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def materials(result: MaterialList, _setting: Setting) -> list[Block]:
    """Return materials with kind, whom they suit, and how many got them."""
    if not result.materials:
        hint = _("Add one with: leadfunnel material add NAME --kind ebook --content TEXT")
        return [line(_("No materials.")), line(Span(hint, "dim"))]
    columns = (
        Column(head(_("material")), style="title", wrap=ANYWHERE),
        Column(head(_("kind"))),
        Column(head(_("suits")), wrap=WORDS),
        Column(head(_("again")), align="right"),
        Column(head(_("sent to")), align="right"),
        Column(head(_("what")), wrap=ANYWHERE),
    )
    return [Table(columns, tuple(map(_row, result.materials)))]


def _row(item: Material) -> tuple[Cell, ...]:
    return (
        item.name,
        _("retired") if item.retired else _(KINDS[item.kind][0]),
        item.suits or _("everybody"),
        dates.short_days(item.every_days) if item.every_days else "",
        f"{item.people:,}" if item.people else "",
        item.content,
    )


def changed(result: MaterialChanged, setting: Setting) -> list[Block]:
    """Return the echo of a change, with the material as it stands."""
    echo: list[Block] = [line(say(sentence, setting), hang=2) for sentence in result.said]
    return [*echo, *materials(MaterialList((result.material,)), setting)]
