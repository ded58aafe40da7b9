"""Chinese words of a phrase in both scripts: found in simplified form, matched in either."""

from __future__ import annotations

import re

_TRADITIONAL = dict(
    zip(
        "節農曆歷陰舊閏臘聖誕親國慶勞動兒婦雙師萬陽龍頭穌難復燈長黨軍際個後過這週內",
        "节农历历阴旧闰腊圣诞亲国庆劳动儿妇双师万阳龙头稣难复灯长党军际个后过这周内",
        strict=True,
    )
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL)


def simplified(line: str) -> str:
    """Return the line with the characters of festivals and of the lunar calendar simplified."""
    return line if line.isascii() else line.translate(_SIMPLIFIED)


def either(word: str) -> str:
    """Return a pattern for a word in either script, English with or without its apostrophes."""
    if word.isascii():
        return re.sub(r"s\b", "'?s'?", re.escape(word))
    forms: dict[str, str] = {}
    for old, new in _TRADITIONAL.items():
        forms[new] = forms.get(new, new) + old
    return "".join(f"[{forms[char]}]" if char in forms else re.escape(char) for char in word)
