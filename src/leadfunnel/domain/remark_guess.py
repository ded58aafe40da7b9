"""Proposing how remarks may be taken apart, from what their parts look like.

A proposal is never used unasked: a person confirms it once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from leadfunnel.domain.called import is_person
from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.remark import (
    MOBILE,
    SIGNS,
    Pattern,
    flattened,
    is_mark,
    is_phone,
    read_remark,
)
from leadfunnel.domain.remark_words import goods, is_called_place, places

MOST, FEWEST = 2000, 2
SHARE, SURE, MAIN = 0.1, 0.5, 0.6
"""A shape of remarks is proposed from this share of all on; a part is a name if this share of it
looks like one, and what it is otherwise takes the last."""

_GLUED = re.compile(r"[A-Za-z]{1,3}[0-9]{0,4}|[0-9]{1,4}|[^\w\s]{1,3}")


@dataclass(frozen=True)
class Proposal:
    """A pattern as it would be typed, and how many remarks it takes apart."""

    text: str
    pattern: Pattern
    fits: int


def propose(remarks: Sequence[str], known: Mapping[str, str]) -> list[Proposal]:
    """Return patterns for remarks, the commonest shape first; `known` is the field of a word."""
    kept = [text for remark in remarks[:MOST] if (text := remark.strip())]
    hidden = [MOBILE.sub(_bare, flattened(text)) for text in kept]
    sign = _sign(hidden)
    known = {**_words(), **known}
    if sign == " " and _share(hidden, is_person) >= SURE:
        return []  # first and last names
    texts = [*_shapes(hidden, sign, known)] if sign else []
    if not texts and _are_marked(hidden):
        texts = ["{mark}{name}"]
    return _useful(texts, kept)


def pieces(remark: str) -> list[str]:
    """Return the words of a remark, by whatever sign they are parted."""
    return [word for word in re.split(f"[{re.escape(SIGNS)}]+", flattened(remark)) if word]


def _bare(match: re.Match[str]) -> str:
    """Return a phone without the signs in it, which might be those that part the remark."""
    return re.sub(r"[^0-9+]", "", match[0])


def _words() -> dict[str, str]:
    found = dict.fromkeys(map(fold, places()), "tag:region")
    return {**dict.fromkeys(map(fold, goods()), "tag:product"), **found}


def _sign(hidden: Sequence[str]) -> str:
    """Return the sign that parts most remarks; a space only where no other sign does."""
    counts = Counter(sign for text in hidden for sign in set(SIGNS) & set(text))
    best = max(SIGNS, key=lambda sign: (counts[sign], sign != " "), default="")
    return best if counts[best] >= max(FEWEST, len(hidden) * SHARE) else ""


def _shapes(hidden: Sequence[str], sign: str, known: Mapping[str, str]) -> list[str]:
    groups: dict[int, list[list[str]]] = defaultdict(list)
    for text in hidden:
        parts = [
            part.strip() for part in re.split(r"\s+" if sign == " " else re.escape(sign), text)
        ]
        groups[len(parts)].append(parts)
    least = max(FEWEST, len(hidden) * SHARE)
    usual = [rows for count, rows in groups.items() if 1 < count <= 8 and len(rows) >= least]
    found = [_shape(rows, sign, known) for rows in sorted(usual, key=len, reverse=True)]
    return [text for text in found if text]


def _shape(rows: Sequence[Sequence[str]], sign: str, known: Mapping[str, str]) -> str:
    """Return the pattern of remarks with equally many parts, "" where no part is a name."""
    columns = list(zip(*rows, strict=True))
    fields = [_field(column, place, known) for place, column in enumerate(columns)]
    names = [
        (_share(column, is_person), -place)
        for place, column in enumerate(columns)
        if fields[place] in ("tag", "note")
    ]
    best, place = max(names, default=(0.0, 0))
    if best >= SURE:
        fields[-place] = "name"
    elif "name" not in fields:
        return ""
    parts = ["{" + field + "}" for field in fields]
    if fields[0] == "name" and _are_marked(columns[0]):
        parts[0] = "{mark}{name}"
    return sign.join(parts)


def _field(column: Sequence[str], place: int, known: Mapping[str, str]) -> str:
    """Return what most texts in a place are."""
    kinds = Counter(_kind(text, place, known) for text in column if text)
    kind, count = max(kinds.items(), key=lambda pair: pair[1], default=("note", 0))
    if kind and count >= MAIN * kinds.total():
        return kind
    if place == 0 and _are_marked(column):
        return "name"
    repeats = len(column) > 3 and len(set(column)) <= 0.7 * len(column)
    return "tag" if repeats and max(map(len, column)) <= 8 and max(map(len, column)) > 1 else "note"


def _kind(text: str, place: int, known: Mapping[str, str]) -> str:
    if is_phone(text):
        return "phone"
    if place == 0 and is_mark(text):
        return "mark"
    found = known.get(fold(text), "")
    if not found and is_called_place(text) and not is_person(text):
        found = "tag:region"
    return found.removeprefix("tag:") if found in ("tag:region", "tag:product") else found


def _share(column: Sequence[str], test: Callable[[str], bool]) -> float:
    said = [text for text in column if text]
    return sum(map(test, said)) / len(said) if said else 0.0


def _are_marked(texts: Sequence[str]) -> bool:
    """Tell whether most texts are a name right after a mark: A00王姐."""
    return _share(texts, _is_marked) >= MAIN


def _is_marked(text: str) -> bool:
    mark = _GLUED.match(text)
    return bool(mark) and is_person(text[mark.end() :].strip() if mark else "-")


def _useful(texts: Sequence[str], remarks: Sequence[str]) -> list[Proposal]:
    """Return the patterns that take apart what none before them does."""
    found, left = [], list(remarks)
    for text in texts[:3]:
        pattern = read_remark(text)[1]
        rest = [remark for remark in left if pattern.split(remark) is None]
        if len(left) - len(rest) >= FEWEST:
            found.append(Proposal(text, pattern, len(left) - len(rest)))
            left = rest
    return found
