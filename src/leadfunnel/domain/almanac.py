"""What is looked up about days beyond the calendar: the lunar year, the days off, the country."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.lunar import Moon
    from leadfunnel.domain.workdays import Workdays


@dataclass(frozen=True, eq=False)
class Almanac:
    """The lunar calendar and the working days of a region (CN, US ...), each made on first use."""

    region: str
    make_moon: Callable[[], Moon]
    make_workdays: Callable[[str], Workdays]

    @cached_property
    def moon(self) -> Moon:
        """The lunar calendar."""
        return self.make_moon()

    @cached_property
    def workdays(self) -> Workdays:
        """The days off and the working days."""
        return self.make_workdays(self.region)


# What is not in a line costs it nothing: the rules for it are not even imported.
_HINTS = (
    *"节節农農历曆歷阴陰旧舊闰閏腊臘初旦宵端夕秋圣聖诞誕恩冬至夏春工双雙庆慶阳陽",
    *("五一", "六一", "七一", "八一", "十一", "三八", "五四", "618", "正月", "清明", "中元"),
    *("七月半", "平安夜", "跨年", "大年", "小年", "年三十", "年夜", "三十晚上", "年后", "年後"),
    *("黑色", "黑五", "网络周", "網絡周", "网购周", "網購周"),
    *("过年", "過年", "过完年", "過完年", "头", "頭", "复活", "復活"),
    *(
        " day",
        " eve",
        "christmas",
        "xmas",
        "easter",
        "good fri",
        "black fri",
        "cyber",
        "thanksgiving",
        "halloween",
    ),
    *("new year", "festival", "autumn", "qingming", "qixi", "working", "workday", "business"),
    *("lunar", "juneteenth", "chongyang", "double", "dragon boat", "solstice", "april fool"),
    *("valentine", "fourth of july", "mothering"),
)
_ENDS = ("月底", "月末", "年底", "年末", "eom", "eoy", "end of ")


def may_name(line: str) -> bool:
    """Say whether a line may name a lunar day, a festival or working days."""
    return any(hint in line for hint in _HINTS)


def names_end(line: str) -> bool:
    """Say whether a line names the end of a month or year, which may be no working day."""
    return any(end in line for end in _ENDS) and "week" not in line
