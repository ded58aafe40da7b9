"""Taking a remark such as A-张三-浦东-烟机-13800138000 apart by a pattern that a person wrote.

A pattern is the remark with a word in braces for every part: `{mark}-{name}-{region}-{phone}`.
The words are fields (`name phone wechat company source tag note address region product ...`),
`{mark}` for what only sorts a list, as a leading A, and `{ignore}` for what is not wanted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from leadfunnel.domain.headers import read_field
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, UnreadableError

MARK, IGNORE = "mark", "ignore"
TAKEN = (
    *("name", "nickname", "phone", "wechat", "email", "company", "source", "owner", "outlet"),
    *("address", "tags", "note", "keep", IGNORE),
)
ONCE = ("name", "nickname", "company", "source", "owner", "outlet", "address")
WORDS = {"mark": MARK, "标记": MARK, "-": IGNORE, "忽略": IGNORE, "keep": "note"}
LONGEST, LONGEST_REMARK = 200, 500
SIGNS = "-_/|·,，、;+ "
"""What parts the words of a remark."""
MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")
_WITH_MOBILE = re.compile(
    rf"[{re.escape(SIGNS)}]*\(?(?:(?:电话|手机|tel|phone|mobile)[: ]*)?({MOBILE.pattern})\)?",
    re.IGNORECASE,
)
PHONE = r"\(?\+?\(?[0-9][0-9 ()./-]{3,24}[0-9]"
_GLUED = r"(?:[A-Za-z]{1,3})?[0-9]{0,4}[^\w\s]{0,3}\s*(?=[\u3400-\u9fff])"
_FREE = ("note", "address", "keep", IGNORE)
"""Parts that, at the end, may go on over the signs that part the others."""


class BadRemark(UnreadableError):
    """What was typed after --remark is no pattern."""

    code = "bad_remark"
    message = N_("Cannot use --remark {text}: {reason}.")
    hint = N_("Write the parts in braces, for example --remark '{example}'")

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text=text[:80], reason=reason, example="{mark}-{name}-{region}-{phone}")
        self.reason = reason


@dataclass(frozen=True)
class Part:
    """One part of a remark: the field it feeds, and the signs that follow it."""

    field: str
    after: str


@dataclass(frozen=True)
class Pattern:
    """How a remark is taken apart; `before` stands in front of the first part."""

    before: str
    parts: tuple[Part, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the parts feed, those that are dropped left out."""
        return tuple(part.field for part in self.parts if part.field not in (MARK, IGNORE))

    def split(self, remark: str) -> tuple[str, ...] | None:
        """Return the texts of `fields`, or None where the remark does not fit."""
        text = remark.strip()
        flat = flattened(text)
        lead = re.match(_literal(self.before), flat, re.IGNORECASE)
        if lead is None or len(text) > LONGEST_REMARK:
            return None
        start, found = lead.end(), []
        for number, part in enumerate(self.parts):
            ends = _ends(flat, start, part, last=number == len(self.parts) - 1)
            if ends is None:
                return None
            piece = text[start : ends[0]].strip()
            if not self._fits(part, flattened(piece), last=number == len(self.parts) - 1):
                return None
            if part.field not in (MARK, IGNORE):
                found.append(piece)
            start = ends[1]
        return tuple(found)

    def _fits(self, part: Part, piece: str, *, last: bool) -> bool:
        if last and part.field not in (*_FREE, "phone"):
            signs = {one.after.strip() or " " for one in self.parts[:-1] if one.after}
            if any(sign in piece for sign in signs - {" "}) or (" " in signs and " " in piece):
                return False
        return _is_such(part.field, piece)


def without_phones(text: str) -> tuple[str, list[str]]:
    """Return a text without the whole mobile numbers in it, and those."""
    flat, rest, phones, end = flattened(text), "", list[str](), 0
    for match in _WITH_MOBILE.finditer(flat):
        rest += text[end : match.start()]
        phones.append(match[1])
        end = match.end()
    return ((rest + text[end:]).strip(SIGNS), phones) if phones else (text, [])


def flattened(text: str) -> str:
    """Return the text, equally long, with the wide and varied forms of its signs made plain."""
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign in "‐‑‒–—―−－ー":
        return "-"
    if sign in "·•・‧∙⋅●":
        return "·"
    if sign.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _literal(signs: str) -> str:
    """Return the expression for the signs between parts; spaces around them do not count."""
    words = re.findall(r"\w+|[^\w\s]+", signs)
    if not words:
        return r"\s+" if signs else ""
    return r"\s*" + r"\s*".join(map(re.escape, words)) + r"\s*"


