"""Finding the phones in a line of text, and not the dates, amounts and sizes beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from leadfunnel.domain.phone import Phone, digits

PhoneReader = Callable[[str], Phone | None]
Found = tuple[Phone, int, int]

_FEWEST, _FEWEST_LABELLED, _FEWEST_UNCHECKED = 7, 5, 8
_MOST = 15
_WHOLE = 9
_MOST_GROUPS = 8
_MOST_MISSES = 300
# Words are told by their ends, not by patterns: compiling those would slow every `add`.
_UNITS = frozenset(
    "千百万萬亿億元块塊角年月日号號周點点時时分秒岁歲个個位件套台室厅廳层層楼樓米平寸折度斤次天人"
)
_LABELS = (
    *("电话", "电话号", "电话号码", "電話", "電話號碼", "手机", "手机号", "手机号码", "手機"),
    *("手機號", "手機號碼", "联系电话", "聯絡電話", "联系方式", "座机", "座機", "固话"),
)
_LATIN_LABELS = frozenset(("tel", "telephone", "phone", "ph", "mobile", "mob", "cell"))
_LETTERS_WITH_COLON = frozenset("mtp")
_VERBS = tuple("打回接通過过个個了")
_NO_PHONES = (
    *("订单", "訂單", "单", "單", "编", "編", "卡", "账", "帳", "身份证", "身份證", "税"),
    *("预算", "預算", "金额", "金額", "价格", "價格", "报价", "報價", "合同"),
)
_LATIN_NO_PHONES = frozenset(
    ("order", "invoice", "sku", "qq", "id", "no", "budget", "price", "amount")
)
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def find_phones(flat: str, text: str, read: PhoneReader) -> Iterator[Found]:
    """Yield each phone with its start and end; `flat` is the text in half-width, equally long."""
    scan = _Scan(flat, text, read)
    end = 0
    for index, group in enumerate(scan.groups):
        found = scan.starting_at(index) if group.start >= end else None
        if found:
            yield found
            end = found[2]
    if not end and re.fullmatch(r"[\s0-9+().-]+", flat) and not _is_date(flat.strip(), 0):
        phone = read(text)
        if phone:
            yield phone, 0, len(text)


class _Group:
    """A run of digits: may a phone go on from the one before, and are they digits alone?"""

    def __init__(self, span: tuple[int, int], linked: bool, loose: bool) -> None:
        self.start, self.end = span
        self.size = self.end - self.start
        self.linked = linked
        self.loose = loose


class _Scan:
    """One pass over a line; gives up after so many misses that the text is no seller's line."""

    def __init__(self, flat: str, text: str, read: PhoneReader) -> None:
        self.flat = flat
        self.text = text
        self.read = read
        self.misses = 0
        self.groups = list(_groups(flat))

    def starting_at(self, index: int) -> Found | None:
        """Return the longest phone that begins with this group of digits."""
        group = self.groups[index]
        first = group.start - self.is_bracketed(group)
        if not group.loose or _is_date(self.flat, group.start) or _counts_other(self.flat, first):
            return None
        label = _label_length(self.flat, first)
        for last in self.lasts(index, _FEWEST_LABELLED if label else _FEWEST):
            end = _with_extension(self.flat, self.groups[last].end)
            phone = self.read(self.text[first:end]) if self.misses < _MOST_MISSES else None
            if phone and (label or self.is_plausible(phone, first, end, last)):
                return phone, *_with_marks(self.flat, first - label, end)
            self.misses += 1
        return None

    def is_bracketed(self, group: _Group) -> bool:
        """Tell whether the digits alone stand in brackets, as an area code does."""
        before, after = group.start - 1, group.end
        return before >= 0 and self.flat[before] + self.flat[after : after + 1] == "()"

    def lasts(self, index: int, fewest: int) -> list[int]:
        """Return the groups a phone from `index` on may end with, the longest reading first."""
        lasts, total = [], 0
        for place, group in enumerate(self.groups[index : index + _MOST_GROUPS], index):
            apart = place > index and not group.linked
            crowded = total > 4 and group.size >= _WHOLE
            if apart or crowded or not group.loose or total + group.size > _MOST + 2:
                break
            total += group.size
            if total >= fewest:
                lasts.append(place)
            if group.size >= _WHOLE:
                break
        return lasts[::-1]

    def is_plausible(self, phone: Phone, first: int, end: int, last: int) -> bool:
        """Judge digits that no label calls a phone."""
        typed = self.flat[first:end]
        if not phone.valid:
            goes_on = last + 1 < len(self.groups) and self.groups[last + 1].linked
            lone = not goes_on and self.flat[first - 1 : first] not in tuple(".-")
            return lone and _FEWEST_UNCHECKED <= len(typed) <= _MOST and typed.isdecimal()
        # Ten digits of an order number pass for a landline that lacks its leading zero.
        landline = phone.number.startswith("+86") and not phone.number.startswith("+861")
        return not landline or typed[0] in "+0(" or digits(typed).startswith(("86", "400", "800"))


