"""The fields that a column of a file can feed, and the headers known to mean them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from leadfunnel.domain.fold import fold
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

SEVERAL = ("phone", "wechat", "email", "external_id", "tags", "note", "ignore", "id")
"""Fields that more than one column may feed."""

WORDS = {
    "name": "name fullname customer customername client clientname contact contactname "
    "contactperson 姓名 客户名称 客户姓名 客户 名称 名字 称呼 联系人 联系人姓名 收货人 收件人",
    "first_name": "firstname givenname 名",
    "last_name": "lastname surname familyname 姓 姓氏",
    "company": "company companyname organization organisation account accountname employer "
    "公司 公司名称 单位 单位名称 企业 企业名称",
    "phone": "phone phones phonenumber mobile mobilephone mobilenumber cell cellphone tel "
    "telephone 手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 座机 固定电话 移动电话",
    "wechat": "wechat wechatid weixin wx 微信 微信号 微信id",
    "email": "email emails emailaddress mail 邮箱 电子邮箱 邮件 电子邮件 邮箱地址",
    "external_id": "externalid 外部编号 外部id",
    "address": "address mailingaddress 地址 联系地址 详细地址 收货地址 家庭住址",
    "source": "source leadsource channel 来源 客户来源 线索来源 渠道 来源渠道",
    "outlet": "outlet store shop branch 门店 店铺 分店 所属门店",
    "owner": "owner assignedto salesperson salesrep accountowner contactowner leadowner "
    "负责人 跟进人 所属人 归属人 销售 销售员 业务员 顾问 所属销售",
    "tags": "tags tag labels 标签 客户标签",
    "tag:gender": "gender sex 性别",
    "tag:region": "region 地区 区域",
    "tag:industry": "industry 行业 所属行业",
    "birthday": "birthday birthdate dateofbirth dob 生日 出生日期 农历生日 阴历生日 lunarbirthday",
    "note": "note notes comment comments remark remarks description 备注 说明 描述 备注信息",
    "created_at": "created createdat createdon createddate createdtime createdate dateadded "
    "创建时间 创建日期 添加时间 添加日期 录入时间 录入日期",
    "stage": "stage salesstage 阶段 客户阶段 销售阶段",
    "stage_since": "stagesince 阶段时间",
    "lost_reason": "lostreason lossreason 流失原因 丢单原因 战败原因",
    "do_not_contact": "donotcontact donotcall 免打扰",
    "next": "nextfollowup nextfollowupdate nextcontact followupdate "
    "下次跟进时间 下次跟进 下次跟进日期 下次联系时间 下次联系",
    "ignore": "lastcontact 最后联系时间 最后跟进时间",
}
BY_SYSTEM = (
    "customerid",
    "leadid",
    "contactid",
    "recordid",
    "clientid",
    "客户编号",
    "客户id",
    "编号",
)
"""Headers that are external ids once --system says of what; alone they would mix up systems."""

FIELDS = (
    *(name for name in WORDS if ":" not in name),
    "id",
    "tag:DIMENSION",
    "stage:CODE",
    "field:KEY",
)
"""What may be typed after the = of --map."""


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
    told = N_('no field is called "{text}" (one of {fields})')
    return Phrase(told, text=named, fields=", ".join(FIELDS))


def recognised(name: str, *, own: bool, system: str | None) -> str:
    """Return the field that a header means, "" for none; `own` is a file that we exported."""
    if own and name.strip().lower() in OWN:
        return OWN[name.strip().lower()]
    word = plain_header(name)
    if system and word in BY_SYSTEM:
        return "external_id"
    return _known().get(word, "")


def plain_header(name: str) -> str:
    """Return a header as it is compared: no case, no spaces and signs, no remark in brackets."""
    bare = re.sub(r"[(（\[【].*?[)）\]】]", "", name)
    return re.sub(r"[\s_\-.:：*#/]+", "", fold(bare))


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
