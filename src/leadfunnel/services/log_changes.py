"""What an operation changed: every value before and after, as people know it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from leadfunnel.domain.money import Money
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.quantity import ONE, quantity_text
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Instant
from leadfunnel.domain.tag import Tag
from leadfunnel.services.book import Page
from leadfunnel.services.results.history import Change
from leadfunnel.store import definitions
from leadfunnel.store.compiled.catalogue import COLUMNS, DERIVED
from leadfunnel.store.images import Image, Images
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Facts = dict[str, Any]
_UNSAID = (
    "op_id void_op recorded_at name_key key source_key touch imported currency order_system",
    "measure assumed created_at entered_at on_day kept_by previous_id interaction_id body",
    "cause_id type valid replaces policy closed_at",
)
UNSAID = frozenset(" ".join(_UNSAID).split())
"""Columns that only the program reads, or that another one says better."""
LINKS = frozenset(("merged_fact", "not_duplicate"))
"""Tables that only tell where rows came from."""
MOMENTS = ("at", "opened_at", "joined_at", "from_at")
PEOPLE = ("customer_id", "referrer_id", "merged_into", "person_id", "other_id", "helper_id")
USERS = ("owner_id", "user_id", "guide_id", "organiser_id", "done_by")
MONEY = ("amount", "price", "weighted")
NAMED = {"tag_id": "tag", "product_id": "product", "material_id": "material"}
REFERRING = (*PEOPLE, *USERS, *NAMED)
PAIRED = ("customer_field", "definition", "interaction")
"""Tables in which a new row takes the place of the one taken out with it."""


def changes(page: Page, operation: Row, about: frozenset[int], most: int) -> list[Change]:
    """Return what an operation changed about some customers, or at all, up to so many values.

    An undo changed back what it takes back.
    """
    target, back = _original(page, operation)
    reader = _Reader(page, target)
    images = Images(page.session, target["id"])
    found = list(_paired(list(islice(reader.read(images, about), most))))
    return [_turned(change) for change in found] if back else found


def _original(page: Page, operation: Row) -> tuple[Row, bool]:
    """Return the operation that an undo or redo is about, and whether it was taken back."""
    back = False
    while operation["undoes"] is not None:
        found = page.session.row("operations.by_id", id=operation["undoes"])
        if found is None:
            break
        operation, back = found, not back
    return operation, back


def _turned(change: Change) -> Change:
    return replace(change, before=change.after, after=change.before)


def _paired(found: list[Change]) -> Iterator[Change]:
    """Join what was taken out with what came in its place in the same operation."""
    outs = [one for one in found if one.table in PAIRED and one.after is None]
    comes = {_key(one) for one in found if one.table in PAIRED and one.before is None}
    known = Counter(map(_key, outs))
    gone = {_key(one): one for one in outs if known[_key(one)] == 1 and _key(one) in comes}
    for one in found:
        if one.table not in PAIRED or _key(one) not in gone:
            yield one
        elif one.before is None and one.after != gone[_key(one)].before:
            yield replace(one, before=gone[_key(one)].before)


def _key(change: Change) -> tuple[str, str, int | None]:
    return change.table, change.column, change.customer


class _Reader:
    """Reads the images of one operation as values."""

    def __init__(self, page: Page, operation: Row) -> None:
        self.page = page
        self.operation = operation
        rows = page.session.rows("operations.user_all")
        self.users = {row["id"]: row["name"] for row in rows}

    def read(self, images: Images, about: frozenset[int]) -> Iterator[Change]:
        """Yield the changes of images, those about some customers where any are named."""
        for image in images:
            if image.table in LINKS:
                continue
            numbers: Iterable[int] = range(image.first, image.last + 1)
            if about and image.customer_id not in about:
                added = image.table == "customer" and image.customer_id is None
                numbers = [one for one in sorted(about) if added and one in numbers]
            for number in numbers:
                yield from self._read(image, number)

    def _read(self, image: Image, number: int) -> Iterator[Change]:
        stored = self.page.session.row(f"facts.get_{image.table}", row_id=number)
        if stored is None:  # erased since, or a colleague's
            return
        row = self._as_it_was(image, stored)
        whose = number if image.table == "customer" else image.customer_id
        if image.action == "update":
            yield from self._updated(image, row, whose)
            return
        for column, before, after in self._facts(image.table, row):
            if image.action == "void":
                yield Change(image.table, column, after, None, whose)
            else:
                yield Change(image.table, column, before, after, whose)

    def _as_it_was(self, image: Image, row: Row) -> dict[str, Any]:
        """Return a row as the operation left it: what was set later stood otherwise before."""
        found = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row, no mapping
        ids = json.dumps([row["id"]])
        later_on = self.page.session.rows("erasing.changes_of", table_name=image.table, ids=ids)
        for later in sorted(later_on, key=_number, reverse=True):
            if later["operation_id"] > self.operation["id"] and later["action"] == "update":
                found.update(json.loads(later["before"]))
        return found

    def _updated(self, image: Image, row: Facts, whose: int | None) -> Iterator[Change]:
        for column in sorted(image.after.keys() - UNSAID - DERIVED.get(image.table, {}).keys()):
            before, after = (
                self._value(column, side[column], row) for side in (image.before, image.after)
            )
            yield Change(image.table, column.removesuffix("_id"), before, after, whose)

    def _facts(self, table: str, row: Facts) -> Iterator[tuple[str, object, object]]:
        """Yield what a row says: column, what stood there before, what stands there now."""
        special = _SPECIAL.get(table)
        if special is not None:
            yield from special(self, row)
            return
        for column, default in COLUMNS.get(table, {}).items():
            value = row[column]
            empty = value in (None, "", default) or column in UNSAID
            if not empty and not self._goes_unsaid(column, value):
                yield column.removesuffix("_id"), None, self._value(column, value, row)

    def _goes_unsaid(self, column: str, value: object) -> bool:
        """Tell whether the operation says a value itself: when it was, and by whom."""
        if column in USERS:
            return bool(value == self.operation["user_id"])
        if column in MOMENTS:
            return bool(value == self.operation["at"])
        return column == "customer_id" or (column.endswith("_id") and column not in REFERRING)

    def _value(self, column: str, value: Any, row: Facts) -> object:
        """Return a value as people know it; None where there is none."""
        if value is None or value == "":
            return None
        if column in MONEY and "currency" in row:
            return Money(value, row["currency"] or self.page.settings.currency)
        if column.endswith("_at") or column == "at":
            return Instant(value)
        if column == "do_not_contact":
            return bool(value)
        return self._reference(column, value) if column in REFERRING else str(value)

    def _reference(self, column: str, value: int) -> str | None:
        if column in USERS:
            return str(self.users.get(value, f"#{value}"))
        return self._named(column, value) if column in NAMED else f"#{value}"

    def _named(self, column: str, number: int) -> str | None:
        row = self.page.session.row(f"facts.get_{NAMED[column]}", row_id=number)
        if row is None:
            return None
        if column == "tag_id":
            return str(Tag(row["dimension"], row["value"]))
        return str(row["name"])

    # --- tables whose rows say one thing

    def _stage(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        pipeline = definitions.pipeline(self.page.session, row["pipeline"])
        known: dict[str, Stage] = pipeline.by_code if pipeline else {}
        before, after = (known.get(row[key], row[key]) for key in ("from_stage", "to_stage"))
        yield "stage", before, after
        if row["reason"]:
            yield "reason", None, row["reason"]

    def _terms(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        """Compare what a deal is worth with what it was worth before."""
        rows = self.page.session.rows("deals.terms_of", journey_id=row["journey_id"])
        before = max((one for one in rows if one["id"] < row["id"]), key=_number, default=None)
        for column in ("amount", "probability", "closes_on", "product", "owner_id"):
            was = self._value(column, before[column], row) if before is not None else None
            now = self._value(column, row[column], row)
            if was != now:
                yield column.removesuffix("_id"), was, now

    def _identity(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        if row["kind"] != "row":
            yield row["kind"], None, row["value"]

    def _tag(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield "tag", None, self._named("tag_id", row["tag_id"])

    def _field(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield row["key"], None, row["value"]

    def _promise(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield "kind", None, row["kind"]
        yield "due_on", None, Instant(row["due_at"]) if row["due_at"] else row["due_on"]
        if row["note"]:
            yield "note", None, row["note"]

    def _line(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield "product", None, self._named("product_id", row["product_id"])
        if row["quantity"] != ONE:
            yield "quantity", None, quantity_text(row["quantity"])

    def _run(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield "plan", None, row["plan"]

    def _journey(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        if row["title"]:
            yield "title", None, row["title"]

    def _definition(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        yield f"{row['kind']} {row['name']}".strip(), None, row["body"]

    def _reason(self, row: Facts) -> Iterator[tuple[str, object, object]]:
        if row["reason"]:
            yield "reason", None, row["reason"]


def _number(row: Row) -> int:
    return int(row["id"])


_SPECIAL: dict[str, Callable[[_Reader, Facts], Iterator[tuple[str, object, object]]]] = {
    "stage_change": _Reader._stage,
    "deal_terms": _Reader._terms,
    "identity": _Reader._identity,
    "customer_tag": _Reader._tag,
    "customer_field": _Reader._field,
    "definition": _Reader._definition,
    "ownership": _Reader._reason,
    "follow_up": _Reader._promise,
    "purchase_line": _Reader._line,
    "plan_run": _Reader._run,
    "journey": _Reader._journey,
}
