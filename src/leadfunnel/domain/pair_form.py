"""The list of pairs that may be one customer each: its columns and words in three languages."""

from __future__ import annotations

from functools import cache

from leadfunnel.domain.campaign_form import ANSWERS, read_word, word
from leadfunnel.domain.headers import plain_header

HEADERS: dict[str, tuple[str, str, str]] = {
    "merge": ("合并", "合併", "merge"),
    "keep": ("保留", "保留", "keep"),
    "score": ("相似度", "相似度", "score"),
    "why": ("理由", "理由", "why"),
    "differ": ("不同之处", "不同之處", "differ in"),
    "a": ("A编号", "A編號", "A"),
    "a_name": ("A姓名", "A姓名", "A name"),
    "a_company": ("A公司", "A公司", "A company"),
    "a_contact": ("A联系方式", "A聯絡方式", "A contact"),
    "a_stage": ("A阶段", "A階段", "A stage"),
    "a_owner": ("A负责人", "A負責人", "A owner"),
    "a_source": ("A来源", "A來源", "A source"),
    "b": ("B编号", "B編號", "B"),
    "b_name": ("B姓名", "B姓名", "B name"),
    "b_company": ("B公司", "B公司", "B company"),
    "b_contact": ("B联系方式", "B聯絡方式", "B contact"),
    "b_stage": ("B阶段", "B階段", "B stage"),
    "b_owner": ("B负责人", "B負責人", "B owner"),
    "b_source": ("B来源", "B來源", "B source"),
}
"""The header of each column, as in `campaign_form.LANGUAGES`; the order is that of the file."""
_TOO = {"a": "aid ida a客户 客户a", "b": "bid idb b客户 客户b"}
"""What else the columns of the two are called in lists of one's own."""


def header(language: str) -> tuple[str, ...]:
    """Return the names of the columns in a language."""
    return tuple(word(HEADERS, code, language) for code in HEADERS)


def answer(*, yes: bool, language: str) -> str:
    """Return what stands in the column that decides."""
    return word(ANSWERS, "yes" if yes else "no", language)


def read_answer(cell: str) -> bool | None:
    """Return whether a cell says yes or no; None where it says neither."""
    return {"yes": True, "no": False}.get(read_word(ANSWERS, cell) or "")


def columns_of(names: tuple[str, ...]) -> dict[str, int]:
    """Return the place of each column that is known, by its code."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        code = _codes().get(plain_header(name))
        if code is not None:
            found.setdefault(code, place)
    return found


@cache
def _codes() -> dict[str, str]:
    named = {text: code for code, words in HEADERS.items() for text in (code, *words)}
    also = {text: code for code, words in _TOO.items() for text in words.split()}
    return {plain_header(text): code for text, code in (*also.items(), *named.items())}
