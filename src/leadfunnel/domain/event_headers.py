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

KINDS = (*("customers", "interactions", "stage-changes", "deals", "purchases", "users", "costs"),)
"""The kinds of files that can be imported."""

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
        "created_at": f"{WORDS['created_at']} engagedate opendate opened "
        "openedat 商机创建时间 立项日期",
        "updated_at": "updated updatedat modified modifiedat lastmodified lastmodifieddate "
        "更新时间 修改时间 最后修改时间",
        "amount": "amount dealamount value dealvalue closevalue closedvalue wonvalue "
        "金额 商机金额 预计金额 预计销售金额 合同金额",
        "currency": "currency currencycode 币种 货币",
        "probability": "probability winprobability 概率 成交概率 赢单率 可能性",
        "expected_close": "expectedclose expectedclosedate expectedclosingdate forecastdate "
        "预计成交 预计成交日期 预计成交时间 预计结单日期 "
        "预计签单日期",
        "closed_at": "close closed closedate closedon closedat closeddate closingdate "
        "成交日期 成交时间 结单日期 "
        "关闭日期 签单日期 赢单日期",
        "outcome": "outcome result won wonlost status 结果 输赢 输赢结果 商机结果",
        "owner": WORDS["owner"] + " opportunityowner dealowner salesagent agent rep seller",
        "product": "product productname 产品 产品名称 商品",
        "lost_reason": WORDS["lost_reason"] + " 输单原因",
    },
    "purchases": {
        **WHO,
        "name": f"{WORDS['name']} buyer buyername customername member receiver recipient 买家 "
        "买家姓名 收货人 收货人姓名 会员 会员姓名 顾客 顾客姓名 买家会员名",
        "phone": f"{WORDS['phone']} buyerphone receiverphone 收货人手机 收货人手机号 收货人电话 "
        "买家手机 买家手机号 会员手机 会员手机号 联系手机",
        "deal_id": "dealid opportunityid 商机编号 商机id 商机号",
        "order": "order orderno ordernumber orderid ordersn invoice invoiceno receiptno ticketno "
        "订单号 订单编号 主订单编号 订单id 单号 流水号 交易流水号 小票号 销售单号",
        "at": "at date time datetime orderdate ordertime purchasedate paidat paymenttime saledate "
        "下单时间 付款时间 支付时间 成交时间 订单创建时间 订单付款时间 订单付款日期 购买日期 "
        "购买时间 销售日期 销售时间 下单日期 交易时间 日期 时间",
        "product": "product productname item itemname goods goodsname sku title 商品 商品名称 "
        "商品标题 宝贝标题 产品 产品名称 品名 货品 货品名称",
        "category": "category productcategory 类别 品类 分类 商品分类",
        "quantity": "quantity qty count units pieces 数量 件数 购买数量 宝贝总数量 商品数量 "
        "销售数量",
        "price": "price unitprice 单价 售价 商品单价 成交单价",
        "amount": "amount lineamount lineprice linetotal subtotal paid revenue sales 金额 小计 "
        "实付 实付金额 实收 实收金额 成交金额 销售额 销售金额 商品金额 支付金额",
        "total": "total ordertotal orderamount grandtotal 总价 总额 总金额 订单金额 订单总额 "
        "订单实付金额 买家实际支付金额 合计",
        "currency": "currency currencycode 币种 货币",
        "refund": "refund refunded refundamount 退款 退款金额 退货金额",
        "refunded_at": "refunddate refundedat refundtime 退款时间 退款日期",
        "outlet": WORDS["outlet"],
        "author": AUTHOR + " cashier guide 店员 导购 收银员 营业员",
        "status": "status orderstatus 状态 订单状态 交易状态",
        "note": "note notes remark comment comments 备注 买家留言 订单备注",
    },
    "costs": {
        **WHO,
        "deal_id": "dealid opportunityid 商机编号 商机id 商机号",
        "channel": f"{WORDS['source']} marketingchannel",
        "campaign": "campaign campaignname 活动 活动名称 推广计划",
        "category": "category costtype expensetype 类别 费用类别 费用类型 费用科目 科目",
        "amount": "amount cost costs spend marketingcost adspend expense 金额 费用 花费 成本 "
        "投放费用 广告费 消耗 费用金额",
        "currency": "currency currencycode 币种 货币",
        "at": "at date day spentat 日期 时间 发生日期 费用日期",
        "note": "note notes description comment 备注 说明 摘要",
        "cost_id": "costid expenseid 费用编号 费用单号 报销单号",
    },
    "users": {
        "id": "id userid agentid employeeid staffid externalid 工号 员工编号 员工id 编号",
        "name": "name fullname username agentname employeename agent employee salesagent salesrep "
        "salesperson rep seller 姓名 员工姓名 员工 "
        "名字 销售 销售员",
        "department": "department dept team agentdepartment 部门 所属部门 团队",
        "outlet": f"{WORDS['outlet']} office regionaloffice",
        "role": "role 角色 岗位",
    },
}
"""The fields of each kind of file, with the headers that mean them."""

UNASKED = {"interactions": ("grade",)}
"""Fields that a column feeds only when a person says so."""

TELLTALE: dict[str, tuple[frozenset[str], ...]] = {
    "users": (frozenset(("name", "department")), frozenset(("name", "role"))),
    "stage-changes": (frozenset(("at", "to", "from")),),
    "purchases": (
        frozenset(("order", "at", "amount")),
        frozenset(("order", "at", "total")),
        frozenset(("order", "product", "quantity")),
        frozenset(("at", "product", "quantity")),
        frozenset(("at", "product", "price")),
    ),
    "deals": (
        frozenset(("amount", "deal_id")),
        frozenset(("amount", "title", "stage")),
        frozenset(("amount", "title", "expected_close")),
        frozenset(("amount", "stage", "closed_at")),
    ),
    "costs": (frozenset(("amount", "category", "channel")), frozenset(("amount", "cost_id"))),
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
