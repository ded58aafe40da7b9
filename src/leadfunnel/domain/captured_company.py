"""Finding the company that a line names."""

from __future__ import annotations

import re

from leadfunnel.domain.line import BREAKS, Line, plain_word

Span = tuple[int, int]

_HAN = "\u3400-\u9fff"
_FIRM = "股份有限公司|有限责任公司|有限責任公司|有限公司|公司|集团|集團|商行|工作室|事务所|事務所"
_SHOP = "店|厂|廠"
# What a company is called begins with none of these, and does not end so before 店.
_NO_START = (
    *"想要在去到来來给給从從是找问看我你他她这這那某每几幾刚剛已不没約约换換买買跟让讓叫做帮幫",
    *("今天", "明天", "昨天", "后天", "後天", "下周", "下週", "上周", "上週", "小公司", "大公司"),
)
_NO_SHOP = (
    *"到来來进進去回本门門网網开開逛看家个個的这這那几幾多二分总總新老小大",
    *("便利", "专卖", "專賣", "旗舰", "旗艦", "实体", "實體", "体验", "體驗", "连锁", "連鎖"),
)
_SUFFIX = (
    r"(?:(?:Pte|Pty)\.? )?(?:Ltd|Limited|LLC|GmbH|PLC|Corp(?:oration)?|Inc)\b\.?"
    r"|Co\.,? ?(?:,? ?Ltd\b\.?)?|Company\b"
)


def find_company(line: Line) -> Span | None:
    """Take the company that a line names, by its label, its ending, or because it is known."""
    for find in (_labelled, _chinese, _latin, _known):
        span = find(line)
        if span:
            return span
    return None


def _labelled(line: Line) -> Span | None:
    labels = "公司名称|公司名稱|公司|单位|單位|企业|企業|company|employer|firm"
    words = r"(?-i:[A-Z0-9][\w&.'’-]*(?: [A-Z0-9&][\w&.'’-]*)+)"
    pattern = rf"(?<![^{BREAKS}])(?:{labels}) *: *({words}|[^{BREAKS}]+)"
    match = next(line.matches(pattern), None)
    if match is None:
        return None
    line.take(*match.span())
    return match.span(1)


def _known(line: Line) -> Span | None:
    known = frozenset(map(plain_word, line.lexicon.companies))
    for span in line.words() if known else ():
        if plain_word(line.said(span)) in known and not _is_part_of_name(line, span):
            line.take(*span)
            return span
    return None


def _is_part_of_name(line: Line, span: Span) -> bool:
    """Tell whether a Latin word stands beside another with a capital, as Acme in Jane Acme."""
    before = line.free[max(0, span[0] - 40) : span[0]]
    after = line.free[span[1] : span[1] + 2]
    beside = re.search(r"[A-Z][\w'’.-]* $", before) or re.match(r" [A-Z]", after)
    return bool(beside) and line.said(span).isascii()


def _chinese(line: Line) -> Span | None:
    for start, end in line.words():
        word = line.free[start:end]
        match = re.match(
            rf"[{_HAN}A-Za-z0-9()&·]{{2,30}}?(?:{_FIRM})|[{_HAN}A-Z]{{2,12}}(?:{_SHOP})$", word
        )
        if match and _is_company(match[0]) and _is_person(word[match.end() :]):
            line.take(start, start + match.end())
            return start, start + match.end()
    return None


def _is_company(word: str) -> bool:
    stem = re.sub(f"(?:{_FIRM}|{_SHOP})$", "", word)
    shop = word.endswith(tuple(_SHOP.split("|")))
    return (
        len(stem) >= 2
        and not word.startswith(_NO_START)
        and not (shop and stem.endswith(_NO_SHOP))
        and not re.search("[想买買换換问問]|到店", stem)
    )


def _is_person(rest: str) -> bool:
    """Tell whether a company may end here: nothing follows but a person, as in 华新公司李总."""
    from leadfunnel.domain.called import is_titled

    bare = rest.removeprefix("的")
    return not rest or is_titled(bare)


def _latin(line: Line) -> Span | None:
    pattern = (
        rf"(?<![^{BREAKS}(])(?P<at>(?:at|from|of) )?"
        rf"(?P<firm>[A-Z0-9][\w'’.-]*(?:(?: | & |, (?=Ltd|Inc|LLC))[A-Z0-9&][\w'’.-]*){{0,4}}?"
        rf"(?:,? (?:{_SUFFIX})| & Co\.(?:,? Ltd\b\.?)?))(?![A-Za-z0-9])"
    )
    for match in re.finditer(pattern, line.free):
        line.take(*match.span())
        return match.span("firm")
    return None
