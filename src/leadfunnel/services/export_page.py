"""Customers as a page to read, print or send: HTML, in the language of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadfunnel.adapters.html_table import html_table
from leadfunnel.domain.headers import OWN
from leadfunnel.domain.wall_texts import WallTexts
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language
from leadfunnel.services.book import Page
from leadfunnel.services.export_rows import Cell, Rows
from leadfunnel.store import definitions

TITLE = N_("Customer list")
YES = N_("yes")
HEADS = {
    "id": N_("number"),
    "name": N_("name"),
    "company": N_("company"),
    "phones": N_("phone"),
    "wechat": N_("WeChat"),
    "emails": N_("email address"),
    "external_ids": N_("external id"),
    "stage": N_("stage"),
    "stage_since": N_("since"),
    "owner": N_("owner"),
    "outlet": N_("outlet"),
    "source": N_("source"),
    "tags": N_("tags"),
    "birthday": N_("birthday"),
    "address": N_("address"),
    "do_not_contact": N_("not to be contacted"),
    "created_at": N_("added"),
    "next_follow_up": N_("next"),
    "last_contact": N_("last contact"),
}
"""What the columns are called, in the order of the other tables."""
DATES = frozenset(
    list(OWN).index(column)
    for column in ("stage_since", "birthday", "created_at", "next_follow_up", "last_contact")
)
STAGE, SILENT = list(OWN).index("stage"), list(OWN).index("do_not_contact")


def page_chunks(page: Page, batches: Iterable[Sequence[int]], *, masked: bool) -> Iterator[str]:
    """Yield the page in pieces."""
    keys = page.session.values("customers.field_keys")
    kinds, here = definitions.fields(page.session), language()
    told = {one.key: one.names.get(here) or one.names.get("en", one.key) for one in kinds}
    heads = [*(_(HEADS[column]) for column in OWN), *(told.get(key, key) for key in keys)]
    iso = WallTexts(page.calendar).iso
    rows = Rows(page, keys, lambda at: iso(at)[:16].replace("T", " "), str, masked=masked)
    return html_table(_(TITLE), heads, _worded(page, rows, batches), here, DATES)


def _worded(page: Page, rows: Rows, batches: Iterable[Sequence[int]]) -> Iterator[list[str]]:
    """Yield rows with the names of stages, as people read them."""
    names = {stage.code: stage.name(language()) for stage in page.main.stages}
    yes = _(YES)
    for batch in batches:
        for row in rows.of(batch):
            yield list(map(str, _named(row, names, yes)))


def _named(row: list[Cell], names: dict[str, str], yes: str) -> list[Cell]:
    row[STAGE] = names.get(str(row[STAGE]), row[STAGE])
    row[SILENT] = row[SILENT] and yes
    return row
