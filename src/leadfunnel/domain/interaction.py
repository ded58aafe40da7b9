"""Things that happened between us and a customer, and how close a touch each was."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError


class UnknownKind(UnreadableError):
    """No such kind of interaction."""

    code = "unknown_kind"
    message = N_("No interaction kind {text}: one of {kinds}.")
    hint = N_("For example: leadfunnel log 12 call 'wants a quote' --next 'tomorrow 3pm'")


class UnknownOutcome(UnreadableError):
    """No such outcome."""

    code = "unknown_outcome"
    message = N_("No outcome {text}: one of {outcomes}.")


class UnknownGrade(UnreadableError):
    """Call grades are A to D."""

    code = "unknown_grade"
    message = N_("No call grade {text}: one of A, B, C, D.")
    hint = N_("A strong intent, B hesitating, C not reached, D no intent.")


KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "call": (N_("call"), ("电话", "电联", "打电话", "通话", "電話", "phone", "tel")),
    "wechat": (N_("WeChat"), ("微信", "wx")),
    "line": (N_("LINE"), ()),
    "whatsapp": (N_("WhatsApp"), ()),
    "sms": (N_("text message"), ("短信", "簡訊", "text")),
    "email": (N_("email"), ("邮件", "电邮", "郵件", "電子郵件", "mail")),
    "visit": (N_("visit"), ("到店", "来店", "來店")),
    "meeting": (N_("meeting"), ("拜访", "见面", "会面", "拜訪", "見面", "meet")),
    "demo": (N_("demo"), ("演示", "展示", "示范", "示範")),
    "sample": (N_("sample"), ("试用", "样品", "試用", "樣品")),
    "coupon": (N_("coupon"), ("优惠券", "優惠券")),
    "social": (N_("social"), ("朋友圈", "点赞", "評論", "评论", "動態", "按讚")),
    "push": (N_("push"), ("推送", "发资料", "推播")),
    "greeting": (N_("greeting"), ("问候", "祝福", "問候")),
    "invite": (N_("invite"), ("邀约", "邀请", "邀約", "邀請")),
    "complaint": (N_("complaint"), ("投诉", "投訴", "客诉", "客訴")),
    "service": (N_("service"), ("售后", "售後")),
    "note": (N_("note"), ("备注", "记录", "備註", "紀錄")),
}
"""Kind code: its English word, and what else a seller types for it."""

OUTCOMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "connected": (N_("connected"), ("接通", "通了", "answered")),
    "no_answer": (
        N_("no answer"),
        ("未接", "没接", "不通", "无人接", "未接通", "沒接", "無人接", "missed"),
    ),
    "busy": (N_("busy"), ("占线", "忙线", "佔線", "忙線")),
    "wrong_number": (N_("wrong number"), ("空号", "错号", "停机", "空號", "錯號")),
    "refused": (N_("refused"), ("拒绝", "挂断", "拒絕")),
    "replied": (N_("replied"), ("回了", "回复", "已回", "回覆", "回復")),
    "joined": (N_("joined"), ("进群", "入群", "加群", "進群")),
    "sent": (N_("sent"), ("发了", "已发", "没回", "未回", "傳了", "已傳", "沒回")),
}

GRADES = {
    "A": N_("keen"),
    "B": N_("unsure"),
    "C": N_("not reached"),
    "D": N_("not interested"),
}
"""Call grades and what each says; a grade is no stage."""

LIGHT = frozenset({"push", "greeting", "social", "coupon", "sample", "invite"})
FAILED = frozenset({"no_answer", "busy", "wrong_number"})
ANSWERED = frozenset({"connected", "replied", "refused"})


@dataclass(frozen=True)
class Interaction:
    """One entry of a customer's timeline; `at` and `recorded_at` are UTC seconds."""

    id: int
    customer_id: int
    kind: str
    direction: str
    outcome: str | None
    grade: str | None
    text: str
    duration_seconds: int | None
    at: int
    recorded_at: int
    user: str


def touch(kind: str, direction: str, outcome: str | None) -> str | None:
    """Return how close a touch this was: contact, light, attempt, or None for a note.

    An answer or anything incoming is a contact; a message counts as two-way unless it was
    only sent (domain.md, section 2).
    """
    if kind == "note":
        return None
    if outcome in FAILED:
        return "attempt"
    if direction == "in" or outcome in ANSWERED:
        return "contact"
    return "light" if kind in LIGHT or outcome == "sent" else "contact"


def read_kind(text: str) -> str:
    """Return the kind a seller means, in either language."""
    found = known_word(KINDS, text)
    if found is None:
        raise UnknownKind(text=text, kinds=", ".join(KINDS))
    return found


def read_outcome(text: str) -> str:
    """Return the outcome a seller means, in either language."""
    found = known_word(OUTCOMES, text)
    if found is None:
        raise UnknownOutcome(text=text, outcomes=", ".join(OUTCOMES))
    return found


def read_grade(text: str) -> str:
    """Return a call grade, A to D."""
    grade = text.strip().upper()
    if grade not in GRADES:
        raise UnknownGrade(text=text)
    return grade


def known_word(table: dict[str, tuple[str, tuple[str, ...]]], text: str) -> str | None:
    """Return the code that a word means in a table of words, None if it is none of them."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for code, (_, aliases) in table.items():
        if wanted == code or wanted in aliases:
            return code
    return None
