"""The fields that a column of a file can feed, and the headers known to mean them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.tag import read_dimension
from leadfunnel.errors import N_

OWN = {
    "id": "id",
    "name": "name",
    "company": "company",
    "phones": "phone",
    "wechat": "wechat",
    "emails": "email",
    "external_ids": "external_id",
    "stage": "stage",
    "stage_since": "stage_since",
    "owner": "owner",
    "outlet": "outlet",
    "source": "source",
    "tags": "tags",
    "birthday": "birthday",
    "address": "address",
    "do_not_contact": "do_not_contact",
    "created_at": "created_at",
    "next_follow_up": "next",
    "last_contact": "ignore",
}
"""The header of our own export, in order, with the field each column comes back to."""

OWN_MARKS = frozenset(("external_ids", "stage_since", "do_not_contact", "next_follow_up"))

SEVERAL = (
    *("phone", "wechat", "email", "external_id", "tags", "note", "ignore", "id", "keep", "status"),
    *("address_part", "contact_kind"),
)
"""Fields that more than one column may feed."""

WORDS = {
    "name": "name fullname customer customername client clientname contact contactname "
    "contactperson 姓名 客户名称 客户姓名 客户 客户名 名称 名字 称呼 联系人 联系人姓名 联系人名称 "
    "收货人 收件人 收件人姓名 顾客 顾客姓名 会员姓名 会员名称 真实姓名 买家姓名 主要联系人 "
    "首要联系人",
    "display_name": "displayname fileas 显示名称 显示名 备注名 备注名称 微信备注 "
    "微信备注名 好友备注",
    "nickname": "nickname 昵称 微信昵称 微信名 微信名称 群昵称 网名",
    "first_name": "firstname givenname 名",
    "last_name": "lastname surname familyname 姓 姓氏",
    "company": "company companyname organization organisation organizationname account "
    "accountname employer 公司 公司名称 单位 单位名称 企业 企业名称 工作单位 所在公司 任职公司",
    "phone": "phone phones phonenumber mobile mobilephone mobilenumber cell cellphone tel "
    "telephone telephonenumber contactnumber workphone homephone businessphone otherphone "
    "primaryphone phone1 phone2 phone3 mobile1 mobile2 whatsapp 手机 手机号 手机号码 电话 "
    "电话号码 联系电话 联系方式 座机 固定电话 移动电话 联系号码 联系手机 客户电话 客户手机 "
    "客户手机号 手机1 手机2 手机号1 手机号2 电话1 电话2 电话3 联系电话1 联系电话2 联系方式1 "
    "联系方式2 备用电话 备用手机 其他电话 家庭电话 办公电话 公司电话 工作电话 收件人电话 "
    "收货人手机 行动电话",
    "wechat": "wechat wechatid wechatno weixin wx 微信 微信号 微信id 微信账号 微信帐号 微信号码",
    "email": "email emails emailaddress email1 email2 email3 mail workemail "
    "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 电子邮件地址 电邮 电子信箱 信箱",
    "external_id": "externalid 外部编号 外部id",
    "address": "address mailingaddress streetaddress street 地址 联系地址 详细地址 收货地址 "
    "家庭住址 家庭地址 住址 居住地址 客户地址 公司地址 送货地址 安装地址",
    "source": "source leadsource channel originalsource 来源 客户来源 线索来源 渠道 来源渠道 "
    "渠道来源 获客渠道 推广渠道 客户渠道 线索渠道 来源平台 添加来源 添加方式",
    "outlet": "outlet store shop branch 门店 门店名称 店铺 分店 所属门店 所属店铺 网点 "
    "门市 门市名称 所属门市",
    "owner": "owner assignedto salesperson salesrep accountowner contactowner leadowner 负责人 "
    "跟进人 所属人 归属人 归属 归属销售 归属员工 所属员工 所属顾问 跟进员工 跟进销售 责任人 销售 "
    "销售员 销售人员 销售顾问 业务员 业务经理 客户经理 顾问 置业顾问 课程顾问 所属销售 导购 "
    "服务人员 当前负责人 业务 业务人员 业务代表 负责业务",
    "tags": "tags tag labels label categories groups 标签 客户标签 用户标签 微信标签 企业标签 "
    "个人标签 分组 客户分组 客户类型 客户类别 客户分类",
    "tag:gender": "gender sex 性别",
    "tag:age": "age 年龄 年龄段",
    "tag:region": "region city province 地区 区域 省 省份 市 城市 区 区县 县 所在地 所在地区 "
    "所在城市 所在省份 所在区域 居住地",
    "tag:industry": "industry 行业 所属行业 所处行业 行业类型 产业 产业别",
    "tag:product": "product productinterest productofinterest interestedin 产品 意向产品 意向商品 "
    "意向车型 意向户型 意向课程 意向项目 意向套餐 感兴趣产品 感兴趣的产品 咨询产品 咨询项目 "
    "关注产品 需求产品",
    "tag:interest": "interests hobby hobbies 兴趣 爱好 兴趣爱好",
    "tag:意向等级": "意向等级 意向级别 意向程度 意向度 意向 意向强度",
    "tag:客户等级": "客户等级 客户级别 客户星级",
    "tag:rating": "rating leadrating",
    "birthday": "birthday birthdate dateofbirth dob 生日 出生日期 出生年月日 "
    "农历生日 阴历生日 lunarbirthday",
    "note": "note notes comment comments remark remarks description memo 备注 说明 描述 备注信息 "
    "客户备注 客户描述 跟进记录 最近跟进记录 最新跟进记录 跟进内容 跟进情况 沟通记录 沟通内容 "
    "沟通情况 需求 客户需求 需求描述 情况说明 留言 咨询内容 附注",
    "field:budget": "budget 预算 意向预算 预算金额 购买预算 客户预算",
    "keep": "qq qq号 qq号码 title jobtitle position department occupation website websiteurl url "
    "职位 职务 岗位 部门 职业 学历 网站 网址 官网",
    "created_at": "created createdat createdon createddate createdtime createdate dateadded "
    "创建时间 创建日期 添加时间 添加日期 录入时间 录入日期 建档时间 建档日期 登记时间 登记日期 "
    "注册时间 加入时间 首次添加时间 添加好友时间 获取时间 进线时间",
    "stage": "stage salesstage 阶段 客户阶段 销售阶段",
    "status": "status leadstatus lifecyclestage dealstage dealstatus 状态 客户状态 线索状态 "
    "跟进状态 商机状态 跟进阶段 当前阶段 客户进度",
    "stage_since": "stagesince 阶段时间",
    "lost_reason": "lostreason lossreason 流失原因 丢单原因 战败原因 未成交原因 无效原因",
    "do_not_contact": "donotcontact donotcall 免打扰",
    "next": "nextfollowup nextfollowupdate nextcontact followupdate 下次跟进时间 下次跟进 "
    "下次跟进日期 下次联系时间 下次联系 下次联系日期 下次回访时间 下次回访 下次回访日期 "
    "下次沟通时间 下一次跟进时间 计划跟进时间",
    "ignore": "lastcontact lastactivitydate 最后联系时间 最后跟进时间 最近跟进时间 "
    "最近联系时间 序号 行号",
}
FIRMS = frozenset(
    ["customer", "customername", "client", "clientname", "客户名称", "客户", "客户名"]
)
"""Headers that name a firm where another column names the person in it."""

BY_SYSTEM = (
    "customerid",
    "leadid",
    "contactid",
    "recordid",
    "clientid",
    "客户编号",
    "客户id",
    "编号",
    "会员号",
    "会员编号",
)
"""Headers that are external ids once --system says of what; alone they would mix up systems."""

OURS = ("status", "address_part", "contact_kind", "account", "display_name", "firm")
"""Fields that known headers have and nobody types."""

FIELDS = (
    *(name for name in WORDS if ":" not in name and name not in OURS),
    *("middle_name", "id", "tag:DIMENSION", "stage:CODE", "field:KEY"),
)
"""What may be typed after the = of --map."""


NEAREST = 5
"""So many fields are offered for a word that is like none."""


def read_field(text: str) -> str | None:
    """Return the field that a word means, None for no field."""
    word = text.strip()
    kind, colon, rest = word.partition(":")
    if colon and kind.strip().lower() == "stage":
        return f"stage:{rest.strip().upper()}" if rest.strip() else None
    if colon and kind.strip().lower() == "field":
        return f"field:{rest.strip().casefold()}" if rest.strip() else None
    if colon and kind.strip().lower() == "tag":
        dimension = read_dimension(rest)
        return f"tag:{dimension}" if dimension else None
    if word.lower() in FIELDS:
        return word.lower()
    return _known().get(plain_header(word))


def unknown_field(text: str) -> str:
    """Return the words for a field that does not exist, with those that do."""
    from difflib import get_close_matches

    near = get_close_matches(text.strip().lower(), FIELDS, n=1)
    named = text.strip()[:40]
    if near:
        told = N_('no field is called "{text}" (did you mean "{near}"?)')
        return Phrase(told, text=named, near=near[0])
    nearest = get_close_matches(text.strip().lower(), FIELDS, n=NEAREST, cutoff=0.0)
    told = N_('no field is called "{text}" (nearest: {fields})')
    return Phrase(told, text=named, fields=", ".join(nearest))


def recognised(name: str, *, own: bool, system: str | None) -> str:
    """Return the field that a header means, "" for none; `own` is a file that we exported.

    `system` is that of --system.
    """
    if own and name.strip().lower() in OWN:
        return OWN[name.strip().lower()]
    word = plain_header(name)
    if system and word in BY_SYSTEM:
        return "external_id"
    return _known().get(word, "")


def plain_header(name: str) -> str:
    """Return a header as it is compared: no case, no spaces and signs, no remark in brackets."""
    bare = re.sub(r"[(（\[【<].*?[)）\]】>]", "", name)
    return re.sub(r"[\s_\-.:：*#/★☆※?？\"']+", "", fold(bare))


@cache
def _known() -> dict[str, str]:
    return {plain_header(word): meant for meant, words in WORDS.items() for word in words.split()}


@dataclass(frozen=True)
class Vocabulary:
    """The fields that the columns of one kind of file can feed.

    `read` is what a typed word means, `unknown` the words for one that means nothing,
    `recognised` what a header means: name, whether the file is our own export, the system.
    """

    read: Callable[[str], str | None]
    unknown: Callable[[str], str]
    recognised: Callable[[str, bool, str | None], str]


CUSTOMERS = Vocabulary(
    read_field,
    unknown_field,
    lambda name, own, system: recognised(name, own=own, system=system),
)
