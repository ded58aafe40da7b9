"""Finding who is said to have brought a customer: 介绍人 张三, 李四介绍来的, via Zhang San."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.domain.line import BREAKS, TAKEN, Line

Span = tuple[int, int]

_WHOSE = "朋友|老客户|老客戶|老客|客户|客戶|同事|同学|同學|邻居|鄰居|亲戚|親戚|闺蜜|閨蜜"
_GENERIC = frozenset(
    (
        *_WHOSE.split("|"),
        *("熟人", "别人", "別人", "家人", "有人", "转", "轉", "自我", "产品", "產品", "他", "她"),
        *("老公", "老婆", "来", "详细", "简单"),
    )
)
_NO_START = ("想", "要", "请", "再", "给", "来", "帮", "做")
_BROUGHT = "(?:介[绍紹]|推[荐薦])(?:过来|過來|来|來|给我|給我)?的?"


def find_referrer(line: Line) -> Iterator[tuple[Span, Span, bool]]:
    """Yield (stretch, name, surely a referrer) of whoever is said to have brought the customer."""
    word = rf"[^{BREAKS}:()]"
    label = "(?:(?:转|轉)?介[绍紹]人|推[荐薦]人|引荐人|referrer)(?: *: *| +|是)"
    for match in line.matches(rf"(?<![^{BREAKS}]){label}({word}+)"):
        yield match.span(), match.span(1), True
    told = rf"(?<![^{BREAKS}])(?:{_WHOSE})?({word}{{2,12}}?){_BROUGHT}(?![^{BREAKS}])"
    for match in line.matches(told):
        if match[1] not in _GENERIC and not match[1].startswith(_NO_START):
            yield match.span(), match.span(1), True
    said = r"(?<![A-Za-z])(?:via|referred by|recommended by|introduced by)(?: +|: *)"
    for match in line.matches(said):
        ends = _name_ends(line.free, match.end())
        for end in ends:
            name = line.free[match.end() : end]
            sure = not match[0].lower().startswith("via") and (name.istitle() or end == ends[-1])
            yield (match.start(), end), (match.end(), end), sure


def _name_ends(flat: str, start: int) -> list[int]:
    """Return where a name of one to four words may end, the longest first."""
    words = re.match(rf"[^{BREAKS}]+(?: [^{BREAKS}]+){{0,3}}", flat[start:])
    if not words or TAKEN in words[0]:
        return []
    return [start + match.end() for match in re.finditer(r"[^ ]+", words[0])][::-1]
