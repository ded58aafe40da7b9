"""The sheets of a sale event: their titles and headers in three languages, and what is picked."""

from __future__ import annotations

from functools import cache

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import plain_header, recognised

LANGUAGES = ("zh-CN", "zh-TW", "en")
TITLES: dict[str, tuple[str, str, str]] = {
    "calls": ("电话邀约记录表", "電話邀約紀錄表", "Call record"),
    "visits": ("成功邀约记录表", "成功邀約紀錄表", "Agreed record"),
    "summary": ("操盘手汇总表", "操盤手彙總表", "Organiser summary"),
}
"""The title of each sheet, as in LANGUAGES (seller.md, D7)."""

HEADERS: dict[str, tuple[str, str, str]] = {
    "number": ("序号", "序號", "No."),
    "name": ("姓名", "姓名", "Name"),
    "phone": ("电话", "電話", "Phone"),
    "wechat": ("微信", "微信", "WeChat"),
    "grade": ("意向", "意向", "Intent"),
    "interest": ("意向产品", "意向產品", "Wants"),
    "try1": ("第1次", "第1次", "1st call"),
    "try2": ("第2次", "第2次", "2nd call"),
    "try3": ("第3次", "第3次", "3rd call"),
    "visit": ("约到店日期", "約到店日期", "To come on"),
    "group": ("是否进群", "是否進群", "In the group"),
    "entry": ("进群方式", "進群方式", "Joined by"),
    "note": ("备注", "備註", "Note"),
    "budget": ("预算", "預算", "Budget"),
    "visit_time": ("约定到店时间", "約定到店時間", "Agreed to come"),
    "joined": ("进群", "進群", "Group"),
    "came": ("是否到店", "是否到店", "Came"),
    "bought": ("是否成交", "是否成交", "Bought"),
    "goods": ("成交产品", "成交產品", "Bought what"),
    "amount": ("金额", "金額", "Amount"),
    "not_bought": ("未成交原因", "未成交原因", "Why not bought"),
    "id": ("编号", "編號", "Id"),
}
COLUMNS = {
    "calls": (
        *("number", "name", "phone", "wechat", "grade", "interest", "try1", "try2", "try3"),
        *("visit", "group", "entry", "note", "id"),
    ),
    "visits": (
        *("number", "name", "phone", "interest", "budget", "visit_time", "joined", "entry"),
        *("came", "bought", "goods", "amount", "not_bought", "note", "id"),
    ),
}
GRADES: dict[str, tuple[str, str, str]] = {
    "A": ("强", "強", "keen"),
    "B": ("犹豫", "猶豫", "unsure"),
    "C": ("未接", "未接", "missed"),
    "D": ("无意", "無意", "no wish"),
}
ANSWERS: dict[str, tuple[str, str, str]] = {"yes": ("是", "是", "yes"), "no": ("否", "否", "no")}
ENTRIES: dict[str, tuple[str, str, str]] = {
    "phone": ("电话", "電話", "phone"),
    "qr": ("扫码", "掃碼", "QR code"),
}
_ALSO = {
    **dict.fromkeys(("y", "√", "✓", "v", "1", "true", "对", "有", "已进", "已到", "已成交"), "yes"),
    **dict.fromkeys(("n", "x", "×", "0", "false", "没", "沒", "无", "無", "未"), "no"),
    **dict.fromkeys(("二维码", "qr", "扫", "码", "扫二维码"), "qr"),
    **dict.fromkeys(("电话邀约", "打电话", "call"), "phone"),
}


_HEADERS_TOO = {
    "grade": "意愿 意願 意向程度 意向等级 意向等級 客户意向 客戶意向 等级 等級 grade",
    "interest": "意向商品 想买 想買 需求产品 需求產品 产品 產品 product wish interest",
    "try1": "第一次 第一次电话 第一次電話 第1次电话 firstcall call1",
    "try2": "第二次 第二次电话 第二次電話 第2次电话 secondcall call2",
    "try3": "第三次 第三次电话 第三次電話 第3次电话 thirdcall call3",
    "visit": "约到店 約到店 到店日期 预约到店 預約到店 约到店时间 約到店時間 visit visitdate",
    "group": "已进群 已進群 入群 是否入群 进群情况 ingroup",
    "entry": "入群方式 进群途径 進群途徑 joinedhow",
    "came": "到店 已到店 到店情况 visited",
    "bought": "成交 已成交 成交情况 purchased",
    "goods": "购买产品 購買產品 成交商品",
    "amount": "成交金额 成交金額 total",
    "not_bought": "未成交 没买原因 沒買原因 未买原因 未買原因",
    "budget": "预算金额 預算金額",
    "id": "客户编号 客戶編號 客户id customerid",
}
"""What else columns are called, beside HEADERS."""
_PEOPLE = {"phone": "phone", "name": "name", "wechat": "wechat", "note": "note"}


def word(table: dict[str, tuple[str, str, str]], code: str, language: str) -> str:
    """Return what a code is called on a sheet."""
    place = LANGUAGES.index(language) if language in LANGUAGES else 2
    return table[code][place]


def read_word(table: dict[str, tuple[str, str, str]], text: str) -> str | None:
    """Return the code of a word in whatever language, None where it is none."""
    wanted = fold(text.strip())
    for code, words in table.items():
        if wanted == fold(code) or wanted in map(fold, words):
            return code
    found = _ALSO.get(wanted)
    return found if found in table else None


def columns_of(header: tuple[str, ...]) -> dict[str, int]:
    """Return the place of each column that is known, by its code."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        code = _codes().get(plain_header(name)) or _PEOPLE.get(
            recognised(name, own=False, system=None)
        )
        if code is not None:
            found.setdefault(code, place)
    return found


@cache
def _codes() -> dict[str, str]:
    """Return the codes of columns by what they are called, in whatever language."""
    named = {word: code for code, words in HEADERS.items() for word in words}
    also = {word: code for code, words in _HEADERS_TOO.items() for word in words.split()}
    return {plain_header(word): code for word, code in (*also.items(), *named.items())}
