"""One comparison of a filter: what may be compared with what, and how values are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.record import field as record_field
from leadfunnel.domain.tag import is_known, read_dimension
from leadfunnel.errors import N_, UnreadableError

TEXT_FIELDS = frozenset(
    (
        *("name", "company", "phone", "wechat", "email", "source", "owner", "outlet"),
        *("stage", "pipeline", "tag", "id", "note", "plan", "bought", "segment"),
    )
)
TIME_FIELDS = frozenset(
    (
        *("created", "last_contact", "next", "stage_since", "birthday"),
        *("first_purchase", "last_purchase"),
    )
)
FLAGS = frozenset(
    ("untagged", "no_next", "never_contacted", "overdue", "do_not_contact", "replied")
)
COUNTS = frozenset(("purchases", "touches"))
RANKED = frozenset(("level",))
NAMED = frozenset(("layer", "grade"))
AMOUNTS = frozenset(("spent",))
WHOLE = RANKED | NAMED | AMOUNTS | {"segment"}
MEASURED_FIELDS = COUNTS | RANKED | NAMED | AMOUNTS
SCORE_PREFIX = "score."
TAG_PREFIX = "tag:"
FIELD_PREFIX = "field:"
NONE_DECLARED: Mapping[str, str] = {}
_ALIASES = {
    "姓名": "name", "名字": "name", "公司": "company", "电话": "phone", "電話": "phone",
    "手机": "phone", "手機": "phone", "微信": "wechat", "邮箱": "email", "郵箱": "email",
    "電子郵件": "email", "信箱": "email",
    "来源": "source", "來源": "source", "负责人": "owner", "負責人": "owner", "门店": "outlet",
    "門市": "outlet", "阶段": "stage", "階段": "stage", "标签": "tag", "標籤": "tag",
    "备注": "note", "備註": "note", "生日": "birthday", "没标签": "untagged", "沒標籤": "untagged",
    "没有下一步": "no_next", "沒有下一步": "no_next", "过期": "overdue", "逾期": "overdue",
    "层": "layer", "層": "layer", "分层": "layer", "分層": "layer", "客户层": "layer",
    "客戶分層": "layer",
    "等级": "level", "等級": "level", "级别": "level", "級別": "level", "会员": "level",
    "會員": "level", "会员等级": "level", "會員等級": "level", "通话等级": "grade",
    "通話等級": "grade", "意愿": "grade", "意願": "grade", "购买次数": "purchases",
    "購買次數": "purchases", "成交次数": "purchases", "成交次數": "purchases",
    "最近购买": "last_purchase", "最近購買": "last_purchase", "上次购买": "last_purchase",
    "上次購買": "last_purchase", "首次购买": "first_purchase", "首次購買": "first_purchase",
    "首购": "first_purchase", "买过": "bought", "買過": "bought", "消费": "spent", "消費": "spent",
    "累计消费": "spent", "累計消費": "spent", "接触次数": "touches", "接觸次數": "touches",
    "计划": "plan", "計劃": "plan", "計畫": "plan",
    "客群": "segment", "分群": "segment",
    "回过": "replied", "回過": "replied", "回了": "replied",
}  # fmt: skip
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "週": 7, "m": 30, "月": 30, "y": 365, "年": 365}
_SCORE = r"(?:score|评分|評分)\.[a-z][a-z0-9_]*\Z"
_MOST_DAYS = 36_500
_YES = frozenset(("yes", "true", "1", "是"))
_NO = frozenset(("no", "false", "0", "否"))


class BadFilter(UnreadableError):
    """A filter that cannot be read; `position` counts characters from 1."""

    code = "bad_filter"
    message = N_('Cannot read the filter from character {position} on: "{text}".')
    hint = N_('Conditions look like: stage=C and last_contact<14d and not company~"Acme".')


class UnknownField(BadFilter):
    """A word that is neither a field nor a dimension of tags."""

    message = N_('No field is called "{text}" (character {position} of the filter).')
    hint = N_("Perhaps {suggestions} was meant.")


class BadFilterValue(BadFilter):
    """A value, or an operator, that the field cannot be compared with."""

    message = N_('Cannot compare {field} with "{text}" (character {position} of the filter).')
    hint = N_("Type it like {example}.")


class UnendedQuote(BadFilter):
    """An opening quotation mark without its partner."""

    message = N_("The quotation mark at character {position} of the filter is not closed.")


class UnpairedBracket(BadFilter):
    """A bracket without its partner."""

    message = N_("The bracket at character {position} of the filter has no partner.")


class EndedFilter(BadFilter):
    """A filter that stops where something should follow."""

    message = N_("The filter ends where a field, a value or a bracket should follow.")


class FilterTooLarge(BadFilter):
    """A filter above the limits of length and depth."""

    message = N_("The filter is too long: at most {limit} characters, {depth} brackets deep.")


@dataclass(frozen=True)
class Duration:
    """A distance from now in days; a month counts 30, a year 365."""

    days: int


@dataclass(frozen=True)
class Condition:
    """A comparison; a tag dimension is "tag:region", a declared field "field:budget".

    A flag's value is "yes"; a declared field's is left for whoever knows its type.
    """

    field: str
    op: str
    value: str | Duration | date
    position: int = record_field(default=1, compare=False)


def read_field(
    word: str,
    dimensions: Collection[str] = (),
    position: int = 1,
    declared: Mapping[str, str] = NONE_DECLARED,
) -> str:
    """Return the field a word names, "tag:region" for a dimension; raises `UnknownField`.

    `declared` has the keys of declared fields by their words, in lower case.
    """
    name = word.casefold().replace("-", "_")
    name = _ALIASES.get(name, name)
    if name in TEXT_FIELDS | TIME_FIELDS | FLAGS | MEASURED_FIELDS:
        return name
    if re.match(_SCORE, name):
        return SCORE_PREFIX + name.partition(".")[2].replace("_", "-")
    dimension = read_dimension(word.removeprefix(TAG_PREFIX))
    if dimension and (is_known(dimension) or dimension in dimensions):
        return TAG_PREFIX + dimension
    if name in declared:
        return FIELD_PREFIX + declared[name]
    like = _like(name, (*dimensions, *declared))
    raise UnknownField(text=word[:40], position=position, suggestions=like)


def _like(name: str, dimensions: Collection[str]) -> str:
    from difflib import get_close_matches

    fields = TEXT_FIELDS | TIME_FIELDS | FLAGS | MEASURED_FIELDS
    known = sorted({*fields, *dimensions, "region", "industry"})
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    return ", ".join(close or ("stage", "tag", "source", "owner", "last_contact"))


def read_comparison(name: str, op: str, text: str, position: int = 1) -> Condition:
    """Return a field's comparison with a typed value; raises `BadFilterValue`.

    A flag compares with yes and no, and comes back as = "yes" or != "yes".
    """
    if name in TIME_FIELDS:
        value = read_span(text) if op != "~" else None
        if value is None:
            raise _bad_value(name, op + text, position, f"{name}<14d")
        return Condition(name, op, value, position)
    if name in FLAGS:
        return _flag(name, op, text, position)
    if name.startswith(FIELD_PREFIX) or (name in RANKED | AMOUNTS and op != "~"):
        return Condition(name, op, text, position)
    if name in COUNTS or name.startswith(SCORE_PREFIX):
        return Condition(name, op, _read_count(name, op, text, position), position)
    if op not in {"=", "!=", "~"} or (op == "~" and name in WHOLE):
        raise _bad_value(name, op + text, position, f"{name.removeprefix(TAG_PREFIX)}={text[:40]}")
    if name == "id":
        return Condition(name, op, _read_id(op, text, position), position)
    return Condition(name, op, text, position)


def read_span(text: str) -> Duration | date | None:
    """Read 14d, 2w, 3m, 1y (also 14天, 3个月) or an ISO date; None if it is neither."""
    tidy = unicodedata.normalize("NFKC", text).casefold().strip()
    span = re.fullmatch(r"([0-9]{1,5})个?([d天日w周週m月y年])", tidy)
    if span:
        days = int(span[1]) * _DAYS[span[2]]
        return Duration(days) if days <= _MOST_DAYS else None
    day = re.fullmatch(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})", tidy)
    try:
        return date(int(day[1]), int(day[3]), int(day[4])) if day else None
    except ValueError:
        return None


def _flag(name: str, op: str, text: str, position: int) -> Condition:
    word = text.strip().casefold()
    if op not in {"=", "!="} or word not in _YES | _NO:
        raise _bad_value(name, op + text, position, f"{name}=yes")
    return Condition(name, "=" if (word in _YES) == (op == "=") else "!=", "yes", position)


def _read_id(op: str, text: str, position: int) -> str:
    number = unicodedata.normalize("NFKC", text).strip().removeprefix("#")
    if op == "~" or not re.fullmatch("[0-9]{1,18}", number):
        raise _bad_value("id", op + text, position, "id=12")
    return number


def _read_count(name: str, op: str, text: str, position: int) -> str:
    number = unicodedata.normalize("NFKC", text).strip()
    if op == "~" or not re.fullmatch("[0-9]{1,9}", number):
        raise _bad_value(name, op + text, position, f"{name}>=3")
    return number


def _bad_value(name: str, text: str, position: int, example: str) -> BadFilterValue:
    shown = name.removeprefix(TAG_PREFIX)
    return BadFilterValue(field=shown, text=text[:40], position=position, example=example)
