"""The words beside a moment that say what is to be done then: 回访, 到店, send the quote."""

from __future__ import annotations

import re

from leadfunnel.domain.record import dataclass

# What is to be done, how, and whether it is surely still to come (到店 may have happened).
_HAN_ACTIONS: dict[str, tuple[str | None, bool]] = {
    **dict.fromkeys(
        ("回访", "回訪", "回电", "回電", "打电话", "打電話", "致电", "致電"), ("call", True)
    ),
    **dict.fromkeys(("给他打电话", "给她打电话", "再打", "打给他", "打给她"), ("call", True)),
    **dict.fromkeys(("电话", "電話", "通话", "通電話", "来电", "來電", "来电话"), ("call", False)),
    **dict.fromkeys(("到店", "来店", "來店", "进店", "進店"), ("visit", False)),
    **dict.fromkeys(("过来", "過來", "来看", "來看", "来", "來"), ("visit", False)),
    **dict.fromkeys(
        ("拜访", "拜訪", "上门", "上門", "见面", "見面", "面谈", "面談"), ("meeting", True)
    ),
    **dict.fromkeys(("发微信", "發微信", "加微信", "微信"), ("wechat", True)),
    **dict.fromkeys(("发短信", "短信", "發簡訊", "簡訊"), ("sms", True)),
    **dict.fromkeys(("发邮件", "发邮箱", "發郵件"), ("email", True)),
    **dict.fromkeys(("邀约", "邀約"), ("invite", True)),
    **dict.fromkeys(("演示",), ("demo", True)),
    **dict.fromkeys(
        ("联系", "聯繫", "聯絡", "跟进", "跟進", "提醒", "再聊", "再说", "再說"), (None, True)
    ),
    **dict.fromkeys(
        ("送", "发", "發", "寄", "带", "帶", "报价", "報價", "给报价", "做方案"), (None, True)
    ),
    **dict.fromkeys(
        ("签", "簽", "付", "交", "安装", "安裝", "量尺", "复尺", "測量", "测量"), (None, True)
    ),
    **dict.fromkeys(("看", "试", "試", "定", "取", "约", "約", "问", "問"), (None, True)),
    **dict.fromkeys(("下单", "下單", "付款", "提货", "提貨", "收货", "收貨", "到货"), (None, True)),
    **dict.fromkeys(("开会", "開會", "见", "見", "谈", "談", "聊", "去", "装", "裝"), (None, True)),
    **dict.fromkeys(("确认", "確認", "答复", "答覆", "回复", "回覆", "回话", "决定"), (None, True)),
    **dict.fromkeys(("参加", "參加", "体验", "體驗", "试用", "試用", "复查", "打给"), (None, True)),
}
_LEADS = ("再", "去", "先")
_JOINED_LEADS = (
    *_LEADS,
    "想",
    "要",
    "给",
    "給",
    "有空",
    "都行",
    "会",
    "會",
    "可以",
    "打算",
    "准备",
    "準備",
    "我",
    "他",
    "她",
)
# These go on with what they are done to: 送合同, 发报价, 看样机.
_TAKE_OBJECTS = tuple("送发發寄带帶签簽付交看试試定取约約问問做提收去见見谈談聊装裝")
_SHORT = tuple("来來定看取约約问問试試交发發去见見谈談聊装裝")
_WISHES = ("想", "要", "预算", "預算", "需要", "换", "換", "买", "買", "有", "是", "不", "没")
_HAN_BEFORE = (
    *("回访", "回訪", "回电", "回電", "打电话", "打電話", "联系", "聯繫", "聯絡", "跟进", "跟進"),
    *("到店", "来店", "來店", "拜访", "拜訪", "上门", "上門", "送货", "送貨", "安装", "安裝"),
    *("电话", "電話"),
)
_AGREED = (
    *(
        "约好了",
        "約好了",
        "约好",
        "約好",
        "约了",
        "約了",
        "约到",
        "約到",
        "约在",
        "約在",
        "约",
        "約",
    ),
    *("定在", "改到", "改约", "改約", "预约", "預約", "等到"),
)
_LATIN_ACTIONS: dict[str, str | None] = {
    **dict.fromkeys(("call back", "call him", "call her", "call them", "call", "callback"), "call"),
    **dict.fromkeys(("ring", "phone", "ring back"), "call"),
    **dict.fromkeys(("comes in", "come in", "visits", "visit", "comes", "will come"), "visit"),
    **dict.fromkeys(("meeting", "meet"), "meeting"),
    **dict.fromkeys(("email", "mail"), "email"),
    **dict.fromkeys(("text", "sms"), "sms"),
    **dict.fromkeys(("wechat",), "wechat"),
    **dict.fromkeys(("whatsapp",), "whatsapp"),
    **dict.fromkeys(("demo",), "demo"),
    **dict.fromkeys(("follow up", "follow-up", "followup", "remind", "check in", "appointment")),
    **dict.fromkeys(("send", "deliver", "quote", "show", "bring", "install", "sign", "measure")),
}
_LATIN_OBJECTS = ("send", "deliver", "show", "bring", "install", "sign")
_MOST_NOTE = 30
_CONTACTS = ("联系", "聯繫", "聯絡", "跟进", "跟進", "提醒", "再", "follow", "remind", "check")
_LATIN_BEFORE = frozenset(
    (
        *("call back", "call him", "call her", "call them", "call", "callback", "ring", "visit"),
        *("comes in", "come in", "meeting", "meet", "follow up", "follow-up", "appointment"),
    )
)
_PLAIN = frozenset(
    (
        *("电话", "電話", "到店", "拜访", "拜訪", "微信", "短信", "来", "來", "过来", "過來"),
        *("call", "visit", "meeting"),
    )
)


