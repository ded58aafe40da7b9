"""Files of events and deals: the fields their columns can feed, and the headers that mean them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from leadfunnel.domain.headers import (
    BY_SYSTEM,
    CUSTOMERS,
    WORDS,
    Vocabulary,
    plain_header,
    read_field,
)
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

KINDS = ("customers", "interactions", "stage-changes", "deals", "users")
LATER = ("purchases", "costs")
"""Kinds that are promised and cannot be imported yet."""

WHO = {name: WORDS[name] for name in ("phone", "wechat", "email", "external_id", "company")}
WHO["name"] = f"{WORDS['name']} 跟进客户 拜访客户 关联客户"
AUTHOR = (
    "author by user createdby changedby loggedby owner salesperson salesrep rep agent "
    "跟进人 跟进人员 记录人 创建人 操作人 变更人 负责人 销售 销售员 业务员 顾问"
)
EVENT_WORDS: dict[str, dict[str, str]] = {
    "interactions": {
        **WHO,
        "at": "at time date datetime when timestamp activitydate calldate calltime contactdate "
        "contacttime 跟进时间 跟进日期 联系时间 联系日期 沟通时间 拜访时间 拜访日期 通话时间 "
        "时间 日期",
        "kind": "kind type channel activitytype method 跟进方式 跟进类型 联系方式类型 沟通方式 "
        "拜访方式 方式 类型",
        "direction": "direction calldirection 方向 呼叫方向 呼叫类型",
        "outcome": "outcome result callresult disposition 结果 跟进结果 联系结果 通话结果 拨打结果",
        "duration": "duration callduration talktime 时长 通话时长 通话时间秒 时长秒 时长分钟",
        "text": "text note notes content body summary comment comments description subject "
        "跟进内容 跟进记录 跟进情况 沟通内容 沟通记录 联系记录 拜访记录 内容 记录 备注",
        "author": AUTHOR,
        "event_id": "eventid activityid interactionid callid 跟进编号 跟进id 记录编号 记录id",
    },
    "stage-changes": {
        **WHO,
        "deal_id": "dealid opportunityid 商机编号 商机id 商机号",
        "at": "at time date datetime when timestamp changedat changedate changetime moveddate "
        "变更时间 变更日期 时间 日期 转化时间 推进时间",
        "to": "to tostage newstage newvalue stage 新阶段 变更后 变更后阶段 到阶段 目标阶段 阶段",
        "from": "from fromstage oldstage oldvalue previousstage 原阶段 变更前 变更前阶段 旧阶段",
        "author": AUTHOR,
        "reason": f"reason {WORDS['lost_reason']} 原因 变更原因",
    },
    "deals": {
        **WHO,
        "deal_id": "dealid opportunityid 商机编号 商机id 商机号",
        "title": "title deal dealname opportunity opportunityname 商机名称 商机 项目名称 项目",
        "stage": f"{WORDS['stage']} dealstage 商机阶段 商机状态",
        "stage_since": WORDS["stage_since"],
        "created_at": WORDS["created_at"],
        "updated_at": "updated updatedat modified modifiedat lastmodified lastmodifieddate "
        "更新时间 修改时间 最后修改时间",
        "amount": "amount dealamount value dealvalue 金额 商机金额 预计金额 预计销售金额 合同金额",
        "currency": "currency currencycode 币种 货币",
        "probability": "probability winprobability 概率 成交概率 赢单率 可能性",
        "expected_close": "expectedclose expectedclosedate 预计成交日期 预计成交时间 预计结单日期 "
        "预计签单日期",
        "closed_at": "closedate closedat closeddate closingdate 成交日期 成交时间 结单日期 "
        "关闭日期 签单日期 赢单日期",
        "outcome": "outcome result won wonlost status 结果 输赢 输赢结果 商机结果",
        "owner": WORDS["owner"] + " opportunityowner dealowner",
        "product": "product productname 产品 产品名称 商品",
        "lost_reason": WORDS["lost_reason"] + " 输单原因",
    },
    "users": {
        "id": "id userid agentid employeeid staffid externalid 工号 员工编号 员工id 编号",
        "name": "name fullname username agentname employeename agent employee 姓名 员工姓名 员工 "
        "名字 销售 销售员",
        "department": "department dept team agentdepartment 部门 所属部门 团队",
        "outlet": WORDS["outlet"],
        "role": "role 角色 岗位",
    },
}
"""The fields of each kind of file, with the headers that mean them."""

UNASKED = {"interactions": ("grade",)}
"""Fields that a column feeds only when a person says so."""

TELLTALE: dict[str, tuple[frozenset[str], ...]] = {
    "users": (frozenset(("name", "department")), frozenset(("name", "role"))),
    "stage-changes": (frozenset(("at", "to", "from")),),
    "deals": (
        frozenset(("amount", "deal_id")),
        frozenset(("amount", "title", "stage")),
        frozenset(("amount", "title", "expected_close")),
        frozenset(("amount", "stage", "closed_at")),
    ),
    "interactions": (frozenset(("at", "kind", "text")), frozenset(("at", "kind", "outcome"))),
}
"""What a header must hold for a file to be of a kind; the first kind that fits is it."""


def sniffed(header: Sequence[str]) -> str:
    """Return the kind of file a header tells; one that tells nothing else is of customers."""
    for kind, marks in TELLTALE.items():
        fields = {_known(kind).get(plain_header(name), "") for name in header}
        if kind == "users" and fields_of_people(header):
            continue
        if any(mark <= fields for mark in marks) and not _own(kind, header):
            return kind
    return "customers"


def fields_of_people(header: Sequence[str]) -> bool:
    """Tell whether a header has what only customers have."""
    found = {CUSTOMERS.recognised(name, False, None) for name in header}
    return bool(found & {"phone", "wechat", "company", "source", "stage", "next"})


def _own(kind: str, header: Sequence[str]) -> bool:
    """Tell whether a list of customers only looks like one of events: it says what comes next."""
    found = {CUSTOMERS.recognised(name, False, None) for name in header}
    return kind == "interactions" and bool(found & {"stage", "source", "birthday"})


@cache
def vocabulary(kind: str) -> Vocabulary:
    """Return the fields of one kind of file."""
    if kind == "customers":
        return CUSTOMERS
    return Vocabulary(
        lambda text: _read(kind, text),
        lambda text: _unknown(kind, text),
        lambda name, _, system: _recognised(kind, name, system),
    )


def fields(kind: str) -> tuple[str, ...]:
    """Return what may be typed after the = of --map for a kind of file."""
    dated = ("stage:CODE",) if kind == "deals" else ()
    return (*EVENT_WORDS[kind], *UNASKED.get(kind, ()), "ignore", *dated)


def _read(kind: str, text: str) -> str | None:
    word = text.strip().lower()
    if kind == "deals" and word.startswith("stage:"):
        return read_field(text)
    if word in fields(kind):
        return word
    return _known(kind).get(plain_header(word))


def _unknown(kind: str, text: str) -> str:
    told = N_('no field is called "{text}" (one of {fields})')
    return Phrase(told, text=text.strip()[:40], fields=", ".join(fields(kind)))


def _recognised(kind: str, name: str, system: str | None) -> str:
    word = plain_header(name)
    found = _known(kind).get(word, "")
    if found or not system or "external_id" not in EVENT_WORDS[kind]:
        return found
    return "external_id" if word in (*BY_SYSTEM, "accountid") else ""


@cache
def _known(kind: str) -> dict[str, str]:
    words = EVENT_WORDS[kind]
    return {plain_header(word): meant for meant, text in words.items() for word in text.split()}
