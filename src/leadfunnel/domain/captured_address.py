"""Finding an address in a line, by its label."""

from __future__ import annotations

import re

from leadfunnel.domain.line import BREAKS, Line

Span = tuple[int, int]
_HAN = "\u3400-\u9fff"
_PLACES = "省市区區县縣镇鎮乡鄉村路街道巷弄号號栋棟幢室楼樓层層座苑园園"
_ROADS = ("street", "st", "road", "rd", "avenue", "ave", "lane", "floor")
_WISHES = ("想", "要", "换", "換", "买", "買", "预算", "預算", "下", "明")


def find_address(line: Line) -> Span | None:
    """Take what follows 地址: or Address: as far as it reads like one; return where it stands."""
    labels = "(?:(?:收货|收貨|联系|聯絡|家庭|公司|送货|送貨)?地址|住址|address|addr)"
    label = next(line.matches(rf"(?<![^{BREAKS}]){labels}(?: *: *| +)(?=[^{BREAKS}])"), None)
    if label is None:
        return None
    end = start = label.end()
    for match in re.finditer(rf"[ ,]*[^{BREAKS}]+", line.free[start:]):
        if match.start() and not _goes_on(line.free[start:end], line.free[end:], match[0]):
            break
        end = start + match.end()
    line.take(label.start(), end)
    return start, end


def _goes_on(address: str, rest: str, word: str) -> bool:
    """Tell whether a word goes on with an address: it is called after a place, or numbers one."""
    bare = word.strip(" ,")
    if not rest.startswith(word) or len(re.sub("[^0-9]", "", bare)) >= 7 or ":" in bare:
        return False
    if re.search(f"[{_HAN}]", bare):
        return not bare.startswith(_WISHES) and bool(re.search(f"[{_PLACES}]", bare))
    if bare[0].isdecimal():
        counts = re.match(" [a-z]", rest[len(word) :])
        numbers = address[-1] in _PLACES or (address.isascii() and word.startswith(","))
        return numbers and not counts
    called = bare[0].isupper() or bare.rstrip(".").lower() in _ROADS
    return called and address.isascii()
