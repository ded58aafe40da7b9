"""Drawing SVG as PNG with the fonts of this computer, and never with boxes for letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from leadfunnel.errors import N_, StoreError

ZOOM = 2
FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "sans-serif",
)  # fmt: skip
"""The fonts looked for, the first that is there; what it lacks is taken from any other."""
TAIWAN = ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei")
_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
_NOWHERE = "\U0010fffd"
"""A character that no font has: what it is drawn as, any that is missing is drawn as."""


class NoDrawer(StoreError):
    """The library that draws is not installed."""

    code = "no_drawer"
    message = N_("Pictures need a library that is not installed: nothing was written.")
    hint = N_("Install it with: pip install 'leadfunnel[image]'")


class NoFont(StoreError):
    """No font of this computer has these characters."""

    code = "no_font"
    message = N_("No font here has {signs}: the picture would show boxes. Nothing was written.")
    hint = N_("Install one, e.g.: sudo apt-get install fonts-noto-cjk")


def png(svg: str, language: str) -> bytes:
    """Return a picture as PNG, twice as large; raises NoDrawer and NoFont."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise NoDrawer() from None
    families = (*TAIWAN, *FAMILIES) if language == "zh-TW" else FAMILIES

    def draw(content: str, size: str, zoom: int = 1) -> bytes:
        names = ",".join(f"&quot;{name}&quot;" for name in families)
        names = names.replace("&quot;sans-serif&quot;", "sans-serif")
        start = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{names}">'
        return bytes(svg_to_bytes(svg_string=f"{start}{content}</svg>", zoom=zoom))

    missing = _missing(svg, lambda sign: draw(_alone(sign), 'width="24" height="24"'))
    if missing:
        raise NoFont(signs=" ".join(missing[:10]))
    head, body = svg.removesuffix("</svg>").split(">", 1)
    size = " ".join(re.findall(r'(?:viewBox|width|height)="[^"]*"', head))
    return draw(body, size, ZOOM)


def _alone(sign: str) -> str:
    return f'<text x="2" y="18" font-size="16">{sign}</text>'


def _missing(svg: str, draw: Callable[[str], bytes]) -> list[str]:
    """Return the characters of a picture that would be drawn as a box, or not at all."""
    signs = sorted({sign for text in _TEXT.findall(svg) for sign in unescape(text)} - {" "})
    asked = [sign for sign in signs if not sign.isascii()]
    boxes = {draw(_NOWHERE), draw(" ")}
    return [sign for sign in (*signs[:1], *asked) if draw(escape(sign)) in boxes]