def _ends(flat: str, start: int, part: Part, *, last: bool) -> tuple[int, int] | None:
    """Return where a part ends and where the next one starts."""
    if not part.after:
        if last:
            return len(flat), len(flat)
        glued = re.compile(_GLUED).match(flat, start)
        return (glued.end(), glued.end()) if glued else (start, start)
    signs = re.compile(_literal(part.after), re.IGNORECASE)
    ends = [match.span() for match in signs.finditer(flat, start)]
    if part.field == "phone":
        ends = [end for end in ends if _is_such("phone", flat[start : end[0]].strip())][-1:]
    if last:
        ends = [end for end in ends if end[1] == len(flat)]
    return ends[0] if ends else None


def _is_such(field: str, piece: str) -> bool:
    """Tell whether a text can be what a part stands for; only a name has to be there."""
    if not piece:
        return field != "name"
    if field == "phone":
        return is_phone(piece)
    if field == "email":
        return "@" in piece and " " not in piece
    if field == "wechat":
        return not re.search(r"[\s\u3400-\u9fff]", piece)
    if field == MARK:
        return is_mark(piece)
    return field != "name" or not (is_phone(piece) or piece.isdecimal())


def is_phone(piece: str) -> bool:
    """Tell whether a piece looks like a phone and nothing else."""
    digits = sum(map(str.isdecimal, piece))
    return 7 <= digits <= 15 and re.fullmatch(PHONE, piece) is not None


def is_mark(piece: str) -> bool:
    """Tell whether a piece can be there only to sort a list: A, A00, AA, 01, *."""
    signs = all(unicodedata.category(sign)[0] in "SP" for sign in piece)
    return bool(re.fullmatch(r"[A-Za-z]{0,3}[0-9]{0,4}", piece)) or (signs and len(piece) <= 3)


def read_remark(text: str) -> tuple[str, Pattern]:
    """Read `PATTERN` or `COLUMN=PATTERN`; return the column, "" for none; raise BadRemark."""
    if len(text) > LONGEST:
        raise BadRemark(text, Phrase(N_("it has more than {limit} characters"), limit=LONGEST))
    head, brace, rest = text.partition("{")
    column, equals, before = head.rpartition("=")
    if not brace:
        raise BadRemark(
            text, Phrase(N_("it names no part in braces, such as {part}"), part="{name}")
        )
    if equals and not column.strip():
        raise BadRemark(text, Phrase(N_("it names no column before the =")))
    parts = _parts(text, "{" + rest)
    _check(text, parts)
    return column.strip(), Pattern(flattened(before if equals else head), parts)


def _parts(text: str, rest: str) -> tuple[Part, ...]:
    found = []
    for word, after in re.findall(r"\{([^{}]*)\}([^{}]*)", rest):
        meant = WORDS.get(word.strip().lower()) or read_field(word)
        if meant is None or not (meant in (*TAKEN, MARK) or meant.startswith("tag:")):
            told = N_("a remark has no part {part}; parts are {known}")
            known = ", ".join((MARK, *TAKEN, "region", "product", "tag:DIMENSION"))
            raise BadRemark(text, Phrase(told, part="{" + word + "}", known=known))
        found.append(Part(meant, flattened(after)))
    if "".join(re.findall(r"\{[^{}]*\}[^{}]*", rest)) != rest:
        raise BadRemark(text, Phrase(N_("a brace is left open, or closed twice")))
    return tuple(found)


def _check(text: str, parts: Sequence[Part]) -> None:
    fields = [part.field for part in parts]
    for place, part in enumerate(parts[:-1]):
        if not part.after and not (place == 0 and part.field == MARK):
            told = N_("no sign parts {first} from {second}")
            names = ["{" + field + "}" for field in fields[place : place + 2]]
            raise BadRemark(text, Phrase(told, first=names[0], second=names[1]))
    twice = next((field for field in ONCE if fields.count(field) > 1), "")
    if twice:
        raise BadRemark(text, Phrase(N_("it has {part} twice"), part="{" + twice + "}"))
    if not set(fields) - {MARK, IGNORE}:
        raise BadRemark(text, Phrase(N_("nothing of the remark would be read")))
