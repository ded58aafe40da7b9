"""What the store knows that helps to read a typed line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from leadfunnel.domain.fold import fold
from leadfunnel.domain.line import Lexicon
from leadfunnel.domain.tag import Tag
from leadfunnel.services.book import Page
from leadfunnel.store.people import tag_of

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

COMMON_SOURCES = (
    *(
        "抖音",
        "快手",
        "小红书",
        "小紅書",
        "视频号",
        "視頻號",
        "朋友圈",
        "公众号",
        "公眾號",
        "微博",
        "知乎",
    ),
    *("淘宝", "天猫", "京东", "拼多多", "美团", "大众点评", "百度", "闲鱼", "蝦皮", "官网", "官網"),
    *("转介绍", "轉介紹", "老带新", "展会", "展會", "地推", "扫码", "掃碼", "自然进店", "路过"),
    *("douyin", "tiktok", "xiaohongshu", "wechat moments", "facebook", "instagram", "linkedin"),
    *("google", "referral", "website", "walk-in", "trade show", "cold call"),
)
"""Words that name a source in a store that has none of its own yet."""
_MOST_WORDS = 500
_PARTED = r"[\s,，;；。、|｜/#＃+＋:：]+"


def of_moments(page: Page) -> Lexicon:
    """Return what moments in a line are read against."""
    return Lexicon(now=page.local_now, day=page.typed.day(page.now), almanac=lambda: page.almanac)


def of_line(page: Page, text: str) -> Lexicon:
    """Return what helps to read a line about a customer; only its own words are looked up."""
    words = _words(text)
    page.session.ahead(*_asked(words))
    return Lexicon(
        sources=[*COMMON_SOURCES, *page.session.values("customers.sources_among", words=words)],
        dimensions=page.session.values("customers.tag_dimensions"),
        companies=page.session.values("customers.companies_among", words=words),
        tags=_sure_tags(page, words),
        knows=lambda name: len(referrers(page, name)) == 1,
        now=page.local_now,
        day=page.typed.day(page.now),
        almanac=lambda: page.almanac,
        currency=page.settings.currency,
        budget=page.session.row("definitions.one", kind="field", name="budget") is not None,
    )


def asked(text: str) -> tuple[Asked, ...]:
    """Return what `of_line` asks."""
    return _asked(_words(text))


def _asked(words: str) -> tuple[Asked, ...]:
    among = ("sources", "companies", "tags")
    return (
        *((f"customers.{kind}_among", {"words": words}) for kind in among),
        ("customers.tag_dimensions", {}),
    )


@lru_cache(maxsize=4)  # asked before the store is open, and used when it is
def _words(text: str) -> str:
    return json.dumps(sorted(_forms(text)))


def _forms(text: str) -> set[str]:
    """Return the words of a line as the store may have them; asking for all would be a scan."""
    words = [word for word in re.split(_PARTED, text) if word][:_MOST_WORDS]
    words += [word.removeprefix(wish) for word in words for wish in _wishes(word)]
    return {form for word in words for form in (word, word.casefold(), word.title(), word.upper())}


def _wishes(word: str) -> Iterator[str]:
    from leadfunnel.domain.captured_tags import WISHES

    return (wish for wish in WISHES if word.startswith(wish) and word != wish)


def _sure_tags(page: Page, words: str) -> list[Tag]:
    """Return the tags in use that a word means alone: of one dimension, never used bare."""
    by_value: dict[str, set[Tag]] = {}
    for row in page.session.rows("customers.tags_among", words=words):
        tag = tag_of(row)
        by_value.setdefault(fold(tag.value), set()).add(tag)
    sure = [tags.pop() for tags in by_value.values() if len({tag.dimension for tag in tags}) == 1]
    return [tag for tag in sure if tag.dimension]


def referrers(page: Page, name: str) -> list[int]:
    """Return the customers whom a name means exactly: no part of a name, for that is a guess."""
    from leadfunnel.services import by_part, who

    if name.strip() in ("", ".") or len(name) > by_part.LONGEST:
        return []
    found = who.candidates(page, name, exact=True)
    if found or not re.search("[0-9]{4}$|^[A-Za-z]", name.strip()):
        return found
    near = page.customers(who.candidates(page, name))
    words = name.split()
    if name.strip()[-4:].isdecimal():
        return [customer.id for customer in near]
    return [customer.id for customer in near if _is_spelt(customer.name, len(words))]


def _is_spelt(name: str, syllables: int) -> bool:
    """Tell whether a Chinese name has as many characters as words were typed for it."""
    return len(name) == syllables and all("\u3400" <= sign <= "\u9fff" for sign in name)
