"""One typed line about a customer, taken apart: name, phones, ids, tags, budget, WHEN, note.

Recognisers run in order, each over what the ones before it left; whatever none of them takes is
the note. A new one is a function that takes stretches of the line, and a row in `RECOGNISERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from leadfunnel.domain.called import find_name, is_person
from leadfunnel.domain.captured import Captured, Heard
from leadfunnel.domain.captured_ids import take_emails, take_phones, take_wechat
from leadfunnel.domain.captured_tags import (
    take_dimensions,
    take_known_source,
    take_known_tags,
    take_marked_tags,
    take_source,
)
from leadfunnel.domain.dialled import PhoneReader
from leadfunnel.domain.line import (
    APART,
    BREAKS,
    NOTHING_KNOWN,
    TAKEN,
    Lexicon,
    may_hold_moment,
    plain_word,
)
from leadfunnel.domain.phone import plain
from leadfunnel.errors import N_, UnreadableError

__all__ = ["Captured", "Lexicon", "capture", "check_name", "check_note", "plain_word"]

_DATE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")
LONGEST_NAME = 200
LONGEST_NOTE = 100_000


class EmptyName(UnreadableError):
    """Nothing was typed that a customer could be called or recognised by."""

    code = "empty_name"
    message = N_("The name is empty: type a name, a phone or both.")


class NobodyNamed(EmptyName):
    """A new customer without either."""

    hint = N_('For example: leadfunnel add "Wang 138 0013 8000 @TikTok"')


class NulInText(UnreadableError):
    """A NUL character, which a store cannot keep."""

    code = "nul_in_text"
    message = N_("The text holds a NUL character, which cannot be kept.")


class TooLong(UnreadableError):
    """A text above its limit."""

    code = "too_long"
    message = N_("The text is too long: at most {limit} characters.")


class LongName(TooLong):
    """A name above its limit."""

    message = N_("The name is too long: at most {limit} characters.")


class LongNote(TooLong):
    """A note above its limit."""

    message = N_("The note is too long: at most {limit} characters.")


def capture(text: str, phone_reader: PhoneReader, lexicon: Lexicon = NOTHING_KNOWN) -> Captured:
    """Take a line apart, helped by what the store knows.

    The phone reader returns None for what is no phone. Raises `EmptyName`, `NulInText`, `TooLong`.
    """
    check_note(text)
    if not plain(text):
        raise NobodyNamed
    line = Heard(text, phone_reader, lexicon)
    for signs, recognise in RECOGNISERS:
        if any(sign in line.low for sign in signs):
            recognise(line)
    check_name(line.name)
    return line.captured()


def check_name(name: str) -> None:
    """Refuse a name that cannot be kept; an empty one is a matter of the caller's."""
    if TAKEN in name:
        raise NulInText
    if name[:4].isdecimal() and _DATE.fullmatch(name.strip()):
        raise NobodyNamed
    if len(name) > LONGEST_NAME:
        raise LongName(limit=LONGEST_NAME)


def check_note(note: str) -> None:
    """Refuse a note that cannot be kept."""
    if TAKEN in note:
        raise NulInText
    if len(note) > LONGEST_NOTE:
        raise LongNote(limit=LONGEST_NOTE)


def _find_address(line: Heard) -> None:
    from leadfunnel.domain.captured_address import find_address

    span = find_address(line)
    line.address = line.said(span).strip() if span else ""


def _find_birthday(line: Heard) -> None:
    from leadfunnel.domain.captured_birthday import find_birthday

    line.birthday = find_birthday(line)


def _find_referrer(line: Heard) -> None:
    """Take a referrer whom the store knows; the words about anybody else stay in the note."""
    from leadfunnel.domain.captured_referrer import find_referrer

    doubtful: tuple[tuple[int, int], str] | None = None
    for stretch, span, sure in find_referrer(line):
        name = line.said(span).strip()
        if not line.referrer and line.lexicon.knows(name):
            line.referrer = name
            line.take(*stretch)
            return
        if sure and doubtful is None:
            doubtful = stretch, name
    if doubtful:
        line.referrers.append(doubtful[1])
        line.keep(*doubtful[0])


