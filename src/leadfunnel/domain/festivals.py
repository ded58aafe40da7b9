"""Festivals: how people call them, and on which day of a year they fall.

A rule is `10-01`, lunar `L08-15` or `L12-end`, a solar term `term:清明`, a weekday of a month such
as the third Monday `01:3:0` (the day after it `01:3:0+1`), or days from Easter `easter-2`. Where
countries differ, the rule goes by region; in a region that is not listed the day is not sure.
English names stand in the plain words of `moment_words`: `good fri`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from leadfunnel.domain.lunar import LunarDay, new_years_eve, solar_day
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac

_GREATER_CHINA = "CN HK MO TW SG"
_MOTHERS = f"{_GREATER_CHINA} US CA AU NZ JP KR MY DE IT NL BE AT CH BR IN PH"
_FATHERS = "CN HK MO SG US CA GB IE JP MY FR NL IN PH"
_MAY_DAY = f"{_GREATER_CHINA} MY DE FR IT ES NL BE AT BR MX IN PH VN TH KR"


@dataclass(frozen=True, eq=False)
class Festival:
    """A festival; `off` are the first and last usual day off, counted from its day, in China."""

    chinese: str
    english: str
    rule: str | Mapping[str, str]
    off: tuple[int, int] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, without apostrophes."""
        return tuple(
            name for text in (self.chinese, self.english) for name in text.split("|") if name
        )

    def rule_in(self, region: str) -> str | None:
        """Return the rule of a region, None where the day is not sure."""
        if isinstance(self.rule, str):
            return self.rule
        found = (rule for regions, rule in self.rule.items() if region in regions.split())
        return next(found, None)

    @cached_property
    def is_lunar(self) -> bool:
        """Whether the day goes by the lunar calendar."""
        return isinstance(self.rule, str) and self.rule.startswith("L")

    @property
    def crosses_year(self) -> bool:
        """Whether the lunar year's day lies in the solar year after it, as a rule."""
        return self.is_lunar and str(self.rule)[1:3] in ("11", "12")


