"""`import --as purchases`: reading the rows of shop and till exports, one product each."""

from __future__ import annotations

import re
import unicodedata

from leadfunnel.domain.amount import Amount
from leadfunnel.domain.capture import LONGEST_NOTE
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.fold import fold
from leadfunnel.domain.purchase import LONGEST_PRODUCT
from leadfunnel.domain.quantity import ONE, UNITS, read_quantity, share
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow
from leadfunnel.services.import_money import amount_of
from leadfunnel.services.import_rows import TOO_LONG
from leadfunnel.services.import_stages import deal_key
from leadfunnel.services.import_whom import Whom, read_whom

CANCELLED = frozenset(
    (
        *("cancelled", "canceled", "closed", "void", "voided", "failed", "unpaid"),
        *(
            "交易关闭",
            "已取消",
            "取消",
            "已关闭",
            "关闭",
            "作废",
            "已作废",
            "等待买家付款",
            "待付款",
        ),
        *("未付款", "支付失败"),
    )
)


@dataclass(frozen=True, slots=True)
class SoldRow:
    """One row; `amount` is what its product came to, `total` what the whole order did."""

    line: int
    key: str
    hashed: bool
    whom: Whom
    deal: str
    order: str | None
    at: int
    product: str
    category: str
    quantity: int
    amount: Amount | None
    total: Amount | None
    refund: Amount | None
    refunded_at: int | None
    outlet: str | None
    author: str
    note: str
    cancelled: bool


class PurchaseReader:
    """Reads rows; `currency` is that of amounts that name none."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def read(self, row: EventRow) -> SoldRow:
        """Read one row; Refused for a cell that cannot be read."""
        place, when = row.first("at")
        if is_nothing(when):
            raise Refused(place, when, Phrase(N_("has no date")))
        at = row.reading.span(place, when).begin
        order, quantity = row.text("order").lstrip("'").strip("\t "), _quantity(row)
        back = row.first("refunded_at")
        return SoldRow(
            line=row.line,
            key=f"{row.terms.system or ''}:{order}" if order else row.hashed("purchase"),
            hashed=not order,
            whom=read_whom(row),
            deal=deal_key(row),
            order=order or None,
            at=at,
            product=_product(row),
            category=row.text("category"),
            quantity=quantity,
            amount=self._amount(row, quantity),
            total=amount_of(row, "total", self.currency),
            refund=amount_of(row, "refund", self.currency),
            refunded_at=None if is_nothing(back[1]) else row.reading.span(*back).begin,
            outlet=row.text("outlet") or None,
            author=row.text("author"),
            note=row.text("note")[:LONGEST_NOTE],
            cancelled=fold(row.text("status")) in CANCELLED,
        )

    def _amount(self, row: EventRow, quantity: int) -> Amount | None:
        """Return what the row came to, by its price where that is all it says."""
        found = amount_of(row, "amount", self.currency)
        price = None if found else amount_of(row, "price", self.currency)
        return Amount(share(price.minor, quantity, ONE), price.currency) if price else found


def _quantity(row: EventRow) -> int:
    place, text = row.first("quantity")
    if is_nothing(text):
        return ONE
    flat = unicodedata.normalize("NFKC", text).replace(",", "").strip().lower()
    found = read_quantity(re.sub(rf"^[x*×]|\s*[{UNITS}]$|(?<=\.\d)0+$|\.0+$", "", flat))
    if found is None:
        raise Refused(place, text, Phrase(N_("is no quantity")))
    return found


def _product(row: EventRow) -> str:
    place, text = row.first("product")
    name = "" if is_nothing(text) else " ".join(text.split())
    if len(name) > LONGEST_PRODUCT:
        raise Refused(place, name[:40], Phrase(TOO_LONG, max_length=LONGEST_PRODUCT))
    return name
