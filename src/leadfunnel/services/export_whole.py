"""Everything as JSON lines: what `import` puts into an empty store with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from leadfunnel import __version__
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.store import forgotten, identity
from leadfunnel.store.whole import Reading

SCHEMA = "leadfunnel.export/1"
AT_ONCE = 1000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Whole:
    """The lines of a lossless export: of the whole store, or of the customers that were picked.

    `customers` counts those that other formats have, too, `gone` the merged and the binned.
    """

    def __init__(self, page: Page, chosen: Collection[int] | None) -> None:
        self.page = page
        self.chosen = chosen
        self.reading = Reading(page.session, chosen)
        self.customers = 0
        self.gone = 0

    def lines(self) -> Iterator[str]:
        """Yield the head, a line for each record, and an end that shows a file cut off."""
        records = 0
        pieces = [_line(self._head()), *map(_line, self._erased())]
        for table, row in self.reading.rows():
            records += 1
            if table == "customer":
                gone = row["merged_into"] is not None or row["deleted_at"] is not None
                self.gone += gone
                self.customers += not gone
            pieces.append(_line({"table": table, "row": row}))
            if len(pieces) == AT_ONCE:
                yield "".join(pieces)
                pieces = []
        yield "".join([*pieces, _line({"end": records})])

    @property
    def said(self) -> tuple[Sentence, ...]:
        """What there is to say, once all lines were read."""
        found: list[Sentence] = []
        if self.gone:
            text = N_(
                "So that nothing is lost, merged and binned customers are in it, too: {count}."
            )
            found.append(said(text, count=self.gone))
        if self.reading.cleared:
            text = N_(
                "References to others, such as who referred them, that were left out: {count}."
            )
            found.append(said(text, count=self.reading.cleared))
        return tuple(found)

    def _head(self) -> dict[str, object]:
        settings = self.page.settings
        return {
            "schema": SCHEMA,
            "version": __version__,
            "made_at": self.page.calendar.iso(self.page.now),
            "whole": self.chosen is None,
            "zone": settings.zone,
            "region": settings.region,
            "currency": settings.currency,
            "main_pipeline": settings.main_pipeline,
            "store": identity.store_key(self.page.session),
        }

    def _erased(self) -> Iterator[dict[str, object]]:
        """Yield the marks of those who were forgotten, so that no older file brings them back."""
        if self.chosen is None:
            for mark in forgotten.marks(self.page.session):
                yield {"erased": vars(mark)}


def _line(record: dict[str, object]) -> str:
    return _encode(record) + "\n"
