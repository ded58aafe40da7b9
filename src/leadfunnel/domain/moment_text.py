"""Typed text brought into the one form the moment rules are written for."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
NUMBER = "(?:[0-9]+|[一二三四五六七八九]?十[一二三四五六七八九]?|零?[一二三四五六七八九]|零)"
FIGURES = "[0-9零一二三四五六七八九十百]+"  # cheap to compile, but 三四 is no number


class NotANumber(ValueError):
    """Of FIGURES that make no number, as 三四 (three or four)."""


_CHARACTERS = str.maketrans(
    {
        **dict(zip("後週點個時鐘鍾間禮這內過現", "后周点个时钟钟间礼这内过现", strict=True)),
        **dict(zip("裡裏聽尋晝約於來頭遲國黃為當", "里里听寻昼约于来头迟国黄为当", strict=True)),
        **dict(zip("號兩倆俩兒剛趕許淩〇", "号两两两儿刚赶许凌零", strict=True)),
        "仨": "三个",
        "廿": "二十",
        "卅": "三十",
        "’": "'",
    }
)
_SPELLINGS = (
    ("星期", "周"),
    ("礼拜", "周"),
    ("元月", "一月"),
    ("钟头", "小时"),
    ("个钟", "个小时"),
    ("今个", "这个"),
    ("听日", "明天"),
    ("寻日", "昨天"),
    ("琴日", "昨天"),
    ("听朝", "明早"),
    ("今朝", "今早"),
    ("听晚", "明晚"),
    ("寻晚", "昨晚"),
    ("琴晚", "昨晚"),
    ("朝早", "早上"),
    ("上昼", "上午"),
    ("下昼", "下午"),
    ("晏昼", "下午"),
    ("而家", "现在"),
    ("依家", "现在"),
    ("宜家", "现在"),
    ("月头", "月初"),
    ("月尾", "月底"),
    ("年尾", "年底"),
)
_SPACE_AT_HAN = "(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])"
# Of 日 only these count days, 5日 is the fifth; 两月 is two months, 二月 February.
_COUNTED_DAYS = (
    "(?<![月第0-9零一二两三四五六七八九十百])"
    "(?:[0-9零一二两三四五六七八九十百]+(?=日[之以]?内)|[一三四五六七八九十](?=日[之以过]?[前后])"
    "|(?:两|3[2-9]|[4-9][0-9]|[0-9]{3,})(?=日[之以过]?[前后]))日"
)
_BEFORE = ("定在", "定于", "约在", "就在", "在", "于", "到", "约")
_BEHIND = ("!", "。", ".", "吧", "的时候")
_DIGITS = "零一二三四五六七八九"


def normalised(text: str) -> str:
    """Return the text in half-width, lower-case, simplified form without spaces beside Chinese."""
    line = " ".join(unicodedata.normalize("NFKC", text).lower().split()).rstrip("?! ")
    if line.isascii():
        return line
    line = line.translate(_CHARACTERS)
    if " " in line:
        line = re.sub(_SPACE_AT_HAN, "", line)
    for spelling, usual in _SPELLINGS:
        line = line.replace(spelling, usual)
    if "日" in line and any(mark in line for mark in "前后内"):
        line = re.sub(_COUNTED_DAYS, lambda match: match[0][:-1] + "天", line)
    if ":" in line and "分" in line:
        line = re.sub("(?<=:[0-9]{2})分", "", line)
    line = line.replace("两月", "二个月").replace("两", "二").replace("号", "日")
    return _bare(line)


def _bare(line: str) -> str:
    """Return the line without the small words before and behind a moment: 在, 吧, 的时候."""
    for word in _BEHIND:
        line = line.removesuffix(word)
    word = next((word for word in _BEFORE if line.startswith(word)), "")
    return line[len(word) :]


def number(word: str) -> int:
    """Return the value of what NUMBER or FIGURES match; raise NotANumber where it has none."""
    if word.isdecimal() and word.isascii():
        return int(word)
    if not word or (len(word) > 1 and word[-1] == "零" and word != "零零"):
        raise NotANumber
    hundreds, hundred, rest = word.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if hundred and rest and not (ten or rest[0] == "零"):
        raise NotANumber  # 一百二 is rather 120
    value = 100 * _digit(hundreds) if hundred else 0
    value += 10 * (_digit(tens.removeprefix("零")) if tens else 1) if ten else 0
    return value + (_digit(ones[1:] if len(ones) > 1 and ones[0] == "零" else ones) if ones else 0)


def shortened(text: str) -> str:
    """Return the text on one line, cut where it is too long to be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 3] + "..."


def digits(word: str) -> str:
    """Return the figures of a number said digit by digit: 二零二六 is 2026."""
    return "".join(figure if figure.isascii() else str(_digit(figure)) for figure in word)


def _digit(figure: str) -> int:
    if len(figure) != 1 or figure not in _DIGITS:
        raise NotANumber
    return _DIGITS.index(figure)
