"""One folding of text for search, duplicates, import and exact-name keys."""

from __future__ import annotations

from functools import cache
from unicodedata import category, normalize

FOLD_VERSION = 1
"""Stored folded text and search tokens are rebuilt when this differs from the store's."""

# Letters whose stroke is no combining mark, and punctuation that keyboards and phones vary.
_SPELLINGS: dict[str, str | None] = {
    "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t",
    "ı": "i", "‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "‐": "-", "–": "-",
    "—": "-", "−": "-",
}  # fmt: skip
# The dot in 阿卜杜·卡里木 is written in many ways, or not at all.
_DOTS = "·•・‧∙⋅"
# Combining marks, variation selectors and the fillers that show nothing.
_UNSEEN = (
    *range(0x300, 0x370), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
    0x115F, 0x1160, 0x17B4, 0x17B5,
)  # fmt: skip
_REMOVED = {"Cc", "Cf", "Cs"}


def fold(text: str) -> str:
    """The key of a text: letter case, width, diacritics, script variant and spacing are gone.

    Traditional characters become simplified, control and zero-width characters and middle dots
    vanish, and a run of white space is one space. Folding twice is folding once.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().replace("`", "'").split())
    if all(map(_is_usual, text)):
        return " ".join(text.lower().translate(_swift()).split())
    # The spacing acute would become a space; people type it for an apostrophe.
    seen = normalize("NFKC", _printable(text).replace("´", "'")).casefold()
    plain = normalize("NFKC", seen).translate(_table())
    return " ".join(normalize("NFKC", plain).split())


def shown(text: str) -> str:
    """Return the text, or nothing if no sign of it can be seen or looked for."""
    usual = text.isprintable() and (text.isascii() or all(map(_is_usual, text)))
    return text if usual or fold(text) else ""


@cache
def _is_usual(char: str) -> bool:
    """Whether it is Han, ASCII or a full-width twin, as in most Chinese texts.

    No sign of these ever joins another, so that they are folded one by one, four times as fast.
    A pattern of these ranges takes a millisecond to compile.
    """
    return (
        " " <= char <= "~"
        or "一" <= char <= "\u9fff"
        or "\uff01" <= char <= "\uff5e"
        or "\u3000" <= char <= "\u3002"
    )


@cache
def _swift() -> dict[int, str | None]:
    table = _table()
    wide = {code: normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
    return table | {code: table.get(ord(sign), sign) for code, sign in wide.items()}


def _printable(text: str) -> str:
    """Without control and format characters, white space excepted."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char.isspace() or category(char) not in _REMOVED)


@cache
def _table() -> dict[int, str | None]:
    from leadfunnel.domain.fold_table import NEW, OLD

    table: dict[int, str | None] = dict(zip(map(ord, OLD), NEW, strict=True))
    table.update(str.maketrans(_SPELLINGS))
    table.update(dict.fromkeys((*_UNSEEN, *map(ord, _DOTS))))
    return table
