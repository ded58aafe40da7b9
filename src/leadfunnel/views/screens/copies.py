"""The copies of a store, and all about a person."""

from __future__ import annotations

import json

from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.copies import Copies
from leadfunnel.services.results.person import PersonFile
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Column, Span, Table, line
from leadfunnel.views.names import NOTHING
from leadfunnel.views.setting import Setting

REASONS = {
    "hand": N_("by hand"),
    "name": N_("by name, kept for good"),
    "day": N_("of the day"),
    "week": N_("of the week, JSON lines"),
    "upgrade": N_("before an upgrade"),
    "import": N_("before an import"),
    "restore": N_("before a restore"),
    "forget": N_("before erasing"),
    "encrypt": N_("before encrypting"),
    "decrypt": N_("before decrypting"),
}
MEGABYTE = 1_000_000


def copies(result: Copies, setting: Setting) -> list[Block]:
    """Return the copies, the newest first, with what they take and what to do with one."""
    if not result.copies:
        return [line(_("There are no copies yet.")), _hint(_("Make one with: leadfunnel backup"))]
    columns = (
        Column(style="title", wrap=ANYWHERE),
        Column(_("made")),
        Column(_("customers"), align="right"),
        Column("MB", align="right"),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(
        (
            copy.name,
            dates.full_stamp(copy.made_at, setting),
            NOTHING if copy.customers is None else f"{copy.customers:,}",
            f"{copy.bytes / MEGABYTE:,.1f}",
            _(REASONS.get(copy.reason, copy.reason)),
        )
        for copy in reversed(result.copies)
    )
    used = _("{used} of {budget} MB, in {folder}").format(
        used=f"{result.bytes / MEGABYTE:,.1f}",
        budget=f"{result.budget // MEGABYTE:,}",
        folder=result.folder,
    )
    newest = next((copy.name for copy in reversed(result.copies) if copy.whole), "NAME")
    back = _("Bring one back: leadfunnel restore {name}").format(name=newest)
    due = [line(_("Something has changed since the last copy."))] if result.due else []
    return [Table(columns, rows), line(Span(used, "dim"), hang=2), *due, _hint(back)]


def person(result: PersonFile, _setting: Setting) -> list[Block]:
    """Return the document as it is written to a file."""
    text = json.dumps(result.document, ensure_ascii=False, indent=2)
    return [line(part) for part in text.splitlines()]


def _hint(text: str) -> Block:
    return line(Span(text, "dim"), hang=2)