def _find_amounts(line: Heard) -> None:
    from leadfunnel.domain.captured_money import find_amounts

    for found in find_amounts(line.free, line.lexicon.currency):
        span = found.start, found.end
        place = found.is_budget and line.budget is None and line.lexicon.budget
        if place:
            line.budget = found.money
        else:
            line.amounts.append(found.money)
        (line.take if place and not found.rough else line.keep)(*span)


def _find_when(line: Heard) -> None:
    now, day = line.lexicon.now, line.lexicon.day
    if now is None or day is None or not may_hold_moment(line.free):
        return
    from leadfunnel.domain.captured_when import Clock, find_when

    line.when, line.moments = find_when(line.free, Clock(now, day, line.lexicon.almanac()))
    for span in line.when.spans if line.when else ():
        line.take(*span)


def _find_touch(line: Heard) -> None:
    from leadfunnel.domain.captured_touch import find_touch

    line.happened = find_touch(line.flat)


def _find_company(line: Heard) -> None:
    if not (line.lexicon.companies or any(sign in line.low for sign in _COMPANY_SIGNS)):
        return
    from leadfunnel.domain.captured_company import find_company

    span = find_company(line)
    line.company = line.said(span).strip() if span else ""


def _find_name(line: Heard) -> None:
    start = 0
    if ":" in line.free:
        labels = "姓名|名字|称呼|稱呼|客户|客戶|联系人|聯絡人|收件人|收货人|收貨人|name"
        label = next(line.matches(rf"(?<![^{BREAKS}])(?:{labels}) *: *"), None)
        if label:
            start = label.end()
            line.take(*label.span())
    identified = bool(line.phones or line.wechat or line.emails or line.company)
    span = find_name(TAKEN * start + line.free[start:], identified=identified)
    firm_first = line.company and span and line.text.find(line.company) < span[0]
    if span and firm_first and not (start or is_person(line.free[slice(*span)])):
        span = None
    if span:
        line.name = re.sub(f"[{APART}]+", " ", line.said(span))
        line.take(*span)
    elif line.company:
        line.name, line.company = line.company, ""


_BIRTHDAY_SIGNS = ("生日", "出生", "日生", "号生", "號生", "birth", "born", "bday", "b-day", "dob")
_MONEY_SIGNS = (*"￥¥$€£元块塊圆圓百千万萬亿億k", "预算", "預算", "budget", "rmb", "usd", "eur")
_TOUCH_SIGNS = (
    *("来电", "來電", "电话", "電話", "聊", "店", "called", "rang", "phoned"),
    *("came in", "visited", "dropped in", "spoke", "talked", "chatted"),
)
_COMPANY_SIGNS = (
    *(
        "公司",
        "集团",
        "集團",
        "店",
        "厂",
        "廠",
        "商行",
        "工作室",
        "事务所",
        "事務所",
        "单位",
        "單位",
    ),
    *(
        "企业",
        "企業",
        "ltd",
        "limited",
        "inc",
        "llc",
        "gmbh",
        "corp",
        "co",
        "plc",
        "employer",
        "firm",
    ),
)
# A recogniser runs where one of its signs occurs, so that few patterns are compiled for a line.
RECOGNISERS: tuple[tuple[tuple[str, ...], Callable[[Heard], None]], ...] = (
    (("@",), take_emails),
    (("信", "wechat", "weixin", "wx", "vx", "v:", "v :"), take_wechat),
    (("@", ":"), take_source),
    (("#", "+"), take_marked_tags),
    ((":",), take_dimensions),
    (("地址", "住址", "addr"), _find_address),
    (
        ("介绍", "介紹", "推荐", "推薦", "引荐", "via", "referr", "commended", "introd"),
        _find_referrer,
    ),
    (_BIRTHDAY_SIGNS, _find_birthday),
    (("",), take_phones),
    (("",), _find_when),
    (_MONEY_SIGNS, _find_amounts),
    (_TOUCH_SIGNS, _find_touch),
    (("",), take_known_source),
    (("",), _find_company),
    (("",), _find_name),
    (("",), take_known_tags),
)
