"""Text pasted from a chat or a parcel, cut into one piece for each customer.

Three shapes are known: messages under `小雨 9/21 10:32`, blocks of `收件人: 电话: 地址:`, and
otherwise a customer on each line. Under the head of a message, an empty line or a line with a name
and phone of its own begins another customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.remark import MOBILE

_LABELS = {
    "name": "收件人|收货人|收貨人|收件人姓名|姓名|联系人|聯絡人|客户|客戶|name|recipient",
    "phone": "手机号码|手机号|手機號碼|手机|手機|联系电话|聯絡電話|电话|電話|phone|mobile|tel",
    "region": "所在地区|所在地區|地区|地區|省市区|省市區",
    "address": "详细地址|詳細地址|收货地址|收貨地址|收件地址|地址|address",
    "note": "备注|備註|留言|note",
    "ignore": "邮政编码|郵遞區號|邮编|zip|postcode",
}
_LABEL = re.compile(
    "^\\s*(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")\s*[:：]",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?P<who>\S[^\t]{0,60}?)[ \t]+(?:(?:(?P<year>\d{4})[/.年-])?(?P<month>\d{1,2})[/.月-]"
    r"(?P<day>\d{1,2})日?|(?P<near>今天|昨天|前天|today|yesterday))?[ \t]*"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*$"
)
_SAME_PERSON = re.compile(
    r"(?:手机号?|手機號?|电话|電話|号码|號碼|微信号?|微信號?|phone|mobile|tel|wechat|wx|vx)$",
    re.IGNORECASE,
)
_BACK = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_ADDRESS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}(?:省|自治区|自治區|市|区|區|县|縣))"
    r"[^\s,，;；]*(?:路|街|道|巷|弄|号|號|村|镇|鎮|苑|园|園|栋|棟|楼|樓|室|厦|廈|城|里)[^\s,，;；]*"
)
_PARTS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|自治區))?(?P<city>[\u4e00-\u9fff]{2,7}?市)?"
    r"(?P<district>[\u4e00-\u9fff]{1,6}?(?:新区|新區|区|區|县|縣))?"
)


@dataclass(frozen=True)
class Pasted:
    """What stands about one customer: a line to capture, and what was labelled.

    `line` counts from 1; `at` is the wall time of its message, None without one; `apart` tells
    that it stands after an empty line of one, and may be no customer at all.
    """

    line: int
    text: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    region: str = ""
    note: str = ""
    at: datetime | None = None
    apart: bool = False


@dataclass
class _Block:
    """A piece under construction."""

    line: int
    at: datetime | None = None
    apart: bool = False
    lines: list[str] = field(default_factory=list)
    labelled: dict[str, list[str]] = field(default_factory=dict)

    def pasted(self) -> Pasted:
        """Return the piece as it was said."""
        said = {kind: " ".join(texts) for kind, texts in self.labelled.items()}
        text = " ".join(self.lines)
        address = said.get("address", "")
        if not self.labelled and (found := _ADDRESS.search(text)):
            address = found[0]
            text = (text[: found.start()] + " " + text[found.end() :]).strip()
        area = said.get("region", "").replace(" ", "")
        if area and not address.startswith(area):
            address = area + address
        return Pasted(
            line=self.line,
            text=text,
            name=said.get("name", ""),
            phones=tuple(self.labelled.get("phone", ())),
            address=address,
            region=region_of(address),
            note=said.get("note", ""),
            at=self.at,
            apart=self.apart,
        )


def read_pasted(text: str, now: datetime) -> tuple[Pasted, ...]:
    """Cut pasted text into customers; times without a year are the last ones before `now`."""
    lines = [line.strip("\ufeff\u200b \t\r") for line in text.split("\n")]
    if any(_HEAD.match(line) for line in lines):
        blocks = _messages(lines, now)
    elif any(_LABEL.match(line) for line in lines):
        blocks = _labelled(lines)
    else:
        blocks = (_Block(n, lines=[line]) for n, line in enumerate(lines, 1) if line)
    return tuple(block.pasted() for block in blocks if block.lines or block.labelled)


def region_of(address: str) -> str:
    """Return the district of an address, else its city, as sellers say it: 浦东, 朝阳; else ""."""
    found = _PARTS.match(address)
    part = (found["district"] or found["city"] or "") if found else ""
    short = re.sub("(?:新区|新區|区|區|县|縣|市)$", "", part)
    return short if len(short) > 1 else part


def _messages(lines: list[str], now: datetime) -> Iterator[_Block]:
    block: _Block | None = None
    ended = False
    for number, line in enumerate(lines, 1):
        head = _HEAD.match(line)
        if head:
            if block:
                yield block
            block, ended = _Block(number, _time_of(head, now)), False
        elif not line:
            ended = block is not None and bool(block.lines or block.labelled)
        else:
            if block and (ended or (block.lines and _has_own_phone(line))):
                yield block
                block = _Block(number, block.at, apart=ended)
            block, ended = block or _Block(number), False
            _take(block, line)
    if block:
        yield block


def _has_own_phone(line: str) -> bool:
    """Tell whether a line has a name and, after it, a mobile number."""
    found = MOBILE.search(line)
    before = line[: found.start()].strip(" :：,，(（") if found else ""
    return bool(before) and not _SAME_PERSON.search(before)


def _labelled(lines: list[str]) -> Iterator[_Block]:
    """Yield a block for each name; an empty line ends one, too."""
    block: _Block | None = None
    for number, line in enumerate(lines, 1):
        label = _LABEL.match(line)
        again = label is not None and block is not None and label.lastgroup in block.labelled
        if block and (not line or (again and label and label.lastgroup == "name")):
            yield block
            block = None
        if line:
            block = block or _Block(number)
            _take(block, line)
    if block:
        yield block


def _take(block: _Block, line: str) -> None:
    label = _LABEL.match(line)
    if label is None or label.lastgroup is None:
        block.lines.append(line)
    elif label.lastgroup != "ignore" and line[label.end() :].strip():
        block.labelled.setdefault(label.lastgroup, []).append(line[label.end() :].strip())


def _time_of(head: re.Match[str], now: datetime) -> datetime | None:
    """Return when a message was sent; None for a day that no calendar shows."""
    clock = time(int(head["hour"]), int(head["minute"]), int(head["second"] or 0))
    today = now.date()
    if head["month"] is None:
        day: date | None = today - timedelta(days=_BACK.get(head["near"], 0))
    else:
        day = _day(head["year"], int(head["month"]), int(head["day"]), today)
    if day is None:
        return None
    at = datetime.combine(day, clock)
    return at if at <= now.replace(tzinfo=None) else None


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    years = [int(year)] if year else range(today.year, today.year - 8, -1)
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or found <= today:
            return found
    return None
