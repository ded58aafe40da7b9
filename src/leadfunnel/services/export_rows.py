"""The rows of a table of customers, some at a time, without making a customer of each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from leadfunnel.domain.guard import joined
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.identity import IdentityKind
from leadfunnel.domain.phone import mask
from leadfunnel.domain.tag import Tag
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Texts = dict[int, list[str]]

Cell = str | int | date
"""What a cell holds; an instant is a `datetime`, which is a date."""


class Rows:
    """Makes rows: text as it is, instants and days as `at` and `day` write them.

    With `masked` no phone is written whole.
    """

    def __init__(
        self,
        page: Page,
        fields: Sequence[str],
        at: Callable[[int], Cell],
        day: Callable[[str], Cell],
        *,
        masked: bool,
    ) -> None:
        self.page = page
        self.fields = fields
        self.at = at
        self.day = day
        self.masked = masked
        self.region = page.settings.region

    def of(self, ids: Sequence[int]) -> Iterator[list[Cell]]:
        """Yield a row for each customer, in this order."""
        wanted = json.dumps(list(ids))
        rows = {row[0]: row for row in self._told("row", wanted, pipeline=self.page.main.name)}
        phones, wechat, emails, external = self._identities(wanted)
        tags, fields = self._tags(wanted), self._fields(wanted)
        for number in ids:
            if number in rows:
                lists = (one.get(number) for one in (phones, wechat, emails, external, tags))
                several = [joined(found) if found else "" for found in lists]
                more = fields.get(number, {})
                row = self._row(rows[number], *several)
                yield row + [more.get(key, "") for key in self.fields] if self.fields else row

    def _row(
        self, row: Any, phones: str, wechat: str, emails: str, external: str, tags: str
    ) -> list[Cell]:
        (number, name, company, stage, since, owner, outlet, source, birthday, address, silent,
         created, next_on, next_at, last) = row  # fmt: skip
        at = self.at
        if self.masked:
            name, company, address = (self._plain(text or "") for text in (name, company, address))
        return [
            number,
            name,
            company or "",
            phones,
            wechat,
            emails,
            external,
            stage or "",
            "" if since is None or not stage else at(since),
            owner or "",
            outlet or "",
            source or "",
            tags,
            birthday or "",
            address or "",
            "yes" if silent else "",
            at(created),
            "" if not next_on else self.day(next_on) if next_at is None else at(next_at),
            "" if last is None else at(last),
        ]

    def _told(self, name: str, ids: str, **more: str) -> Iterable[Any]:
        return self.page.session.tuples(f"export.{name}", ids=ids, **more)

    def _identities(self, ids: str) -> tuple[Texts, Texts, Texts, Texts]:
        """Return phones, those marked as wrong last, WeChat ids, addresses and numbers."""
        found: dict[str, Texts] = {kind: defaultdict(list) for kind in IdentityKind}
        wrong: Texts = defaultdict(list)
        for customer, kind, system, value, raw, valid in self._told("identities", ids):
            if kind == IdentityKind.PHONE:
                text = mask(value, self.region) if self.masked else value if valid else raw
                (found[kind] if valid else wrong)[customer].append(text)
                continue
            text = raw
            if kind == IdentityKind.EXTERNAL:
                text = f"{system}:{value}" if system else value
            hide = self.masked and kind != IdentityKind.EMAIL
            found[kind][customer].append(self._plain(text) if hide else text)
        for customer, texts in wrong.items():
            found[IdentityKind.PHONE][customer] += texts
        return (
            found[IdentityKind.PHONE],
            found[IdentityKind.WECHAT],
            found[IdentityKind.EMAIL],
            found[IdentityKind.EXTERNAL],
        )

    def _tags(self, ids: str) -> Texts:
        found: Texts = defaultdict(list)
        for customer, dimension, value in self._told("tags", ids):
            found[customer].append(_tag(dimension, value))
        return found

    def _fields(self, ids: str) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for customer, key, value in self._told("fields", ids) if self.fields else ():
            found[customer][key] = value
        return found

    def _plain(self, text: str) -> str:
        return hidden(text, self.region)


@cache
def _tag(dimension: str, value: str) -> str:
    return str(Tag(dimension, value))
