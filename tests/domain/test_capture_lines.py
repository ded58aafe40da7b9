"""Whole lines as sellers type them, Chinese, English and mixed, in any order: what each says.

It is Sunday 2026-11-22, ten in the morning, in Shanghai.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.domain.reading import STORE, read, reader, told

from leadfunnel.domain.capture import capture
from leadfunnel.domain.tag import Tag

MOBILE = "+8613800138000"
LINES: list[tuple[str, dict[str, object]]] = [
    (
        "王姐 138 0013 8000 抖音 想换烟机 预算8千 下周三下午回访 #region:浦东",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["region:浦东", "product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "预算8千 抖音 138 0013 8000 下周三下午回访 想换烟机 王姐",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "下周三下午回访 王姐 #region:浦东 想换烟机 预算8千 抖音 13800138000",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["region:浦东", "product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "13800138000 下周三下午回访 抖音 预算8千 王姐 想换烟机 +浦东",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["region:浦东", "product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "王姐 13800138000 抖音 想换烟机 预算8千 下周三回访 +浦东",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["region:浦东", "product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "王姐想换烟机预算8千下周三下午回访",
        {
            "name": "王姐",
            "tags": ["product:烟机"],
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "王姐，13800138000，抖音，想换烟机，预算8千，下周三下午回访",
        {
            "name": "王姐",
            "phones": [MOBILE],
            "tags": ["product:烟机"],
            "source": "抖音",
            "note": "想换烟机",
            "budget": "8000.00 CNY",
            "when": "2026-11-25T15:00",
            "kind": "call",
            "then": "回访",
        },
    ),
    (
        "张总 １３８００１３８０００ 预算：１.２万 明天３点",
        {"name": "张总", "phones": [MOBILE], "budget": "12000.00 CNY", "when": "2026-11-23T15:00"},
    ),
    (
        "张总 微信 zhang_88 预算1.2万 周六上午到店",
        {
            "name": "张总",
            "wechat": ["zhang_88"],
            "budget": "12000.00 CNY",
            "when": "2026-11-28T09:00",
            "kind": "visit",
        },
    ),
    (
        "李老师 vx:lily2020 下周二上午10点 拜访",
        {"name": "李老师", "wechat": ["lily2020"], "when": "2026-11-24T10:00", "kind": "meeting"},
    ),
    (
        "陈先生 lily@qq.com 来源:抖音 地区:静安 年龄:30 月底签合同",
        {
            "name": "陈先生",
            "emails": ["lily@qq.com"],
            "tags": ["region:静安", "age:30"],
            "source": "抖音",
            "when": "2026-11-30",
            "then": "签合同",
        },
    ),
    (
        "小雨 VX：lily2020 #VIP 三天后 打电话",
        {
            "name": "小雨",
            "wechat": ["lily2020"],
            "tags": ["VIP"],
            "when": "2026-11-25",
            "kind": "call",
            "then": "打电话",
        },
    ),
    (
        "赵倩 13800138000 3天后送样品",
        {"name": "赵倩", "phones": [MOBILE], "when": "2026-11-25", "then": "送样品"},
    ),
    (
        "赵倩 13800138000 半小时后回电",
        {
            "name": "赵倩",
            "phones": [MOBILE],
            "when": "2026-11-22T10:30",
            "kind": "call",
            "then": "回电",
        },
    ),
    (
        "赵倩 13800138000 后天送合同",
        {"name": "赵倩", "phones": [MOBILE], "when": "2026-11-24", "then": "送合同"},
    ),
    ("赵倩 今晚8点电话", {"name": "赵倩", "when": "2026-11-22T20:00", "kind": "call"}),
    (
        "赵倩 明早9点 发微信",
        {"name": "赵倩", "when": "2026-11-23T09:00", "kind": "wechat", "then": "发微信"},
    ),
    ("赵倩 周末过来", {"name": "赵倩", "when": "2026-11-22", "kind": "visit"}),
    ("赵倩 周六 带先生来看", {"name": "赵倩", "when": "2026-11-28", "then": "带先生来看"}),
    ("赵倩 11月25日下午3点 量尺", {"name": "赵倩", "when": "2026-11-25T15:00", "then": "量尺"}),
    ("赵倩 2026-11-25 15:00 安装", {"name": "赵倩", "when": "2026-11-25T15:00", "then": "安装"}),
    ("赵倩 2026-11-25", {"name": "赵倩", "when": "2026-11-25"}),
    ("赵倩 12/1 回访", {"name": "赵倩", "note": "12/1 回访"}),
    ("赵倩 12-01 回访", {"name": "赵倩", "when": "2026-12-01", "kind": "call", "then": "回访"}),
    ("赵倩 5号下午", {"name": "赵倩", "when": "2026-12-05T15:00"}),
    ("赵倩 下个月5号", {"name": "赵倩", "when": "2026-12-05"}),
    ("赵倩 年底", {"name": "赵倩", "when": "2026-12-31"}),
    ("赵倩 +3d", {"name": "赵倩", "when": "2026-11-25"}),
    ("赵倩 约了明天3点看样机", {"name": "赵倩", "when": "2026-11-23T15:00", "then": "约了 看样机"}),
    ("赵倩 约好周六到店", {"name": "赵倩", "when": "2026-11-28", "kind": "visit", "then": "约好"}),
    ("赵倩 明天再联系", {"name": "赵倩", "when": "2026-11-23", "then": "再联系"}),
    (
        "赵倩 明天给他打电话",
        {"name": "赵倩", "when": "2026-11-23", "kind": "call", "then": "给他打电话"},
    ),
    ("赵倩 今天回访", {"name": "赵倩", "when": "2026-11-22", "kind": "call", "then": "回访"}),
    ("赵倩 今天下午3点", {"name": "赵倩", "when": "2026-11-22T15:00"}),
    ("赵倩 3点回访", {"name": "赵倩", "when": "2026-11-22T15:00", "kind": "call", "then": "回访"}),
    ("赵倩 下周", {"name": "赵倩", "when": "2026-11-23"}),
    (
        "赵倩 明天3点 后天4点",
        {"name": "赵倩", "note": "后天4点", "when": "2026-11-23T15:00", "moments": ["后天4点"]},
    ),
    (
        "赵倩 下周二或周三",
        {"name": "赵倩", "note": "或周三", "when": "2026-11-24", "moments": ["周三"]},
    ),
    ("赵倩 昨天来电", {"name": "赵倩", "note": "昨天来电", "happened": "call in 昨天"}),
    (
        "赵倩 昨天下午3点来电 明天回电",
        {
            "name": "赵倩",
            "note": "昨天下午3点来电",
            "when": "2026-11-23",
            "kind": "call",
            "then": "回电",
        },
    ),
    ("赵倩 上周三来过", {"name": "赵倩", "note": "上周三来过"}),
    ("赵倩 周六来过", {"name": "赵倩", "note": "周六来过"}),
    ("赵倩 每周三上课", {"name": "赵倩", "note": "每周三上课"}),
    ("赵倩 周一到周五上班", {"name": "赵倩", "note": "周一到周五上班"}),
    ("赵倩 明天上午10点到11点", {"name": "赵倩", "note": "明天上午10点到11点"}),
    ("赵倩 3天", {"name": "赵倩", "note": "3天"}),
    ("赵倩 2个月", {"name": "赵倩", "note": "2个月"}),
    ("赵倩 有3点要求", {"name": "赵倩", "note": "有3点要求"}),
    ("赵倩 便宜一点", {"name": "赵倩", "note": "便宜一点"}),
    ("赵倩 5号楼", {"name": "赵倩", "note": "5号楼"}),
    ("赵倩 25号", {"name": "赵倩", "note": "25号"}),
    ("赵倩 12/1", {"name": "赵倩", "note": "12/1"}),
    ("赵倩 12-05", {"name": "赵倩", "note": "12-05"}),
    ("赵倩 以后天天联系", {"name": "赵倩", "note": "以后天天联系"}),
    ("赵倩 7天内退换", {"name": "赵倩", "note": "7天内退换"}),
    ("赵倩 今天到店", {"name": "赵倩", "note": "今天到店"}),
    ("赵倩 上午", {"name": "赵倩", "note": "上午"}),
    (
        "赵倩 3室2厅 明天看房",
        {"name": "赵倩", "note": "3室2厅", "when": "2026-11-23", "then": "看房"},
    ),
    ("赵倩 国庆", {"name": "赵倩", "note": "国庆"}),
    ("周一凡 13800138000", {"name": "周一凡", "phones": [MOBILE]}),
    ("周三 13800138000", {"name": "周三", "phones": [MOBILE]}),
    ("小周六 13800138000", {"name": "小周六", "phones": [MOBILE]}),
    ("李国庆 13800138000", {"name": "李国庆", "phones": [MOBILE]}),
    (
        "John Smith +1 415 555 2671 budget $3,500 next wed 3pm call",
        {
            "name": "John Smith",
            "phones": ["+14155552671"],
            "budget": "3500.00 USD",
            "when": "2026-11-25T15:00",
            "kind": "call",
        },
    ),
    (
        "next wed 3pm John Smith call 13800138000",
        {"name": "John Smith", "phones": [MOBILE], "note": "call", "when": "2026-11-25T15:00"},
    ),
    (
        "John Smith 13800138000 tomorrow 3pm call back",
        {
            "name": "John Smith",
            "phones": [MOBILE],
            "when": "2026-11-23T15:00",
            "kind": "call",
            "then": "call back",
        },
    ),
    (
        "John Smith 13800138000 3 days later call",
        {"name": "John Smith", "phones": [MOBILE], "when": "2026-11-25", "kind": "call"},
    ),
    ("John Smith in 2 weeks", {"name": "John Smith", "when": "2026-12-06"}),
    (
        "John Smith call tomorrow 3pm",
        {"name": "John Smith", "when": "2026-11-23T15:00", "kind": "call"},
    ),
    ("John Smith tomorrow morning", {"name": "John Smith", "when": "2026-11-23T09:00"}),
    (
        "John Smith next week send the quote",
        {"name": "John Smith", "when": "2026-11-23", "then": "send the quote"},
    ),
    ("John Smith may 5 visit", {"name": "John Smith", "when": "2027-05-05", "kind": "visit"}),
    ("John Smith on the 5th", {"name": "John Smith", "when": "2026-12-05"}),
    ("John Smith eow", {"name": "John Smith", "when": "2026-11-22"}),
    ("John Smith came on wednesday", {"name": "John Smith", "note": "came on wednesday"}),
    ("John Smith 3 days ago", {"name": "John Smith", "note": "3 days ago"}),
    ("John Smith last friday", {"name": "John Smith", "note": "last friday"}),
    ("John Smith 2 kids", {"name": "John Smith", "note": "2 kids"}),
    ("John Smith 2nd floor", {"name": "John Smith", "note": "2nd floor"}),
    ("John Smith 3d printer", {"name": "John Smith", "note": "3d printer"}),
    ("John Smith weekend house", {"name": "John Smith", "note": "weekend house"}),
    ("John Smith open 24/7", {"name": "John Smith", "note": "open 24/7"}),
    ("John Sun 13800138000", {"name": "John Sun", "phones": [MOBILE]}),
    (
        "John Smith tomorrow 3pm and friday 4pm",
        {
            "name": "John Smith",
            "note": "and friday 4pm",
            "when": "2026-11-23T15:00",
            "moments": ["friday 4pm"],
        },
    ),
    (
        "Tom wants hood tomorrow 预算8千 抖音",
        {
            "name": "Tom",
            "source": "抖音",
            "note": "wants hood",
            "budget": "8000.00 CNY",
            "when": "2026-11-23",
        },
    ),
    (
        "Tom 13800138000 明天3点 call",
        {"name": "Tom", "phones": [MOBILE], "when": "2026-11-23T15:00", "kind": "call"},
    ),
    ("王姐 1.2万", {"name": "王姐", "note": "1.2万", "amounts": ["12000.00 CNY"]}),
    ("王姐 8千", {"name": "王姐", "note": "8千", "amounts": ["8000.00 CNY"]}),
    ("王姐 12k", {"name": "王姐", "note": "12k", "amounts": ["12000.00 CNY"]}),
    (
        "王姐 ￥12,000 烟机",
        {"name": "王姐", "tags": ["product:烟机"], "note": "￥12,000", "amounts": ["12000.00 CNY"]},
    ),
    ("王姐 ¥99.9", {"name": "王姐", "note": "¥99.9", "amounts": ["99.90 CNY"]}),
    ("王姐 12000元", {"name": "王姐", "note": "12000元", "amounts": ["12000.00 CNY"]}),
    ("王姐 $3,500", {"name": "王姐", "note": "$3,500", "amounts": ["3500.00 USD"]}),
    ("王姐 €20", {"name": "王姐", "note": "€20", "amounts": ["20.00 EUR"]}),
    ("王姐 HK$500", {"name": "王姐", "note": "HK$500", "amounts": ["500.00 HKD"]}),
    ("王姐 预算8千", {"name": "王姐", "budget": "8000.00 CNY"}),
    ("王姐 预算 8000", {"name": "王姐", "budget": "8000.00 CNY"}),
    ("王姐 预算八千", {"name": "王姐", "budget": "8000.00 CNY"}),
    ("王姐 预算一万二", {"name": "王姐", "budget": "12000.00 CNY"}),
    ("王姐 预算1万2", {"name": "王姐", "budget": "12000.00 CNY"}),
    ("王姐 8千预算", {"name": "王姐", "budget": "8000.00 CNY"}),
    ("王姐 预算5w", {"name": "王姐", "budget": "50000.00 CNY"}),
    ("王姐 预算：￥8,000", {"name": "王姐", "budget": "8000.00 CNY"}),
    ("Tom budget 8k", {"name": "Tom", "budget": "8000.00 CNY"}),
    ("Tom budget of $3,500", {"name": "Tom", "budget": "3500.00 USD"}),
    ("Tom 12k budget", {"name": "Tom", "budget": "12000.00 CNY"}),
    ("Tom budget: 20 EUR", {"name": "Tom", "budget": "20.00 EUR"}),
    ("王姐 预算8千左右", {"name": "王姐", "note": "预算8千左右", "budget": "8000.00 CNY"}),
    ("王姐 预算大概8千", {"name": "王姐", "note": "预算大概8千", "budget": "8000.00 CNY"}),
    ("王姐 预算3-5万", {"name": "王姐", "note": "预算3-5万"}),
    ("王姐 3-5万", {"name": "王姐", "note": "3-5万"}),
    ("王姐 预算8千到1万", {"name": "王姐", "note": "预算8千到1万"}),
    ("王姐 8千-1万", {"name": "王姐", "note": "8千-1万"}),
    ("王姐 预算不多", {"name": "王姐", "note": "预算不多"}),
    ("王姐 预算2个", {"name": "王姐", "note": "预算2个"}),
    ("王姐 3千克", {"name": "王姐", "note": "3千克"}),
    ("王姐 100万像素", {"name": "王姐", "note": "100万像素"}),
    ("王姐 4K电视", {"name": "王姐", "note": "4K电视"}),
    (
        "王姐 预算8千 预算1万",
        {"name": "王姐", "note": "预算1万", "budget": "8000.00 CNY", "amounts": ["10000.00 CNY"]},
    ),
    ("Tom 5km", {"name": "Tom", "note": "5km"}),
    ("Tom 18k gold", {"name": "Tom", "note": "18k gold"}),
    ("Tom model 12k3", {"name": "Tom", "note": "model 12k3"}),
    ("Tom budget 138 0013 8000", {"name": "Tom", "note": "budget 138 0013 8000"}),
    ("王姐 预算8000 13800138000", {"name": "王姐", "phones": [MOBILE], "budget": "8000.00 CNY"}),
    ("华新公司 李总 13800138000", {"name": "李总", "phones": [MOBILE], "company": "华新公司"}),
    ("李总 华新公司 13800138000", {"name": "李总", "phones": [MOBILE], "company": "华新公司"}),
    (
        "上海华新贸易有限公司李总 13800138000 报价",
        {"name": "李总", "phones": [MOBILE], "note": "报价", "company": "上海华新贸易有限公司"},
    ),
    ("李总 上海华新贸易有限公司", {"name": "李总", "company": "上海华新贸易有限公司"}),
    ("李总 宏达集团 采购", {"name": "李总", "note": "采购", "company": "宏达集团"}),
    ("李总 公司:华新贸易", {"name": "李总", "company": "华新贸易"}),
    ("李总 单位：市第一医院", {"name": "李总", "company": "市第一医院"}),
    ("华新 李总 13800138000", {"name": "李总", "phones": [MOBILE], "company": "华新"}),
    ("上海某某贸易有限公司", {"name": "上海某某贸易有限公司"}),
    ("上海某某贸易有限公司 13800138000", {"name": "上海某某贸易有限公司", "phones": [MOBILE]}),
    ("华新公司 烟机 2台", {"name": "华新公司", "tags": ["product:烟机"], "note": "2台"}),
    ("老王 老王烧烤店", {"name": "老王", "company": "老王烧烤店"}),
    ("王姐 五金厂", {"name": "王姐", "company": "五金厂"}),
    ("王姐 周六到店", {"name": "王姐", "when": "2026-11-28", "kind": "visit"}),
    ("王姐 看了3家店", {"name": "王姐", "note": "看了3家店"}),
    ("王姐 想给公司买", {"name": "王姐", "note": "想给公司买"}),
    ("王姐 我们公司", {"name": "王姐", "note": "我们公司"}),
    ("王姐 便利店", {"name": "王姐", "note": "便利店"}),
    ("John Smith, Acme Ltd", {"name": "John Smith", "company": "Acme Ltd"}),
    ("John Smith at Beta Inc.", {"name": "John Smith", "company": "Beta Inc."}),
    (
        "John Smith, Acme Trading Co., Ltd. hood",
        {"name": "John Smith", "note": "hood", "company": "Acme Trading Co., Ltd."},
    ),
    ("Jane Doe from Muster GmbH", {"name": "Jane Doe", "company": "Muster GmbH"}),
    ("Jane Doe company: Big Apple Foods", {"name": "Jane Doe", "company": "Big Apple Foods"}),
    ("Acme Ltd", {"name": "Acme Ltd"}),
    ("Jane Acme 13800138000", {"name": "Jane Acme", "phones": [MOBILE]}),
    ("王姐 介绍人 张三", {"name": "王姐", "referrer": "张三"}),
    (
        "王姐 介绍人:张三 想换烟机",
        {"name": "王姐", "tags": ["product:烟机"], "note": "想换烟机", "referrer": "张三"},
    ),
    ("王姐 介绍人：张伟8003", {"name": "王姐", "referrer": "张伟8003"}),
    ("王姐 张三介绍", {"name": "王姐", "referrer": "张三"}),
    ("王姐 张三介绍来的", {"name": "王姐", "referrer": "张三"}),
    ("王姐 朋友张三介绍来的", {"name": "王姐", "referrer": "张三"}),
    ("王姐 张三推荐", {"name": "王姐", "referrer": "张三"}),
    ("Bob via Zhang San", {"name": "Bob", "referrer": "Zhang San"}),
    (
        "Bob via Zhang San wants hood",
        {"name": "Bob", "note": "wants hood", "referrer": "Zhang San"},
    ),
    ("Bob referred by Zhang San, hood", {"name": "Bob", "note": "hood", "referrer": "Zhang San"}),
    ("王姐 介绍人:李四", {"name": "王姐", "note": "介绍人:李四", "referrers": ["李四"]}),
    ("王姐 李四介绍", {"name": "王姐", "note": "李四介绍", "referrers": ["李四"]}),
    ("王姐 朋友介绍", {"name": "王姐", "note": "朋友介绍"}),
    ("王姐 转介绍", {"name": "王姐", "source": "转介绍"}),
    ("王姐 自我介绍", {"name": "王姐", "note": "自我介绍"}),
    ("Bob via WeChat", {"name": "Bob", "note": "via WeChat"}),
    (
        "Bob referred by Tom Lee",
        {"name": "Bob", "note": "referred by Tom Lee", "referrers": ["Tom Lee"]},
    ),
    (
        "王姐 地址：上海市浦东新区张杨路500号 3栋 201 想换烟机",
        {
            "name": "王姐",
            "tags": ["product:烟机"],
            "note": "想换烟机",
            "address": "上海市浦东新区张杨路500号 3栋 201",
        },
    ),
    (
        "王姐 地址:浦东张杨路 13800138000",
        {"name": "王姐", "phones": [MOBILE], "address": "浦东张杨路"},
    ),
    (
        "王姐 收货地址: 静安区 南京西路 1 号 明天送货",
        {"name": "王姐", "address": "静安区 南京西路 1 号", "when": "2026-11-23", "then": "送货"},
    ),
    (
        "Tom address: 12 High Street, London, wants a hood",
        {"name": "Tom", "note": "wants a hood", "address": "12 High Street, London"},
    ),
    ("王姐 烟机", {"name": "王姐", "tags": ["product:烟机"]}),
    ("王姐 想换烟机", {"name": "王姐", "tags": ["product:烟机"], "note": "想换烟机"}),
    ("王姐 问烟机", {"name": "王姐", "tags": ["product:烟机"], "note": "问烟机"}),
    ("王姐 要买烟机", {"name": "王姐", "tags": ["product:烟机"], "note": "要买烟机"}),
    ("王姐 静音", {"name": "王姐", "tags": ["need.explicit:静音"]}),
    ("王姐 +浦东", {"name": "王姐", "tags": ["region:浦东"]}),
    ("王姐 #浦东", {"name": "王姐", "tags": ["region:浦东"]}),
    ("王姐 #浦西", {"name": "王姐", "tags": ["浦西"]}),
    ("王姐 浦东 13800138000", {"name": "王姐", "phones": [MOBILE], "tags": ["region:浦东"]}),
    ("王姐 浦东大道", {"name": "王姐", "note": "浦东大道"}),
    ("烟机 13800138000", {"name": "烟机", "phones": [MOBILE]}),
    ("王姐 +来源:抖音", {"name": "王姐", "source": "抖音"}),
    (
        "王姐 行业:餐饮 兴趣:钓鱼 用途:送礼 价值观:省 要:美白 隐:抗衰 性别:女 问题:漏水",
        {
            "name": "王姐",
            "tags": [
                "industry:餐饮",
                "interest:钓鱼",
                "usage:送礼",
                "values:省",
                "need.explicit:美白",
                "need.implicit:抗衰",
                "gender:女",
                "problem:漏水",
            ],
        },
    ),
    (
        "王姐 刚来电 问烟机",
        {"name": "王姐", "tags": ["product:烟机"], "note": "刚来电 问烟机", "happened": "call in "},
    ),
    ("王姐 来电咨询", {"name": "王姐", "note": "来电咨询", "happened": "call in "}),
    (
        "王姐 昨天到店 看了样机",
        {"name": "王姐", "note": "昨天到店 看了样机", "happened": "visit in 昨天"},
    ),
    ("王姐 微信聊过", {"name": "王姐", "note": "微信聊过", "happened": "wechat out "}),
    ("王姐 打了电话 没接", {"name": "王姐", "note": "打了电话 没接", "happened": "call out "}),
    ("王姐 没来电", {"name": "王姐", "note": "没来电"}),
    ("王姐 明天来电", {"name": "王姐", "when": "2026-11-23", "kind": "call", "then": "来电"}),
    ("王姐 约到店", {"name": "王姐", "note": "约到店"}),
    (
        "Bob just called about the oven",
        {"name": "Bob", "note": "just called about the oven", "happened": "call in "},
    ),
    (
        "Bob called yesterday",
        {"name": "Bob", "note": "called yesterday", "happened": "call in yesterday"},
    ),
    (
        "Bob visited yesterday",
        {"name": "Bob", "note": "visited yesterday", "happened": "visit in yesterday"},
    ),
    ("Bob spoke to him", {"name": "Bob", "note": "spoke to him", "happened": "None out "}),
    (
        "李总 13900139000 公司:华新贸易 介绍人 张三 地址:静安区 明天下午3点 拜访 预算5万",
        {
            "name": "李总",
            "phones": ["+8613900139000"],
            "company": "华新贸易",
            "address": "静安区",
            "referrer": "张三",
            "budget": "50000.00 CNY",
            "when": "2026-11-23T15:00",
            "kind": "meeting",
        },
    ),
    ("赵倩 国庆后回访", {"name": "赵倩", "when": "2027-10-08", "kind": "call", "then": "回访"}),
    ("赵倩 国庆后", {"name": "赵倩", "when": "2027-10-08"}),
    ("赵倩 节后 定套餐", {"name": "赵倩", "when": "2027-01-04", "then": "定套餐"}),
    ("赵倩 春节前送货", {"name": "赵倩", "when": "2027-02-04", "then": "送货"}),
    ("赵倩 中秋送礼", {"name": "赵倩", "note": "中秋送礼"}),
    ("赵倩 想父亲节送礼", {"name": "赵倩", "note": "想父亲节送礼"}),
    ("赵倩 国庆", {"name": "赵倩", "note": "国庆"}),
    ("李国庆后天来", {"name": "李国庆", "when": "2026-11-24", "kind": "visit"}),
    ("李国庆 后天来", {"name": "李国庆", "when": "2026-11-24", "kind": "visit"}),
    ("王中秋 13800138000", {"name": "王中秋", "phones": [MOBILE]}),
    ("孙立春 13800138000", {"name": "孙立春", "phones": [MOBILE]}),
    ("冬至 13800138000", {"name": "冬至", "phones": [MOBILE]}),
    ("张元旦 13800138000", {"name": "张元旦", "phones": [MOBILE]}),
    ("赵倩 双十一想买", {"name": "赵倩", "note": "双十一想买"}),
    ("赵倩 十一 出游", {"name": "赵倩", "note": "十一 出游"}),
    ("赵倩 三个工作日后", {"name": "赵倩", "when": "2026-11-25"}),
    (
        "赵倩 下周一或者周二",
        {"name": "赵倩", "note": "或者周二", "when": "2026-11-23", "moments": ["周二"]},
    ),
    ("赵倩 每个月5号", {"name": "赵倩", "note": "每个月5号"}),
    ("赵倩 年后装修", {"name": "赵倩", "when": "2027-02-15", "then": "装修"}),
    ("赵倩 年底前装", {"name": "赵倩", "when": "2026-12-31", "then": "装"}),
    ("赵倩 头一次来", {"name": "赵倩", "note": "头一次来"}),
    ("赵倩 第一次来", {"name": "赵倩", "note": "第一次来"}),
    ("赵倩 一家三口", {"name": "赵倩", "note": "一家三口"}),
    ("赵倩 大年三十", {"name": "赵倩", "note": "大年三十"}),
    ("赵倩 五一爆破 想来", {"name": "赵倩", "note": "五一爆破 想来"}),
    ("Tom christmas present", {"name": "Tom", "note": "christmas present"}),
    ("Tom after christmas", {"name": "Tom", "note": "after christmas"}),
    ("Tom easter", {"name": "Tom", "note": "easter"}),
    ("Tom in time", {"name": "Tom", "note": "in time"}),
    ("Tom first time buyer", {"name": "Tom", "note": "first time buyer"}),
    ("Tom past due", {"name": "Tom", "note": "past due"}),
    ("Tom last day", {"name": "Tom", "note": "last day"}),
    ("Tom business", {"name": "Tom", "note": "business"}),
    ("Tom half past three", {"name": "Tom", "note": "half past three"}),
    ("Tom every friday", {"name": "Tom", "note": "every friday"}),
    ("Tom 2 sundays", {"name": "Tom", "note": "2 sundays"}),
    ("赵倩 今年8月", {"name": "赵倩", "note": "今年8月"}),
    ("赵倩 明年装修", {"name": "赵倩", "note": "明年装修"}),
    ("赵倩 今年想换", {"name": "赵倩", "note": "今年想换"}),
    ("赵倩 月月红", {"name": "赵倩", "note": "月月红"}),
    ("赵倩 午后红茶", {"name": "赵倩", "note": "午后红茶"}),
    ("赵倩 早点 回访", {"name": "赵倩", "note": "早点 回访"}),
    ("赵倩 晚点再打", {"name": "赵倩", "note": "晚点再打"}),
    ("赵倩 改天 联系", {"name": "赵倩", "note": "改天 联系"}),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_is_read(text: str, expected: dict[str, object]) -> None:
    assert told(read(text)) == expected


PARTS = ("王姐", "13800138000", "抖音", "想换烟机", "预算8千", "下周三下午回访")
READ = {
    "name": "王姐",
    "phones": [MOBILE],
    "tags": ["product:烟机"],
    "source": "抖音",
    "note": "想换烟机",
    "budget": "8000.00 CNY",
    "when": "2026-11-25T15:00",
    "kind": "call",
    "then": "回访",
}


def test_the_order_of_the_parts_means_nothing() -> None:
    for parts in permutations(PARTS):
        assert told(read(" ".join(parts))) == READ, parts


ENGLISH = ("John Smith", "13800138000", "Douyin", "budget 8k", "next wed 3pm")


def test_nor_does_it_in_english() -> None:
    expected = {
        "name": "John Smith",
        "phones": [MOBILE],
        "source": "Douyin",
        "budget": "8000.00 CNY",
        "when": "2026-11-25T15:00",
    }
    for parts in permutations(ENGLISH):
        assert told(read(" ".join(parts))) == expected, parts


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Tom wants a built-in dishwasher", "wants a built-in dishwasher"),
        ("Tom asked about the dishwasher for two", "asked about the dishwasher for two"),
        ("Tom dishwasher", ""),
        ("Tom 13800138000 dishwasher call back", "call back"),
    ],
)
def test_a_known_product_stays_in_the_sentence_that_names_it(text: str, note: str) -> None:
    found = capture(text, reader, replace(STORE, tags=(Tag("product", "dishwasher"),)))
    assert (found.name, found.note) == ("Tom", note)
    assert found.tags == (Tag("product", "dishwasher"),)
