"""Telling that a line speaks of a contact that has happened: 刚来电, 昨天到店, just called."""

from __future__ import annotations

import re

from leadfunnel.domain.record import dataclass

_DAY = "昨天|昨日|昨晚|前天|今早|今天|上(?:个|個)?(?:周|週|星期|礼拜)[一二三四五六日天]"
_PART = "(?:上午|下午|晚上|早上|中午)?"
_JUST = "刚刚|刚才|刚|剛剛|剛才|剛|已经|已經|已"
_CALLED_IN = "来电|來電|打来电话|打來電話|打电话来|打電話來|来过电话|來過電話|来了电话|來了電話"
_CALLED_OUT = (
    "打了电话|打了電話|打过电话|打過電話|通了电话|通了電話|通过电话|通過電話|电话聊|電話聊"
)
_CAME = "到店|来店|來店|到过店|到過店|来过店|來過店"
_NOT = (
    *"没未不别等约請请待会要再可能沒別約會",
    *("明天", "后天", "下次", "下周", "欢迎", "如果", "以后"),
)
_HAN = (
    rf"(?:(?P<day>{_DAY})(?P<part>{_PART})(?:有|又)?|(?P<just>{_JUST}))?"
    rf"(?:(?P<called>{_CALLED_IN})|(?P<phoned>{_CALLED_OUT})|(?P<came>{_CAME})|(?P<chat>微信)?(?P<talked>聊))"
    r"(?P<done>[^\s,，。;；\0]{0,4}?(?:过(?![来去])|過(?![來去])|了(?!解)))?(?P<asks>咨询|諮詢|询问|詢問|问|問)?"
)
_LATIN = (
    r"\b(?P<just>just )?(?:(?P<called>called|rang|phoned)|(?P<came>came in|visited|dropped in)"
    r"|(?P<talked>(?:spoke|talked|chatted)(?= (?:to|with) (?:him|her|them)| today| yesterday)))\b"
    r"(?P<more> (?P<day>yesterday|today|just now|this morning)"
    r"| (?:about|asking|to ask|me|us|back)\b)?"
)


@dataclass(frozen=True)
class Happened:
    """A contact said to have happened; `when` is the day as typed, empty for just now.

    The kind is None where only a talk is told of.
    """

    kind: str | None
    direction: str
    when: str
    said: str


def find_touch(flat: str) -> Happened | None:
    """Return the contact that a half-width line surely says has happened, None otherwise."""
    for match in re.finditer(_HAN, flat):
        if _is_past(flat, match):
            return _happened(match, match["day"] and match["day"] + (match["part"] or ""))
    for match in re.finditer(_LATIN, flat, re.IGNORECASE):
        if match["just"] or match["more"] or match["talked"]:
            return _happened(match, match["day"])
    return None


def _is_past(flat: str, match: re.Match[str]) -> bool:
    """Tell whether a verb is said of the past; 今天到店 alone may be a plan."""
    before = flat[: match.start()]
    if before.endswith(_NOT) or flat[match.end() : match.end() + 1] in tuple("前后後时時再人"):
        return False
    day = match["day"] if match["day"] != "今天" else None
    starts = not before or before[-1] in " ,;\0。，；"
    came_by_itself = bool(match["called"]) and (starts or bool(match["asks"]))
    return bool(day or match["just"] or match["done"] or match["phoned"] or came_by_itself)


def _happened(match: re.Match[str], day: str | None) -> Happened:
    groups = match.groupdict()
    kind = "call" if groups["called"] or groups.get("phoned") else None
    if groups["came"]:
        kind = "visit"
    elif groups.get("chat"):
        kind = "wechat"
    incoming = bool(groups["called"] or groups["came"])
    said = (day or "").lower()
    when = "" if said in ("today", "just now", "this morning", "今天", "今早") else (day or "")
    return Happened(kind, "in" if incoming else "out", when, match[0].strip())
