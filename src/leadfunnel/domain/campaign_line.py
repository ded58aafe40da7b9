"""One line about somebody invited, as on a paper sheet: B 烟机 群 周六来 预算5000."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from leadfunnel.domain.interaction import KINDS, known_word
from leadfunnel.domain.line import plain_word
from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment import Moment

GRADE_WORDS = {
    "A": ("a", "强", "強", "意向强", "意向強", "意愿高", "意願高", "keen"),
    "B": ("b", "犹豫", "猶豫", "unsure"),
    "C": (
        *(
            "c",
            "x",
            "未接",
            "没接",
            "沒接",
            "不接",
            "没人接",
            "沒人接",
            "不通",
            "没打通",
            "无人接",
            "無人接",
        ),
        *("关机", "關機", "占线", "占線", "missed", "noanswer"),
    ),
    "D": (
        "d",
        "无意",
        "無意",
        "无意向",
        "無意向",
        "无意愿",
        "無意願",
        "不感兴趣",
        "不感興趣",
        "averse",
    ),
}
_GRADE_OF = {word: grade for grade, words in GRADE_WORDS.items() for word in words}
WRONG = frozenset(("w", "空号", "空號", "错号", "錯號", "停机", "wrong"))
BY_PHONE = frozenset(
    (
        "g",
        "群",
        "进群",
        "進群",
        "入群",
        "进群了",
        "進群了",
        "入群了",
        "已进群",
        "电话进群",
        "電話進群",
        "group",
        "joined",
    )
)
BY_QR = frozenset(("qr", "扫码", "掃碼", "扫码进群", "掃碼進群", "二维码", "二維碼", "scanned"))
ASKED = frozenset(("邀群", "邀进群", "邀進群", "asked"))
LEFT = frozenset(("退群", "已退群", "left"))
CAME = frozenset(("来了", "來了", "到店", "已到店", "到店了", "came"))
BOUGHT = frozenset(("成交", "已成交", "买了", "買了", "bought"))
_WITH_REASON = {
    "not_came": ("没来", "沒來", "未到店", "no-show"),
    "not_bought": ("没买", "沒買", "未成交", "来了没买", "來了沒買", "not-bought"),
    "junk": ("无效", "無效", "清掉", "junk"),
}
_REASONED = {word: name for name, words in _WITH_REASON.items() for word in words}
_BUDGET = re.compile(r"(?:预算|預算|budget)[:：]?(.*)", re.IGNORECASE)
_WANTS = re.compile(r"(?:要|意向|想买|想買|interest|wants)[:：](.+)|要(.+)", re.IGNORECASE)
_VISIT_HEAD = re.compile(r"(?:约到店|約到店|约|約|visit|coming|v)[:：]?(.*)", re.IGNORECASE)
_VISIT_TAIL = re.compile(r"(.+?)(?:过来|過來|到店|来看|來看|来|來)")
LONGEST_INTEREST = 12
TALKS = frozenset(("call", "wechat", "line", "whatsapp", "sms", "email"))

When = Callable[[Sequence[str]], "tuple[Moment, int] | None"]


@dataclass(frozen=True)
class Ears:
    """What helps to read a line: moments at the start of words, and what people want.

    On a `sheet` the word after the grade is what they want.
    """

    when: When
    wants: Callable[[str], bool] = lambda _: False
    sheet: bool = False


@dataclass
class Noted:
    """What a line says; `sale` are the words about what was bought, None where nothing was.

    `kind` is how they talked, None where a line does not say: then it was a call.
    """

    kind: str | None = None
    grade: str | None = None
    wrong: bool = False
    entry: str | None = None
    asked: bool = False
    left: bool = False
    visit: Moment | None = None
    came: bool = False
    sale: list[str] | None = None
    budget: str | None = None
    interests: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def called(self) -> bool:
        """Whether the line tells of a call; a visit, a scan or a purchase alone does not."""
        said = (
            self.kind
            or self.grade
            or self.wrong
            or self.entry == "phone"
            or self.asked
            or self.visit
        )
        other = self.entry or self.left or self.came or self.sale is not None or self.reasons
        return bool(said) or not (other or self.budget or self.interests)

    @property
    def empty(self) -> bool:
        """Whether the line says nothing at all."""
        return self == Noted()


def read_line(words: Sequence[str], ears: Ears) -> Noted:
    """Return what the words after WHO say; what is understood as nothing else is the note."""
    rest: list[str] = []
    noted, place = Noted(), 0
    words = [
        word
        for given in words
        for one in given.replace("\u3000", " ").split()
        for word in _parted(one)
    ]
    after_grade = False
    while place < len(words):
        was_grade, after_grade = after_grade, False
        used = _moment(noted, words, place, ears) or _plain(noted, words, place, ears)
        if not (used or rest):
            used = _kind(noted, words[place])
        if not used and was_grade and ears.sheet and len(words[place]) <= LONGEST_INTEREST:
            noted.interests += _listed(words[place])
            used = 1
        if used and plain_word(words[place]) in _GRADE_OF:
            after_grade = True
        if not used:
            rest.append(words[place])
            used = 1
        place += used
    noted.text = " ".join(rest)
    return noted


def _parted(word: str) -> list[str]:
    """Return the words of one that commas part, where the first is a sign: b，烟机，群."""
    parts = [part for part in re.split("[,，、;；]", word) if part]
    signs = (_GRADE_OF, BY_PHONE, BY_QR, ASKED, CAME)
    known = len(parts) > 1 and any(plain_word(parts[0]) in one for one in signs)
    return parts if known else [word]


def _plain(noted: Noted, words: Sequence[str], place: int, ears: Ears) -> int:
    """Take what is no moment at a place; return how many words it took."""
    word, plain = words[place], plain_word(words[place])
    if plain in _GRADE_OF and noted.grade is None and not noted.wrong:
        noted.grade = _GRADE_OF[plain]
    elif plain in WRONG:
        noted.wrong = True
    elif plain in BY_PHONE or plain in BY_QR:
        noted.entry = "phone" if plain in BY_PHONE else "qr"
    elif plain in ASKED:
        noted.asked = True
    elif plain in LEFT:
        noted.left = True
    elif plain in CAME:
        noted.came = True
    elif plain in BOUGHT:
        noted.sale = list(words[place + 1 :])
        return len(words) - place
    else:
        return _told(noted, words, place, ears) or _wanted(noted, word, ears)
    return 1


def _kind(noted: Noted, word: str) -> int:
    """Take the word for how they talked, which stands before the text: 电话, WeChat."""
    found = known_word(KINDS, word)
    if noted.kind is not None or found not in TALKS:
        return 0
    noted.kind = found
    return 1


def _told(noted: Noted, words: Sequence[str], place: int, ears: Ears) -> int:
    """Take a reason or a budget, whose word may follow apart."""
    head, colon, tail = words[place].replace("：", ":").partition(":")
    name = _REASONED.get(plain_word(head))
    if name is not None:
        if colon:
            noted.reasons[name] = tail
            return 1
        known = place + 1 < len(words) and not _plain(Noted(), words, place + 1, ears)
        noted.reasons[name] = words[place + 1] if known else ""
        return 2 if known else 1
    found = _BUDGET.fullmatch(words[place])
    if found is None:
        return 0
    if found[1]:
        noted.budget = found[1]
        return 1
    if place + 1 < len(words) and any(sign.isdigit() for sign in words[place + 1]):
        noted.budget = words[place + 1]
        return 2
    return 0


def _wanted(noted: Noted, word: str, ears: Ears) -> int:
    found = _WANTS.fullmatch(word)
    if found is not None and found[1]:
        noted.interests += _listed(found[1])
    elif found is not None and ears.wants(found[2]):
        noted.interests.append(found[2])
    elif ears.wants(word):
        noted.interests.append(word)
    else:
        return 0
    return 1


def _listed(text: str) -> list[str]:
    return [part for part in re.split("[,，、/]", text) if part]


def _moment(noted: Noted, words: Sequence[str], place: int, ears: Ears) -> int:
    """Take a visit that was agreed: 周六来, 约周六上午, visit saturday 3pm."""
    if noted.visit is not None or plain_word(words[place]) in CAME:
        return 0
    head = _VISIT_HEAD.fullmatch(words[place])
    if head is not None:
        told = [*([head[1]] if head[1] else []), *words[place + 1 :]]
        found = ears.when(told) if told else None
        if found is not None:
            noted.visit = found[0]
            return found[1] + (0 if head[1] else 1)
    for count in (3, 2, 1):
        last = words[place + count - 1] if place + count <= len(words) else ""
        tail = _VISIT_TAIL.fullmatch(last)
        if tail is None:
            continue
        told = [*words[place : place + count - 1], tail[1]]
        found = ears.when(told)
        if found is not None and found[1] == len(told):
            noted.visit = found[0]
            return count
    return 0