def _groups(flat: str) -> Iterator[_Group]:
    end = -1
    for match in re.finditer(r"(?:(?<![0-9A-Za-z])\+)?[0-9]+", flat):
        between = flat[end : match.start()] if end >= 0 else ""
        linked = 1 <= len(between) <= 3 and not between.strip(" \t().-")
        yield _Group(match.span(), linked, _is_loose(flat, *match.span()))
        end = match.end()


def _is_loose(flat: str, start: int, end: int) -> bool:
    """Tell whether digits stand free of letters, units, currency signs and clock times."""
    before, after = flat[max(0, start - 2) : start], flat[end : end + 4]
    if _is_joined_before(before, end - start):
        return False
    if _with_extension(flat, end) > end:
        return True
    counted = end - start < _WHOLE and after[:1] in _UNITS
    joined = _is_ascii_letter(after[:1]) or after[:1] in tuple("%‰℃°")
    clock = after[:1] == ":" and after[1:2].isdecimal()
    return not (counted or joined or clock or re.match(r"\.[0-9]{1,2}(?![0-9])", after))


def _is_joined_before(before: str, size: int) -> bool:
    last, other = before[-1:], before[-2:-1]
    if _is_ascii_letter(last) or last in tuple("=￥¥$€£"):
        return True
    if last in tuple("./-") and (_is_ascii_letter(other) or (last == "/" and other in tuple(":/"))):
        return True
    return other.isdecimal() and (last == ":" or (last == "." and size < 3))


def _is_ascii_letter(sign: str) -> bool:
    return sign.isascii() and (sign.isalpha() or sign == "_")


def _is_date(flat: str, start: int) -> bool:
    if flat[start : start + 2] not in {"19", "20"}:
        return False
    month, day = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
    pattern = re.compile(rf"[0-9]{{4}}([-./ ]?){month}\1{day}(?![0-9])")
    return bool(pattern.match(flat, start))


def _word_before(flat: str, start: int) -> tuple[str, str]:
    """Return what stands before a number, in lower case, and the marks in between."""
    before = flat[max(0, start - 16) : start].lower()
    word = before.rstrip(" :#")
    return word, before[len(word) :]


def _latin_tail(word: str) -> str:
    bare = word.rstrip(".")
    return bare[len(bare.rstrip("abcdefghijklmnopqrstuvwxyz")) :]


def _counts_other(flat: str, start: int) -> bool:
    """Tell whether a word before the digits says what else they are: 订单号, 预算, QQ."""
    word, _ = _word_before(flat, start)
    return _latin_tail(word) in _LATIN_NO_PHONES or word.removesuffix("号").endswith(_NO_PHONES)


def _label_length(flat: str, start: int) -> int:
    """Return the length of a label such as "电话:" that ends where the digits start."""
    word, marks = _word_before(flat, start)
    label = max((one for one in _LABELS if word.endswith(one)), key=len, default="")
    if label:
        spoken = word.removesuffix(label).endswith(_VERBS)
        return 0 if spoken else len(label) + len(marks)
    latin = _latin_tail(word)
    if latin in _LATIN_LABELS or (latin in _LETTERS_WITH_COLON and marks.startswith(":")):
        return len(word) - word.rindex(latin) + len(marks)
    return 0


def _with_extension(flat: str, end: int) -> int:
    """Return the end of the extension that follows a number, or the end of the number."""
    if not flat[end : end + 2].strip(" ,").lower().startswith(("转", "轉", "分", "e", "x")):
        return end
    words = r"(?:转|轉|分机号?|分機號?|(?:extension|ext\.?|x)(?=[ :]*[0-9]{2}))"
    pattern = re.compile(rf"[ ,]?{words}[ :]*[0-9]{{1,6}}(?![0-9A-Za-z])", re.IGNORECASE)
    match = pattern.match(flat, end)
    return match.end() if match else end


def _with_marks(flat: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and flat[start - 1] in _MARKS:
        start -= 1
    while end < len(flat) and flat[end] in _MARKS:
        end += 1
    return start, end
