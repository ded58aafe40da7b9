"""The names of companies, without what every second one has: legal form, place, "group"."""

from __future__ import annotations

import re

from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass

_FORMS = (
    "有限责任公司", "股份有限公司", "有限合伙企业", "股份公司", "有限公司", "分公司", "总公司",
    "公司", "股份", "集团", "控股", "有限合伙",
)  # fmt: skip
_LATIN = re.compile(
    r"[\s,.&]+(?:incorporated|inc|company|co|corporation|corp|limited|ltd|llc|llp|plc|gmbh|ag|sa|"
    r"bv|pte|pty|sdn|bhd|group|holdings?)\.?$"
)
_PLACES = (
    "中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|"
    "湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|广州|"
    "深圳|杭州|南京|苏州|成都|武汉|西安|青岛|大连|宁波|厦门|无锡|佛山|东莞|长沙|郑州|济南|合肥|福州|"
    "昆明|沈阳|哈尔滨|长春|石家庄|南宁|贵阳|南昌|太原|兰州|海口|银川|西宁|呼和浩特|乌鲁木齐|拉萨|珠海|"
    "中山|惠州|温州|绍兴|嘉兴|金华|台州|常州|南通|徐州|扬州|烟台|潍坊|泉州|台北|高雄|台中"
)
_PLACE = re.compile(rf"(?:{_PLACES})[省市]?|[\u4e00-\u9fff]{{2,3}}[省市]")
_BRANCH = re.compile(rf"((?:{_PLACES})市?)分公司$")
_BRACKETS = re.compile(r"[(\[【{]([^()\[\]【】{}]*)[)\]】}]")
_SHORTEST = 2


@dataclass(frozen=True)
class Firm:
    """A company's name without form and places; `legal` says that it had a legal form."""

    core: str
    places: frozenset[str]
    legal: bool


def read_firm(text: str) -> Firm:
    """Read a company's name: 上海东风贸易有限公司 is 东风贸易 of 上海."""
    rest = fold(text)
    places: set[str] = set()
    for inner in _BRACKETS.findall(rest):
        places |= {_bare(place) for place in _PLACE.findall(inner)}
    rest = _BRACKETS.sub("", rest).strip() or rest
    branch = _BRANCH.search(rest)
    if branch and branch.start() >= _SHORTEST:
        places.add(_bare(branch[1]))
        rest = rest[: branch.start()]
    rest, place = _without_place(rest)
    short, legal = _without_form(rest)
    return Firm(re.sub(r"[\s,.&'\-]+", "", short), frozenset(places | place), legal)


def _without_place(text: str) -> tuple[str, set[str]]:
    places: set[str] = set()
    while (match := _PLACE.match(text)) and len(text) - match.end() >= _SHORTEST:
        if text[match.end() :] in _FORMS:
            break
        places.add(_bare(match[0]))
        text = text[match.end() :]
    return text, places


def _bare(place: str) -> str:
    return place.rstrip("省市")


def _without_form(text: str) -> tuple[str, bool]:
    """Return the text without legal forms at its end, never so that nothing is left."""
    legal = False
    while True:
        short = next((text.removesuffix(form) for form in _FORMS if text.endswith(form)), text)
        short = _LATIN.sub("", short).strip(" ,.&")
        if short == text or not short:
            return text, legal
        text, legal = short, True
