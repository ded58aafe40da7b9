"""What bytes of an encoding that cannot be told would read like, the likeliest encoding first."""

from __future__ import annotations

import codecs
import re

ENCODINGS = ("gb18030", "big5", "shift_jis", "cp1251", "cp1252")
LEADS = {
    "gb18030": ("gb2312", 0xB0, 0xD8),
    "big5": ("big5", 0xA4, 0xC7),
    "shift_jis": ("shift_jis", 0x82, 0x98),
}
"""Encoding: a character set of it, and between which lead bytes its everyday characters lie."""
NEAR, POOR, MOST = 0.3, 0.5, 2
"""How much worse than the best is unlikely, below what even the best is poor; so many are named."""
SHOWN = 40

Preview = dict[str, object]


def readings(sample: bytes) -> tuple[list[str], list[Preview]]:
    """Return the likely encodings, and what the first words beyond ASCII would be in each of all.

    No digits are shown, so no phone is.
    """
    found: list[tuple[float, Preview]] = []
    for encoding in ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)[:2000]
        except UnicodeDecodeError:
            continue
        words = re.findall(r"[^\W\d_]*[^\x00-\x7f\d]+[^\W\d_]*", text)
        preview = " ".join(words)[:SHOWN]
        told = f"{encoding}: {preview}"
        shown: Preview = {"encoding": encoding, "preview": preview, "text": told}
        found.append((_usual(text, encoding), shown))
    return _likely(found), [shown for _, shown in sorted(found, key=lambda one: -one[0])]


def _likely(found: list[tuple[float, Preview]]) -> list[str]:
    """Return those that read about as well as the best, or as far as they can where none does."""
    best = max((share for share, _ in found), default=0)
    near = [str(one["encoding"]) for share, one in found if share >= best - NEAR or best < POOR]
    return near[:MOST] or list(ENCODINGS[:MOST])


def _usual(text: str, encoding: str) -> float:
    """Return which share of what is not ASCII is everyday writing in an encoding."""
    if encoding in LEADS:
        charset, first, last = LEADS[encoding]
        signs = [sign for sign in text if not sign.isascii()]
        return sum(first <= sign.encode(charset, "replace")[0] < last for sign in signs) / (
            len(signs) or 1
        )
    words = [word for word in re.findall(r"[^\W\d_]+|[^\x00-\x7f]", text) if not word.isascii()]
    return sum(_is_word(word, latin=encoding == "cp1252") for word in words) / (len(words) or 1)


def _is_word(word: str, *, latin: bool) -> bool:
    """Tell whether a word has its capitals in front, and ASCII letters only if it is Latin."""
    mixed = bool(re.search("[A-Za-z]", word))
    return word.isalpha() and word in (word.lower(), word.capitalize()) and mixed is latin
