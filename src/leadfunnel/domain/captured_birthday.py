"""Finding a customer's birthday in a line: 生日 5月3日, 农历八月十五生日, birthday 3 May 1990."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.domain.birthday import read_birthday
from leadfunnel.domain.called import is_person
from leadfunnel.domain.line import BREAKS, Line
from leadfunnel.errors import UnreadableError

Span = tuple[int, int]
_MARK = "(?:[农農阴陰旧舊][历曆歷]|lunar )"
_SOLAR = "(?:[公阳陽国國新][历曆歷])"
_HAN_LABEL = (
    f"(?P<mark>{_MARK})?{_SOLAR}?(?:出生日期|出生|生日|birthday|b-?day|date of birth|dob|born)"
)
_FIGURES = (
    f"(?:{_MARK} ?)?(?:[0-9]{{4}} ?[-/.年] ?)?[闰閏]?"
    "(?:[0-9]{1,2}|[一二三四五六七八九十正冬腊臘]{1,2})[-/.月] ?"
    "(?:[0-9]{1,2}|[初廿卅一二三四五六七八九十]{1,3})[日号號]?"
)
_ORDINAL = "[0-9]{1,2}(?:st|nd|rd|th)?"
_NAMED = (
    rf"(?:{_ORDINAL}(?: of)? [a-z]{{3,9}}|[a-z]{{3,9}}\.? {_ORDINAL})(?:,? (?:19|20)[0-9]{{2}})?"
)
_DATE = f"(?P<date>{_FIGURES}|{_NAMED})(?![-/.]?[0-9年月])"
_AFTER_LABEL = rf"{_HAN_LABEL}(?:[(](?P<mark2>{_MARK})[)])?(?: is| on)*[是在为為]? ?:? ?{_DATE}"
_BEFORE_LABEL = (
    rf"(?<![-/.年月0-9]){_DATE}(?:的|是|过|過| is)?(?: ?(?:her|his|their))? ?"
    rf"(?:生日|出生|生|birthday|b-?day)(?![\u3400-\u9fffa-z0-9]| [a-z])"
)
_THEIR_OWN = ("她", "他", "客户", "客戶", "本人", "自己", "her", "his", "their")
_FAMILY = (
    "儿子 兒子 女儿 女兒 孩子 小孩 宝宝 寶寶 老婆 老公 妻子 丈夫 爱人 愛人 妈 媽 爸 母亲 母親 父亲"
    " 父親 爷爷 爺爺 奶奶 外公 外婆 公公 婆婆 岳父 岳母 孙子 孫子 孙女 孫女 弟弟 妹妹 男友 女友"
    " 朋友 对象 對象 老人 她先生 他太太 公司 店 狗 猫 son daughter wife husband mother father mum"
    " mom dad kid child baby boss friend partner sister brother dog cat 's ’s s'"
)
_KIN = tuple(_FAMILY.split())
_YOUNGEST = 5


def find_birthday(line: Line) -> str:
    """Take the customer's own birthday and return the form in which it is kept, or "".

    One of a child, without its calendar, or in no year of a customer's stays in the note.
    """
    if line.lexicon.day is None:
        return ""
    for span, text in _candidates(line):
        whose = _whose(line, span[0])
        stored = _read(line, text) if whose is not None else ""
        if stored:
            line.take(whose or span[0], span[1])
            return stored
    return ""


def _candidates(line: Line) -> Iterator[tuple[Span, str]]:
    """Yield where a birthday may stand, with the date as `read_birthday` takes it."""
    for match in line.matches(_AFTER_LABEL):
        yield match.span(), (match["mark"] or match["mark2"] or "") + match["date"]
    for match in line.matches(_BEFORE_LABEL):
        yield match.span(), match["date"]


def _whose(line: Line, start: int) -> int | None:
    """Return where the words about the customer's own birthday begin, None for another's."""
    head = line.flat[:start]
    word = re.split(f"[{BREAKS}:：]", head)[-1]
    before = head.rstrip(" ").lower()
    if before.endswith(_KIN):
        return None
    if not word or not re.search("[\u3400-\u9fff]", word):
        own = next((own for own in _THEIR_OWN if before.endswith(" " + own)), "")
        return None if word else (len(before) - len(own) if own else start)
    own = word.removesuffix("的")
    if own in _THEIR_OWN:
        return start - len(word)
    return start if is_person(own) else None


def _read(line: Line, text: str) -> str:
    day = line.lexicon.day
    slashed = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})", text.strip())
    if slashed and slashed[1] != slashed[2] and max(map(int, slashed.groups())) <= 12:
        return ""
    try:
        stored = read_birthday(text, line.lexicon.almanac())
    except UnreadableError:
        return ""
    year = re.search("[0-9]{4}", stored)
    return "" if year and day and int(year[0]) > day.year - _YOUNGEST else stored
