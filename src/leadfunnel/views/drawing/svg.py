"""Elements of SVG; every text is escaped here, and measured where it must fit."""

from __future__ import annotations

import re
import unicodedata

from leadfunnel.domain.record import dataclass
from leadfunnel.views.text import visible

WIDTH = 400
"""All pictures are so wide, which a phone shows almost as it is."""
SIZE = 13
_UNFIT = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True)
class Drawing:
    """A picture: its height, its elements, and what it shows in one sentence."""

    height: float
    body: str
    told: str


def escaped(text: str) -> str:
    """Return a text for XML: no mark-up, no control characters, no half characters."""
    plain = _UNFIT.sub("\ufffd", visible(text))
    return "".join(_MARKS.get(sign, sign) for sign in plain)


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; `content` is mark-up already, and `klass` is the attribute class."""
    told = "".join(
        f' {key.replace("klass", "class").replace("_", "-")}="{escaped(_value(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)


def label(x: float, y: float, text: str, klass: str = "ink", anchor: str = "start") -> str:
    """Return a line of text; `anchor` is start, middle or end."""
    return element("text", escaped(text), x=x, y=y, klass=klass, text_anchor=anchor)


def broad(text: str, size: float = SIZE) -> float:
    """Return about how wide a text is drawn, rather too wide than too narrow."""
    return sum(_ems(sign) for sign in text) * size


def _ems(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.72 if sign.isupper() or sign in "mwMW%@" else 0.58


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """Return as much of a text as fits, with dots where some was left out."""
    if broad(text, size) <= room:
        return text
    kept = ""
    for sign in text:
        if broad(kept + sign + "…", size) > room:
            break
        kept += sign
    return kept.rstrip() + "…"