@dataclass(frozen=True)
class Action:
    """What is to be done: its stretch, its kind if the word says one, its words for the note."""

    start: int
    end: int
    kind: str | None
    note: str
    planned: bool

    @property
    def sure(self) -> bool:
        """Whether it is a contact with the customer, and no present or purchase."""
        return self.kind is not None or self.note.startswith(_CONTACTS)

    @property
    def agrees(self) -> bool:
        """Whether it only says that a moment was settled: 定在, 约好."""
        return self.note in _AGREED


def action_after(flat: str, end: int) -> Action | None:
    """Return the action that stands directly after a moment, a space or comma allowed between."""
    start = end + len(flat[end:]) - len(flat[end:].lstrip(" ,，"))
    joined = start == end
    leads = ("", *(_JOINED_LEADS if joined else _LEADS))
    tried = ((lead, _longest(_HAN_ACTIONS, flat, start + len(lead))) for lead in leads)
    lead, word = next(
        ((lead, word) for lead, word in tried if word and flat.startswith(lead, start)), ("", "")
    )
    stop = start + len(lead) + len(word)
    if not word or flat.startswith(("过", "過", "了"), stop):
        return _latin_after(flat, start)
    if not joined and not _stands_alone(flat, stop, word):
        return None
    kind, planned = _HAN_ACTIONS[word]
    if joined or word[0] in _TAKE_OBJECTS:
        stop = _object_end(flat, stop, start)
    return _action(flat, start, stop, kind, planned or bool(lead))


def action_before(flat: str, start: int) -> Action | None:
    """Return the action whose words end directly where a moment begins."""
    bare = flat[:start].rstrip(" ")
    word = next((one for one in (*_HAN_BEFORE, *_AGREED) if bare.endswith(one)), "")
    begins = not bare.removesuffix(word)[-1:].strip(" ,，;；。、\0")
    if word and (begins or (word in _AGREED and len(bare) == start)):
        kind, _ = _HAN_ACTIONS.get(word, (None, True))
        planned = word not in ("到店", "来店", "來店")
        return _action(flat, len(bare) - len(word), len(bare), kind, planned=planned)
    match = re.search(r"(?<![A-Za-z0-9])([A-Za-z]+(?:[ -][A-Za-z]+)?)$", bare)
    tail = match[1].lower() if match else ""
    found = next((one for one in (tail, tail.rpartition(" ")[2]) if one in _LATIN_BEFORE), "")
    if not found:
        return None
    return _action(flat, len(bare) - len(found), len(bare), _LATIN_ACTIONS[found], planned=True)


def _action(flat: str, start: int, end: int, kind: str | None, planned: bool) -> Action:
    note = flat[start:end].strip()
    return Action(start, end, kind, "" if note.lower() in _PLAIN else note, planned)


def _longest(words: dict[str, tuple[str | None, bool]], flat: str, start: int) -> str:
    tries = (flat[start : start + size] for size in range(5, 0, -1))
    return next((word for word in tries if word in words), "")


def _stands_alone(flat: str, stop: int, word: str) -> bool:
    """After a space a verb must begin a word of its own, a short one with what it is done to."""
    return word not in _SHORT or "\u3400" <= flat[stop : stop + 1] <= "\u9fff"


def _object_end(flat: str, stop: int, start: int) -> int:
    """Return the end of what an action goes on with: up to a separator or another wish."""
    end = stop
    while end < len(flat) and end - start < _MOST_NOTE and "\u3400" <= flat[end] <= "\u9fff":
        if flat.startswith(_WISHES, end):
            break
        end += 1
    return end


def _latin_after(flat: str, start: int) -> Action | None:
    match = re.match(r"(?:to |and |for a )?([A-Za-z]+(?:[ -][A-Za-z]+)?)", flat[start : start + 40])
    if not match:
        return None
    words = match[1].lower()
    head = re.split("[ -]", words)[0]
    found = next((one for one in (words, head) if one in _LATIN_ACTIONS), "")
    if not found:
        return None
    begin = start + match.start(1)
    end = begin + len(found)
    if found in _LATIN_OBJECTS:
        more = re.match(r"(?: [a-z]+){1,3}(?![A-Za-z0-9])", flat[end : end + 40])
        end += more.end() if more else 0
    return _action(flat, begin, end, _LATIN_ACTIONS[found], planned=True)
