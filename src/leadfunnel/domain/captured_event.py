"""Telling that a date is that of an event (5月1日交房, wedding on 3 May), not of a step to take."""

from __future__ import annotations

import re

from leadfunnel.domain.captured_action import Action, action_after

_HAN = "\u3400-\u9fff"
_HAN_EVENTS = (
    "交房|收房|交楼|交樓|开业|開業|开张|開張|试营业|試營業|开盘|開盤|搬家|乔迁|喬遷|入住|入伙"
    "|结婚|結婚|婚礼|婚禮|订婚|訂婚|定亲|定親|领证|領證|办酒席|辦酒席|见家长|見家長|生日|满月|滿月|百日宴"
    "|出差|旅游|旅遊|旅行|度假|回国|回國|出国|出國|回老家|放假|毕业|畢業|高考|中考|考试|考試|开学|開學"
    "|预产期|預產期|手术|手術|住院|出院|到期|过期|過期|竣工|完工|开工|開工|动工|動工|退租|拆迁|拆遷"
    "|入职|入職|离职|離職|周年|店庆|店慶|年会|年會|发工资|發工資|发奖金|發獎金|发年终奖|發年終獎"
)
_HAN_LEADS = "(?:要|想|会|會|就|才|能|可以|正式|准备|準備|打算|预计|預計|计划|計劃|可能)"
_HAN_AFTER = rf"(?:{_HAN_LEADS}{{0,2}}(?:[去到回带帶在][{_HAN}]{{0,4}}?)?)(?:{_HAN_EVENTS})"
_HAN_BEFORE = (
    rf"(?:{_HAN_EVENTS})(?P<tie>的?(?:时间|時間|日期|日子|典礼|典禮)?"
    "(?:就?是|为|為|定|大概|大约|大約|预计|預計|可能|应该|應該|安排)?[在于於到]?:?)(?P<gap> *)$"
)
_EVENTS = (
    r"wedding|(?:gets?|getting) married|marries|engagement|mov(?:e|es|ing)|opens|opening|reopens"
    r"|reopening|handover|move-in|lease|expires?|expiry|ends|starts|anniversary|birthday|graduation"
    r"|graduates|exams?|flight|flies|flying|trip|travels|travell?ing|holidays?|vacation|leaves"
    r"|leaving|arrives|baby|due date|surgery|conference|launch|launches|retires|retirement|ceremony"
)
_STEMS = (
    *(
        "wedd",
        "marr",
        "engage",
        "mov",
        "open",
        "handover",
        "lease",
        "expir",
        "ends",
        "starts",
        "anniv",
    ),
    *(
        "birthday",
        "graduat",
        "exam",
        "fl",
        "trip",
        "travel",
        "holiday",
        "vacation",
        "leav",
        "arriv",
    ),
    *("baby", "due date", "surgery", "conference", "launch", "retire", "ceremony"),
)
_TIES = (
    "is|are|will|be|date|day|due|planned|set|fixed|for|of|in|out|to|into|his|her|their|its|the|a|an"
    "|new|own|house|home|flat|apartment|shop|store|office|restaurant|business|place|ceremony|ends"
    "|around|about|on|at"
)
_BEFORE = rf"\b(?:{_EVENTS})(?: (?:{_TIES}))*[ :]*$"
_AFTER = (
    rf"[ ,:]*(?:(?:is|for|the|his|her|their|a) )*(?:{_EVENTS})\b"
    r"(?= *(?:$|[,.;!\0]|(?:in|at|of|with|to|day|party|house|home|out|and)\b))"
)
_LONGEST = 60


def event_beside(
    flat: str, span: tuple[int, int], before: Action | None, *, timed: bool
) -> tuple[bool, Action | None]:
    """Tell whether words beside a moment name an event only; return the step behind it, if any.

    A space apart, an event is no more than a word of the note beside a moment with its time.
    """
    start, end = span
    head, tail = flat[max(0, start - _LONGEST) : start].lower(), flat[end : end + _LONGEST].lower()
    if not _may_name(head + tail):
        return False, None
    told = _told_before(head, timed=timed)
    length = 0 if told else _length_after(tail, timed=timed)
    if not (told or length):
        return False, None
    apart = flat[end + length : end + length + 1] in (",", "，")
    step = None if apart else action_after(flat, end + length)
    return step is None and (before is None or before.agrees), step


def _may_name(words: str) -> bool:
    """Tell whether it is worth to compile the patterns, which is dear."""
    return any(sign in words for sign in (*_HAN_EVENTS.split("|"), *_STEMS))


def _told_before(head: str, *, timed: bool) -> bool:
    match = re.search(_HAN_BEFORE, head)
    if match:
        return bool(match["tie"]) or not (timed and match["gap"])
    return re.search(_BEFORE, head) is not None


def _length_after(tail: str, *, timed: bool) -> int:
    """Return how far an event goes behind a moment, 0 where there is none."""
    gap = len(tail) - len(tail.lstrip(" ,，:："))
    match = re.compile(_HAN_AFTER).match(tail, gap)
    if match:
        return 0 if timed and gap else match.end()
    match = re.match(_AFTER, tail)
    return match.end() if match else 0
