"""The images of an operation: what stood in each row before it, and what it put there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from leadfunnel.domain.record import dataclass
from leadfunnel.store.session import HIGHEST, Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Image:
    """One recorded change of a row, or of a range of inserted rows."""

    table: str
    action: str
    first: int
    last: int
    before: dict[str, Any]
    after: dict[str, Any]
    customer_id: int | None


class Images:
    """What an operation changed, in order; read anew each time, for there may be very many."""

    def __init__(self, session: Session, operation: int) -> None:
        self.session = session
        self.operation = operation

    def __iter__(self) -> Iterator[Image]:
        """Yield the images from the first on."""
        return map(_image, self.session.each("operations.changes", id=self.operation))

    def __reversed__(self) -> Iterator[Image]:
        """Yield the images from the last on."""
        return map(_image, self.session.each("operations.changes_back", id=self.operation))


def images_of_merge(session: Session, operation: int, away: int) -> list[Image]:
    """Return what the merge of one customer changed, in an operation that may have merged many.

    An operation of one merge is all of it; of many, each begins with who was merged away.
    """
    mark = session.value("operations.merge_begins", operation=operation, away=away)
    if mark is None:  # a whole store was imported: its history stayed behind
        return []
    marks = {"operation": operation, "mark": mark}
    first = 0 if session.value("operations.merge_before", **marks) is None else mark
    last = session.value("operations.merge_after", **marks) or HIGHEST
    span = {"operation": operation, "first": first, "last": last}
    return list(map(_image, session.each("operations.changes_between", **span)))


def _image(row: Row) -> Image:
    before, after = (json.loads(row[key]) if row[key] else {} for key in ("before", "after"))
    return Image(
        table=row["table_name"],
        action=row["action"],
        first=row["first_id"],
        last=row["last_id"],
        before=before,
        after=after,
        customer_id=row["customer_id"],
    )
