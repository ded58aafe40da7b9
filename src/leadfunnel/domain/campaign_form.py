"""The sheets of a sale event: their titles and headers in three languages, and what is picked."""

from __future__ import annotations

from leadfunnel.domain.fold import fold

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
        plain = name.partition("(")[0].partition("（")[0]
        code = read_word(HEADERS, plain)
        if code is not None:
            found.setdefault(code, place)
    return found
