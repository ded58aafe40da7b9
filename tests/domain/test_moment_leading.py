"""A moment in front of a note: no word of the note goes with it, nor is half a span taken."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.moment import UnreadableMoment, leading_moment

SUNDAY = datetime.fromisoformat("2026-11-22T10:00")
CHINA = almanac("CN")

# moment | what is left for the note
READ = """
2026-11-23T15:00 = tomorrow 3pm | sharp knives
2026-11-23T15:00 = tomorrow 3pm | call at home
2026-12-06 = in 2 weeks | time sheet
2026-12-06 = in 2 weeks' time | call
2026-11-25 = 3d | call back
2026-11-25 = nov 25 | samples to Wang
2026-11-25 = nov 25 2026 | boxes
2026-11-25 = 2026-11-25 | 15 boxes
2026-11-22T15:30 = 15:30 | people come
2026-12-05 = 5th | call
2026-11-23 = tomorrow | 30 boxes
2026-11-23 = tomorrow | lunch box
2026-11-23T12:00 = tomorrow lunch |
2026-11-23 = tomorrow | to friday's shop
2026-11-23T12:00 = 明天 12点 | 30 箱
2026-11-23T12:30 = 明天 12点 30 | 送货
2026-11-23T10:00 = 明天 10点 | 20 人
2026-12-01 = 下个月 | 5 箱
2026-12-05 = 下个月 5 | 送货
2026-11-25 = 周三 | 个人 名片
2026-11-25 = 下周三 | 家店
2026-11-25 = 11-25 | 张总
2026-12-05 = 12月5号 | 店庆
2026-12-05 = 5号 | 仓库 盘点
2026-11-27 = 周五 | 前台
2027-10-01 = 国庆 | 节目
"""
REFUSED = """
3d printer demo|2d drawing|5th avenue office|the 15th floor visit|21st century fox|24/7 service
may 5 people come|12-24 months plan|10-20 minutes|at 10 30 boxes|tomorrow at 15 boxes|60w bulb
monday to friday|monday - friday|monday 3pm to 5pm|monday 3pm - 5pm|monday 3-5pm|tomorrow or friday
monday 10:00-11:00|tomorrow and friday|tomorrow 5|2m cable|tomorrow at 1530 main street
5号 楼|12号 桌|10月 1号 店|周五 后|15:00 以后|618 箱|11月 25 箱|12月5 箱|周一 、 周三|3点 - 5点
15:00 到 16:00|周一 到 周五|明天 或 后天|100w 订单|12 点 5
"""


@pytest.mark.parametrize("row", READ.strip("\n").split("\n"))
def test_words_of_the_note_are_left(row: str) -> None:
    expected, _, line = row.partition(" = ")
    run, _, note = line.partition(" |")
    words = [*run.split(), *note.split()]
    moment, count = leading_moment(words, SUNDAY, almanac=CHINA)
    assert (moment.iso(), words[:count], words[count:]) == (expected, run.split(), note.split())


@pytest.mark.parametrize("line", REFUSED.strip("\n").replace("\n", "|").split("|"))
def test_is_no_moment_with_a_note(line: str) -> None:
    with pytest.raises(UnreadableMoment):
        leading_moment(line.split(), SUNDAY, almanac=CHINA)
