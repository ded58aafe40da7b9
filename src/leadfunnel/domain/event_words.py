"""What the files of other programs write for kinds, directions and lengths of interactions."""

from __future__ import annotations

import re

from leadfunnel.domain.fold import fold
from leadfunnel.domain.interaction import UnknownKind, read_kind

WAYS = {
    "call": "phone call|outbound call|inbound call|cold call|calls|电话沟通|电话跟进|电话联系|"
    "电话拜访|电话回访|电话营销|回访|来电|去电|呼入|呼出|语音|语音通话",
    "wechat": "wechat message|wechat chat|微信沟通|微信跟进|微信聊天|微信联系|企业微信|企微",
    "sms": "text message|短信沟通|发短信",
    "email": "e-mail|emails|邮件沟通|发邮件|电子邮件|邮箱",
    "visit": "store visit|site visit|showroom visit|walk-in|到店接待|到访|来访|客户来访|上门咨询",
    "meeting": "in person|face to face|on-site|上门|上门拜访|外出拜访|拜访客户|当面拜访|面谈|当面|"
    "会议|线上会议|视频会议|实地拜访|现场",
    "demo": "product demo|产品演示|产品展示",
    "sample": "sample sent|寄样|送样|送样品",
    "coupon": "发优惠券|送券",
    "social": "like|comment|朋友圈互动|点赞评论",
    "push": "content sent|发送资料|资料发送|群发",
    "greeting": "节日问候|生日祝福|节日祝福",
    "invite": "invitation|活动邀约|邀请到店",
    "note": "notes|其他|其它|other|小记|跟进记录",
}
"""Kind code: further words for it, besides those a seller types."""

INWARD = "in|inbound|incoming|received|呼入|来电|接入|打入|客户来电|收到|进线"
OUTWARD = "out|outbound|outgoing|sent|dialed|dialled|呼出|去电|拨出|打出|外呼|发出"


def read_way(text: str) -> str | None:
    """Return the kind of interaction a cell means, None for none."""
    try:
        return read_kind(text)
    except UnknownKind:
        return _among(WAYS, text)


def read_direction(text: str) -> str | None:
    """Return in or out, None for neither."""
    return _among({"in": INWARD, "out": OUTWARD}, text)


def _among(words: dict[str, str], text: str) -> str | None:
    wanted = fold(text)
    for code, listed in words.items():
        if wanted in map(fold, listed.split("|")):
            return code
    return None


_PARTS = (
    r"(?:(?P<h>\d+)\s*(?:小时|时|h|hrs?|hours?))?\s*"
    r"(?:(?P<m>\d+)\s*(?:分钟|分|m|mins?|minutes?|'))?\s*"
    r"(?:(?P<s>\d+)\s*(?:秒钟|秒|s|secs?|seconds?|\"))?"
)


def read_duration(text: str, *, minutes: bool = False) -> int | None:
    """Return seconds, None for what is no length; a bare number is seconds, or `minutes`."""
    bare = text.strip().casefold()
    if re.fullmatch(r"\d{1,6}(\.\d+)?", bare):
        return round(float(bare) * (60 if minutes else 1))
    clock = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})", bare)
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    parts = re.fullmatch(_PARTS, bare)
    if parts is None or not any(parts.groups()):
        return None
    return sum(int(parts[name] or 0) * size for name, size in (("h", 3600), ("m", 60), ("s", 1)))