def day_of(rule: str, year: int, almanac: Almanac) -> date:
    """Return the day by a rule in a year, which is a lunar one for lunar rules."""
    if rule.startswith("L"):
        return _lunar(rule[1:], year, almanac)
    if rule.startswith("term:"):
        return almanac.moon.term(year, rule[5:])
    if rule.startswith("easter"):
        from dateutil.easter import easter

        return easter(year) + timedelta(days=int(rule[6:] or 0))
    if ":" in rule:
        plain, _, later = rule.partition("+")
        return nth_weekday(year, *map(int, plain.split(":"))) + timedelta(days=int(later or 0))
    return date(year, int(rule[:2]), int(rule[3:]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return the first (1) ... weekday (0 is Monday) of a month, or its last (-1)."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _lunar(rule: str, year: int, almanac: Almanac) -> date:
    if rule.endswith("end"):
        return new_years_eve(almanac.moon, year)
    found = solar_day(almanac.moon, LunarDay(year, int(rule[:2]), int(rule[3:])))
    assert found is not None  # noqa: S101 - no festival lies on a 30th
    return found


def named_in(line: str) -> Iterator[tuple[str, Festival]]:
    """Yield the names that stand in a simplified line without apostrophes."""
    for festival in FESTIVALS:
        for name in festival.names:
            if name in line:
                yield name, festival


_TERMS = ("立春", "春分", "立夏", "夏至", "立秋", "秋分", "立冬")
_F = Festival
FESTIVALS = (
    _F("元旦|元旦节|公历新年", "new years|new years day|new year", "01-01", (0, 0)),
    _F("跨年|跨年夜", "new years eve", "12-31"),
    _F("情人节|西方情人节", "valentines day|valentines|valentine", "02-14"),
    _F("妇女节|三八|三八节|38节|女神节", "womens day|international womens day", "03-08"),
    _F("", "st patricks day|saint patricks day|st. patricks day", "03-17"),
    _F("愚人节", "april fools day|april fools", "04-01"),
    _F("五一|五一节", "may day", "05-01", (0, 4)),
    _F(
        "劳动节|五一劳动节|国际劳动节",
        "labor day|labour day",
        {_MAY_DAY: "05-01", "US CA": "09:1:0"},
        (0, 4),
    ),
    _F("青年节|五四|五四青年节", "youth day", {"CN": "05-04", "TW": "03-29"}),
    _F(
        "母亲节",
        "mothers day",
        {_MOTHERS: "05:2:6", "GB IE": "easter-21"},
    ),
    _F("", "mothering sun", "easter-21"),
    _F("六一|六一节|六一儿童节", "", "06-01"),
    _F("儿童节", "childrens day", {"CN MO": "06-01", "TW HK": "04-04", "JP": "05-05"}),
    _F("618|618大促", "", "06-18"),
    _F(
        "父亲节",
        "fathers day",
        {_FATHERS: "06:3:6", "TW": "08-08", "AU NZ": "09:1:6"},
    ),
    _F("七一|建党节|七一建党节", "", "07-01"),
    _F("八一|建军节|八一建军节", "", "08-01"),
    _F("教师节", "teachers day", {"CN HK": "09-10", "TW": "09-28"}),
    _F(
        "国庆|国庆节|国庆日",
        "national day",
        {"CN HK MO": "10-01", "TW": "10-10", "SG": "08-09", "MY": "08-31"},
        (0, 6),
    ),
    _F("十一|十一国庆|十一国庆节|十一长假|国庆长假|十一假期|国庆假期", "", "10-01", (0, 6)),
    _F("双十|双十节", "double ten day|double tenth", "10-10"),
    _F("万圣节|万圣夜|万圣节前夜", "halloween", "10-31"),
    _F("双十一|双11|光棍节", "singles day|double eleven|double 11", "11-11"),
    _F(
        "感恩节",
        "thanksgiving|thanksgiving day",
        {f"{_GREATER_CHINA} US": "11:4:3", "CA": "10:2:0"},
    ),
    _F("黑色周五|黑五", "black fri", "11:4:3+1"),
    _F("网络周一|网购周一", "cyber mon", "11:4:3+4"),
    _F("双十二|双12", "double twelve|double 12", "12-12"),
    _F("平安夜|圣诞夜|圣诞前夜", "christmas eve|xmas eve", "12-24"),
    _F("圣诞|圣诞节", "christmas|christmas day|xmas|xmas day", "12-25"),
    _F("", "boxing day", "12-26"),
    _F("", "martin luther king day|martin luther king jr day|mlk day", "01:3:0"),
    _F("", "presidents day", "02:3:0"),
    _F("", "memorial day", {"US": "05:-1:0"}),
    _F("", "juneteenth", "06-19"),
    _F("", "independence day", {"US": "07-04"}),
    _F("", "fourth of july", "07-04"),
    _F("", "columbus day", {"US": "10:2:0"}),
    _F("", "veterans day", {"US": "11-11"}),
    _F("耶稣受难日", "good fri", "easter-2"),
    _F("复活节", "easter|easter sun|easter day", "easter"),
    _F("", "easter mon", "easter+1"),
    _F(
        "春节|大年初一|农历新年|农历年|过年",
        "chinese new year|chinese new years day|lunar new year|lunar new years day"
        "|spring festival|the spring festival",
        "L01-01",
        (-1, 6),
    ),
    _F("除夕|除夕夜|大年三十|年三十|大年夜|年夜|三十晚上",
       "chinese new years eve|lunar new years eve", "L12-end"),
    _F("元宵|元宵节|上元节|灯节", "lantern festival", "L01-15"),
    _F("龙抬头|二月二龙抬头", "", "L02-02"),
    _F("端午|端午节|端阳|端阳节|龙舟节", "dragon boat festival|dragon boat", "L05-05", (0, 0)),
    _F("七夕|七夕节|七夕情人节|中国情人节", "qixi|qixi festival|double seventh", "L07-07"),
    _F("中元|中元节|鬼节|七月半", "ghost festival|hungry ghost festival", "L07-15"),
    _F("中秋|中秋节|八月节",
       "mid-autumn festival|mid-autumn|mid autumn festival|mid autumn|moon festival"
       "|mooncake festival", "L08-15", (0, 0)),
    _F("重阳|重阳节|敬老节", "double ninth festival|double ninth|chongyang", "L09-09"),
    _F("寒衣节", "", "L10-01"),
    _F("腊八|腊八节", "laba festival", "L12-08"),
    _F("北方小年", "", "L12-23"),
    _F("南方小年", "", "L12-24"),
    _F("清明|清明节", "qingming|qingming festival|tomb sweeping day|tomb-sweeping day",
       "term:清明", (0, 0)),
    _F("冬至|冬至节", "winter solstice", "term:冬至"),
    *(_F(term, "", f"term:{term}") for term in _TERMS),
)  # fmt: skip
