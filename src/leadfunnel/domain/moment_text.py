"""Typed text brought into the one form the moment rules are written for."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
NUMBER = "(?:[0-9]+|[一二三四五六七八九]?十[一二三四五六七八九]?|零?[一二三四五六七八九]|零)"

_CHARACTERS = str.maketrans(
    {
        **dict(zip("後週點個時鐘鍾間禮這內過現", "后周点个时钟钟间礼这内过现", strict=True)),
        **dict(zip("号號两兩俩倆〇", "日日二二二二零", strict=True)),
        "廿": "二十",
        "卅": "三十",
        "’": "'",
    }
)
_WEEKS = (("星期", "周"), ("礼拜", "周"))
_SPACE_AT_HAN = "(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])"
_DIGITS = "零一二三四五六七八九"


def normalised(text: str) -> str:
    """Return the text in half-width, lower-case, simplified form without spaces beside Chinese."""
    line = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if line.isascii():
        return line
    line = line.translate(_CHARACTERS)
    for spelling, usual in _WEEKS:
        line = line.replace(spelling, usual)
    return re.sub(_SPACE_AT_HAN, "", line)


def number(word: str) -> int:
    """Return the value of what NUMBER matches."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.lstrip("零").rpartition("十")
    return (10 * _digit(tens, 1) if ten else 0) + _digit(ones, 0)


def shortened(text: str) -> str:
    """Return the text on one line, cut where it is too long to be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 3] + "..."


def _digit(character: str, missing: int) -> int:
    return _DIGITS.index(character) if character else missing
