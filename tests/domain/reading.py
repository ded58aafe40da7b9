"""A fixed moment and store to read typed lines against."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from leadfunnel.adapters.almanac import almanac
from leadfunnel.adapters.phones import read_phone
from leadfunnel.domain.capture import Captured, Lexicon, capture
from leadfunnel.domain.captured_when import Clock
from leadfunnel.domain.phone import BadPhone, Phone
from leadfunnel.domain.tag import Tag

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Sunday
CLOCK = Clock(NOW, NOW.date(), almanac("CN"))
KNOWN = ("张三", "张姐", "Zhang San", "张伟8003")
STORE = Lexicon(
    sources=("抖音", "Douyin", "转介绍", "老客"),
    dimensions=("house",),
    companies=("华新", "Acme"),
    tags=(Tag("region", "浦东"), Tag("product", "烟机"), Tag("need.explicit", "静音")),
    knows=lambda name: name in KNOWN,
    now=NOW,
    day=NOW.date(),
    almanac=lambda: almanac("CN"),
    budget=True,
)


def reader(text: str) -> Phone | None:
    """Read a phone of China."""
    try:
        return read_phone(text, "CN")
    except BadPhone:
        return None


def read(text: str) -> Captured:
    """Read a line against the store."""
    return capture(text, reader, STORE)


def told(found: Captured) -> dict[str, object]:
    """Return what was understood, plainly, nothing said being left out."""
    when, happened = found.when, found.happened
    values: dict[str, object] = {
        "name": found.name,
        "phones": [phone.number for phone in found.phones],
        "wechat": [identity.value for identity in found.wechat],
        "emails": [identity.value for identity in found.emails],
        "tags": [str(tag) for tag in found.tags],
        "source": found.source,
        "note": found.note,
        "company": found.company,
        "birthday": found.birthday,
        "address": found.address,
        "referrer": found.referrer,
        "budget": str(found.budget or ""),
        "when": when.moment.iso() if when else "",
        "kind": when.kind if when else "",
        "then": when.note if when else "",
        "amounts": [str(amount) for amount in found.amounts],
        "moments": list(found.moments),
        "referrers": list(found.referrers),
        "happened": f"{happened.kind} {happened.direction} {happened.when}" if happened else "",
    }
    return {key: value for key, value in values.items() if value}
