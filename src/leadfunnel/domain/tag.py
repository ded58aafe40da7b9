"""Tags: a dimension and a value, or a bare word."""

from __future__ import annotations

import re
import unicodedata

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

LONGEST_TAG = 100
DIMENSIONS = {
    "age": ("年龄", "年齡"),
    "gender": ("性别", "性別", "sex"),
    "region": ("地区", "地區", "区域", "區域"),
    "industry": ("行业", "行業", "產業"),
    "problem": ("问题", "問題"),
    "interest": ("兴趣", "興趣"),
    "usage": ("用途", "使用性质", "使用性質"),
    "values": ("价值观", "價值觀"),
    "need.explicit": ("要", "需求", "显性需求", "顯性需求", "need"),
    "need.implicit": ("隐", "隱", "隐性需求", "隱性需求"),
    "product": ("产品", "產品"),
}
_CODES = {name: code for code, names in DIMENSIONS.items() for name in (code, *names)}


class BadTag(UnreadableError):
    """The text is no tag."""

    code = "bad_tag"
    message = N_('Cannot read "{text}" as a tag.')
    hint = N_("Type a word or dimension:value, at most 100 characters, like VIP or region:Pudong.")


@dataclass(frozen=True)
class Tag:
    """A value in a dimension; the dimension of a bare word is empty."""

    dimension: str
    value: str

    def __str__(self) -> str:
        """Return the form that is typed and shown."""
        return f"{self.dimension}:{self.value}" if self.dimension else self.value


def read_tag(text: str) -> Tag:
    """Read `#word`, `+word`, `word`, or the same with `dimension:value`; raises `BadTag`."""
    bare = text.strip().lstrip("#＃+＋ \t\u3000")
    parts = re.split("[:：]", bare, maxsplit=1)
    dimension = read_dimension(parts[0]) if len(parts) > 1 else ""
    value = " ".join(parts[-1].split())
    if dimension is None or not value or any(unicodedata.category(sign) == "Cc" for sign in bare):
        raise BadTag(text=text.strip()[:40])
    tag = Tag(dimension, value)
    if len(str(tag)) > LONGEST_TAG:
        raise BadTag(text=text.strip()[:40])
    return tag


def read_dimension(text: str) -> str | None:
    """Return a dimension's code, in lower case if it is one's own; None if it is no plain word."""
    word = _folded(text.strip())
    if not re.fullmatch(r"[^\W\d_][\w.-]{0,49}", word):
        return None
    return _CODES.get(word, word)


def is_known(dimension: str) -> bool:
    """Tell whether the code is that of a dimension every store has."""
    return dimension in DIMENSIONS


def key(tag: Tag) -> str:
    """Return what tags are compared by: no case, no width."""
    return _folded(str(tag))


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)
