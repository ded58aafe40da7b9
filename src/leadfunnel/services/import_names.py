"""What a row calls its customer: one name of several columns, and tags."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.incoming import unique_tags
from leadfunnel.domain.tag import BadTag, Tag, read_tag
from leadfunnel.services.import_cells import Row, separated

NAMES = ("name", "first_name", "middle_name", "last_name", "display_name", "nickname")
UNTOLD = frozenset(("unspecified", "unknown", "未指定", "未知", "* mycontacts", "* my contacts"))
"""Tags that every customer has, or that say that there is none."""


COUNTRIES = ("中国", "中国大陆")
"""Where nearly everybody is, and so tells nothing."""


def full_name(row: Row) -> tuple[int, str]:
    """Return the name with the column it stands in; a nickname besides it goes to the note."""
    place, name = row.first("name")
    if not name:
        place, name = _joined(row)
    if not name:
        place, name = row.first("display_name")
    nick_place, nick = row.first("nickname")
    if row.reading.columns.own:
        return place, name
    if not name:
        return nick_place, one_line(nick)
    name = one_line(name)
    if nick and one_line(nick) != name:
        row.keep(nick_place, one_line(nick))
    return place, name


def _joined(row: Row) -> tuple[int, str]:
    parts = [row.first(name) for name in ("first_name", "middle_name", "last_name")]
    place = next((place for place, text in parts if text), -1)
    texts = [text for _, text in parts]
    if all(text.isascii() for text in texts):
        return place, " ".join(filter(None, texts))
    return place, texts[2] + texts[0] + texts[1]


def one_line(text: str) -> str:
    """Return a name on one line, without what shows nothing; signs and emoji stay."""
    if text.isprintable():
        return text
    kept = (" " if sign.isspace() else sign for sign in text if not _is_hollow(sign))
    return " ".join("".join(kept).split())


def _is_hollow(sign: str) -> bool:
    """Tell whether a sign shows nothing and joins nothing, as emoji and flags are joined."""
    joins = sign == "\u200d" or "\U000e0020" <= sign <= "\U000e007f"
    return unicodedata.category(sign) in ("Cf", "Co", "Cs") and not joins


def tags_of(row: Row) -> tuple[Tag, ...]:
    """Return the tags of a row; what is no tag goes to the note."""
    tags: list[Tag] = []
    own = row.reading.columns.own
    pieces = [(place, text, text if own else _group(text)) for place, text in row.parts("tags")]
    for place, dimension in row.reading.tagged:
        pieces += [
            (place, value, f"{dimension}:{value}")
            for value in _values(dimension, row.cells[place])
            if not is_nothing(value)
        ]
    for place, text, tag in pieces:
        try:
            tags += [_tag(tag)] if tag else []
        except BadTag:
            row.keep(place, text)
    return unique_tags(tags)


_tag = lru_cache(maxsize=4096)(read_tag)


def _group(tag: str) -> str:
    """Return a tag without the mark of a group that a system made, "" where it tells nothing."""
    return "" if tag.strip().casefold() in UNTOLD else tag.removeprefix("* ")


def _values(dimension: str, text: str) -> list[str]:
    """Return the single values of a tag column; WeChat parts a region by spaces, widest first."""
    found = [value for value in separated(text) if value.casefold() not in UNTOLD]
    if dimension != "region" or not re.search("[\u3400-\u9fff]", text):
        return found
    return [word for value in found for word in value.split() if word not in COUNTRIES]
