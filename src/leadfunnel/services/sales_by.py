"""What sales are grouped by: the words for it, and where each is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.sales import PARTS, TIMES
from leadfunnel.domain.tag import read_dimension
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page
from leadfunnel.store import sales as stored
from leadfunnel.store.sales import Marker

PLACES = ("company", "department", "owner", "outlet", "source", "level")
WORDS = {
    **{name: name for name in (*TIMES, *PLACES, *PARTS)},
    **dict.fromkeys(("日", "天"), "day"),
    **dict.fromkeys(("周", "週", "星期"), "week"),
    **dict.fromkeys(("月", "月份"), "month"),
    **dict.fromkeys(("季", "季度"), "quarter"),
    **dict.fromkeys(("年", "年份"), "year"),
    **dict.fromkeys(("公司", "firm"), "company"),
    **dict.fromkeys(("部门", "部門"), "department"),
    **dict.fromkeys(("负责人", "負責人", "销售", "銷售", "業務"), "owner"),
    **dict.fromkeys(("门店", "門店", "門市", "店"), "outlet"),
    **dict.fromkeys(("来源", "來源", "渠道", "管道", "channel"), "source"),
    **dict.fromkeys(("等级", "等級", "会员等级", "會員等級"), "level"),
    **dict.fromkeys(("产品", "產品", "商品"), "product"),
    **dict.fromkeys(("品类", "品類", "类别", "類別"), "category"),
}
TAG = ("tag:", "tag：", "标签:", "標籤:", "标签：", "標籤：")


class BadSalesGrouping(UnreadableError):
    """Sales are not grouped by that."""

    code = "bad_sales_grouping"
    message = N_("--by does not take {text}: one of {known}.")
    hint = N_("For example: leadfunnel sales --by owner --by product, or --by tag:region")


def read_by(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the dimensions meant, each once; raise BadSalesGrouping."""
    words = [word.strip() for text in texts for word in text.replace("，", ",").split(",")]
    return tuple(dict.fromkeys(_one(word) for word in words))


def _one(word: str) -> str:
    for lead in TAG:
        if word.lower().startswith(lead):
            name = word[len(lead) :].strip()
            return f"tag:{read_dimension(name) or name}"
    found = WORDS.get(word.lower())
    if found is None:
        known = ", ".join((*TIMES, *PLACES, *PARTS, "tag:DIM"))
        raise BadSalesGrouping(text=word[:40], known=known)
    return found


def markers(page: Page, by: Sequence[str]) -> dict[str, Marker]:
    """Return what tells the customers' side of a grouping: their tags and levels as of today."""
    found: dict[str, Marker] = {}
    for name in by:
        if name.startswith("tag:"):
            found[name] = stored.tagged(page.session, name.removeprefix("tag:"))
        elif name == "level":
            found[name] = lambda numbers: _levels(page, numbers)
    return found


def _levels(page: Page, numbers: Sequence[int]) -> dict[int, str | None]:
    from leadfunnel.domain.level import level_of
    from leadfunnel.store.standing import standings

    by = page.yardstick
    found = standings(page.session, numbers, by)
    return {
        number: level_of(standing.spent, by.thresholds) if standing.bought.occasions else None
        for number, standing in found.items()
    }


def around(unit: str, day: date, week_start: int) -> Period:
    """Return the day, week, month, quarter or year around a day."""
    if unit == "week":
        return periods.week_period(day, week_start)
    make = {
        "day": periods.day_period,
        "month": periods.month_period,
        "quarter": periods.quarter_period,
        "year": periods.year_period,
    }
    return make[unit](day)
