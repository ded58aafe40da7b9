"""What is typed after a call: one key, perhaps a second with a moment, and words."""

from __future__ import annotations

import re
from collections.abc import Collection

from leadfunnel.domain.line import plain_word
from leadfunnel.domain.record import dataclass

GRADED = {"a": "A", "b": "B", "d": "D"}
KEYS = frozenset((*"abxdwvnsuqgj", "gq"))
JOINED = {"g": "phone", "gq": "qr"}
THEN = frozenset("vn")
_WORDS = {
    "a": ("强", "強", "keen"),
    "b": ("犹豫", "猶豫", "unsure"),
    "x": ("c", "未接", "没接", "沒接", "不通"),
    "d": ("无意", "無意", "無意願"),
    "w": ("空号", "空號", "错号", "錯號", "停机"),
    "v": ("约到店", "約到店", "到店"),
    "n": ("下次",),
    "g": ("群", "进群", "進群", "joined"),
    "gq": ("g扫码", "g掃碼", "gqr", "扫码", "掃碼", "扫", "掃", "二维码", "qr"),
    "j": ("无效", "無效", "清掉", "junk"),
    "s": ("跳", "跳过", "跳過", "skip"),
    "u": ("撤", "撤销", "復原", "undo"),
    "q": ("停", "退", "退出", "quit", "exit"),
}
_KEY_OF = {word: key for key, words in _WORDS.items() for word in words}
_LED = re.compile(r"(约到店|約到店|约|約|下次)(?=\S)")


@dataclass(frozen=True)
class Answer:
    """An answer taken apart; `then` is v or n where `rest` begins with the moment it needs.

    `joined` tells how they joined the group, phone or qr, None where they did not.
    """

    key: str
    then: str | None = None
    rest: str = ""
    joined: str | None = None


def read_answer(line: str) -> Answer | None:
    """Return what was typed, None where it begins with no key.

    A key stands alone, or right before a character that is no Latin letter: a v周六, x关机.
    """
    key, rest = _taken(line, KEYS)
    if key is None:
        return None
    if key in THEN:
        return Answer(key, key, rest)
    if key not in (*GRADED, *JOINED, "x"):
        return Answer(key, None, rest)
    key, joined, rest = _with_group(key, rest)
    then, after = _taken(rest, THEN)
    if then is not None:
        return Answer(key, then, after, joined)
    return Answer(key, None, rest, joined)


def _with_group(key: str, rest: str) -> tuple[str, str | None, str]:
    """Return the key, how they joined the group, and the rest: a g, g a, a g扫码, g alone."""
    if key == "x":
        return key, None, rest
    if key in JOINED:
        way, rest = _way(key, rest)
        grade, after = _taken(rest, GRADED)
        return (grade, way, after) if grade else ("g", way, rest)
    joined, after = _taken(rest, JOINED)
    return (key, *_way(joined, after)) if joined else (key, None, rest)


def _way(key: str, rest: str) -> tuple[str, str]:
    """Return how they joined, which a word after the key may say, and the rest."""
    scanned, after = _taken(rest, {"gq"})
    return ("qr", after) if scanned else (JOINED[key], rest)


def _taken(text: str, keys: Collection[str]) -> tuple[str | None, str]:
    """Return the key at the start of a text and what follows it; None and the text for none."""
    text = text.strip()
    word, _space, rest = text.partition(" ")
    plain = plain_word(word)
    key = plain if plain in KEYS else _KEY_OF.get(plain)
    if key in keys:
        return key, rest.strip()
    led = _LED.match(text)
    if led:
        key = "n" if led[1] == "下次" else "v"
        return (key, text[led.end() :].strip()) if key in keys else (None, text)
    first = plain[:1]
    if first in keys and len(word) > 1 and _may_follow(first, plain[1]):
        return first, text[1:].strip(" ,，:：、")
    return None, text


def _may_follow(key: str, sign: str) -> bool:
    if sign.isascii():
        return sign in ",:" or (sign.isdigit() and key in THEN)
    return True
