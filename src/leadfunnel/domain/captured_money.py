"""Finding amounts of money in a line, and which of them is the budget.

An amount needs a currency, a unit such as 万 or k, or the word budget beside it. A range, a
quantity (3千克, 5km, 100万像素) and a name of a screen (4K) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.domain.currency_table import CODES
from leadfunnel.domain.line import half_width
from leadfunnel.domain.money import NAMES, Money, currency_of, exactly
from leadfunnel.domain.record import dataclass

_LABEL = r"预算|預算|budget"
_LINKS = r"(?:[ :]|是|在|为|為|有|is|of|大概|大约|大約|差不多|约|約|about|around)*"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?"
_NAME = "NAMES"
_TO = r"[-~～—–、到至]"
_AMOUNT = (
    rf"(?P<label>(?:{_LABEL}){_LINKS})?"
    rf"(?P<before>us\$|nt\$|hk\$|[￥¥$€£]|{_NAME})? ?(?<![0-9A-Za-z.,/+])(?<![0-9]:)"
    rf"(?:(?P<number>{_NUMBER})"
    r" ?(?P<unit>万(?=[0-9]千?(?![0-9.]))|千(?=[0-9]百?(?![0-9.]))|[百千万萬亿億]|[kwm](?![a-z]))?"
    r"(?:(?<=万)(?P<tail>[0-9])千?|(?<=千)(?P<less>[0-9])百?)?"
    r"|(?P<han>[一二两兩三四五六七八九十百千万萬]{2,8}))"
    rf"(?P<after> ?(?:元|块钱?|塊錢?|圆|圓|yuan|dollars?|{_NAME}))?"
    rf"(?![0-9a-z%]|[.,:/][0-9]| ?{_TO} ?[0-9一二两三四五六七八九])"
    rf"(?P<label2> ?的?(?:{_LABEL})(?!{_LINKS}[￥¥$€£]?[0-9]))?"
)
_ROUGH = ("左右", "以内", "以內", "以上", "以下", "上下", "多", "出头", "出頭", "起", "or so")
_ABOUT = ("约", "約", "大概", "大约", "大約", "差不多", "about", "around", "不超过", "最多")
_AFTER_UNIT = ("的", "够", "吧", "吗", "嗎", "就", "呢", "啊", "不", "可", "能", "都", "也")
_MEASURES = "克瓦米公里人像平个個套台件辆輛伏赫卡"
_SCREENS = ("2", "4", "8", "9", "10", "14", "18", "22", "24")
_HAN_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}


@dataclass(frozen=True)
class Amount:
    """An amount where it stands; a `rough` one was said with about, 左右 or 以内."""

    money: Money
    start: int
    end: int
    is_budget: bool
    rough: bool


def find_amounts(flat: str, currency: str) -> Iterator[Amount]:
    """Yield the amounts of a half-width line, in the order typed."""
    for match in _pattern(currency).finditer(flat):
        money = _money(match, currency)
        if money and _is_amount(flat, match) and not _ends_range(flat, match):
            labelled = bool(match["label"] or match["label2"])
            yield Amount(money, match.start(), match.end(), labelled, _is_rough(flat, match))


def _pattern(currency: str) -> re.Pattern[str]:
    """Return how amounts are written where a currency is the usual one: its code names it too."""
    names = dict.fromkeys((*NAMES, currency.lower()))
    return re.compile(_AMOUNT.replace(_NAME, "|".join(names)), re.IGNORECASE)


def read_money(text: str, currency: str) -> Money | None:
    """Return the amount that a whole text is, None if it is none; any code in use names it."""
    plain = half_width(text).strip()
    coded = re.fullmatch(r"([A-Z]{3})? ?([0-9][0-9.,]*[百千万萬亿億kKwWmM]?) ?([A-Z]{3})?", plain)
    code = coded and (coded[1] or coded[3])
    if coded and code and not (coded[1] and coded[3]) and code in CODES.split():
        plain, currency = coded[2], code
    flat = f"budget {plain}"
    found = next(find_amounts(flat, currency), None)
    return found.money if found and (found.start, found.end) == (0, len(flat)) else None


def _money(match: re.Match[str], currency: str) -> Money | None:
    meant = currency_of(match["before"] or match["after"] or "", currency)
    if match["han"]:
        value = han_value(match["han"])
        return exactly(str(value), "", meant) if value >= 10 else None
    number, tail = match["number"], match["tail"] or match["less"]
    if tail and "." in number:
        return None
    return exactly(f"{number}.{tail}" if tail else number, match["unit"] or "", meant)


def _is_amount(flat: str, match: re.Match[str]) -> bool:
    """Tell whether something beside the number says that it is money."""
    rest = flat[match.end() :]
    if match["before"] or match["after"] or match["label2"]:
        return not (match["han"] and not (match["label"] or match["label2"]))
    unit = (match["unit"] or "").lower()
    surely = bool(match["label"] and (unit or match["han"])) and rest[:1] not in tuple(_MEASURES)
    if rest[:1].isalpha() and not (surely or rest.startswith((*_ROUGH, *_AFTER_UNIT))):
        return False
    if match["label"]:
        return bool(unit or match["han"]) or not re.match(r"[ -]?[0-9]", rest)
    screen = unit == "k" and (match["number"] in _SCREENS)
    return bool(unit) and unit not in "wm" and not screen and not match["han"]


def _ends_range(flat: str, match: re.Match[str]) -> bool:
    number = match.start("han") if match["han"] else match.start("number")
    before = flat[max(0, number - 6) : number].rstrip(" ￥¥$€£").lower()
    return bool(re.search(rf"[0-9一二三四五六七八九十百千万kw元块] ?{_TO}$", before))


def _is_rough(flat: str, match: re.Match[str]) -> bool:
    before = flat[max(0, match.start() - 6) : match.end()].lower()
    said = match["label"] or before[: -len(match[0])]
    return flat.startswith(_ROUGH, match.end()) or said.rstrip(" :").lower().endswith(_ABOUT)


def han_value(text: str) -> int:
    """Return what a Chinese number says; after a unit a last digit counts its tenths: 一万二."""
    total = section = digit = 0
    last = 1
    for sign in text:
        unit = _HAN_UNITS.get(sign)
        if unit is None:
            digit = _HAN_DIGITS[sign]
            continue
        if unit == 10_000:
            total, section = (total + section + digit) * unit, 0
        else:
            section += (digit or 1) * unit
        digit, last = 0, unit
    return total + section + digit * max(1, last // 10)
