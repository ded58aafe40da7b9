"""The organiser's summary as sheets of a workbook: in all, and day by day."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_figures import Figures
from leadfunnel.domain.campaign_form import ANSWERS, TITLES, word
from leadfunnel.domain.form import Form
from leadfunnel.domain.money import decimal_string
from leadfunnel.i18n import language
from leadfunnel.services.results.campaigns import CampaignReport, GuideRow

SUMMARY: dict[str, tuple[str, str, str]] = {
    "guide": ("导购", "導購", "Guide"),
    "calls_goal": ("任务电话", "任務電話", "Calls to make"),
    "calls_done": ("实打", "實打", "Calls made"),
    "connected": ("接通", "接通", "Connected"),
    "keen": ("强", "強", "Keen"),
    "unsure": ("犹豫", "猶豫", "Unsure"),
    "not_reached": ("未接", "未接", "Missed"),
    "averse": ("无意", "無意", "No wish"),
    "group_goal": ("任务邀群", "任務邀群", "To ask into the group"),
    "asked": ("实邀", "實邀", "Asked"),
    "phone": ("进群(电话)", "進群(電話)", "Joined by phone"),
    "qr": ("进群(扫码)", "進群(掃碼)", "Joined by QR"),
    "booked": ("约到店", "約到店", "To come"),
    "came": ("到店", "到店", "Came"),
    "bought": ("成交", "成交", "Bought"),
    "amount": ("金额", "金額", "Amount"),
    "refunds": ("退款", "退款", "Refunds"),
    "met": ("完成", "完成", "Met"),
    "rule": ("奖罚", "獎罰", "Reward or penalty"),
}
DAILY = ("day", *(code for code in SUMMARY if code not in ("met", "rule")))
"""The columns of the sheet that goes day by day."""
TEXTS = ("day", "guide", "met", "rule", "amount", "refunds")
DAY = {"day": ("日期", "日期", "Day"), "title": ("每天", "每天", "Day by day")}
TOTAL = {"total": ("合计", "合計", "Total"), "nobody": ("没派", "沒派", "nobody yet")}


def summary_forms(found: CampaignReport) -> list[Form]:
    """Return the sheets of the summary: one in all, and one day by day where that was asked for."""
    return [summary_form(found), *([_day_form(found)] if found.days is not None else [])]


def _day_form(found: CampaignReport) -> Form:
    """Return a row for each day and each guide who did something on it."""
    spoken = language()
    rows = [
        {"day": one.day.isoformat(), **_summed(found.campaign, row)}
        for one in found.days or ()
        for row in one.rows
    ]
    header = (word(DAY, "day", spoken), *(word(SUMMARY, code, spoken) for code in DAILY[1:]))
    cells = tuple(tuple(row.get(code, "") for code in DAILY) for row in rows)
    return Form(word(DAY, "title", spoken), header, cells, numbers=_numbers(DAILY))


def _numbers(codes: Sequence[str]) -> frozenset[int]:
    return frozenset(place for place, code in enumerate(codes) if code not in TEXTS)


def summary_form(found: CampaignReport) -> Form:
    """Return the organiser's summary as a sheet."""
    spoken = language()
    rows = [_summed(found.campaign, row) for row in found.rows]
    total = {
        "guide": word(TOTAL, "total", spoken),
        **{
            code: str(sum(getattr(row, code) for row in found.rows))
            for code in ("calls_goal", "calls_done", "group_goal")
        },
        **_figures(found.total),
    }
    cells = tuple(tuple(row.get(code, "") for code in SUMMARY) for row in [*rows, total])
    header = tuple(word(SUMMARY, code, spoken) for code in SUMMARY)
    return Form(word(TITLES, "summary", spoken), header, cells, numbers=_numbers(tuple(SUMMARY)))


def _summed(campaign: Campaign, row: GuideRow) -> dict[str, str]:
    spoken = language()
    guide = row.guide
    goals = ("calls_goal", "calls_done", "group_goal")
    told = {
        "guide": guide.name if guide else word(TOTAL, "nobody", spoken),
        **{code: str(getattr(row, code)) for code in goals if guide},
        **_figures(row.figures),
    }
    if guide is not None and row.days:
        told["met"] = word(ANSWERS, "yes" if row.met else "no", spoken)
        told["rule"] = campaign.policy.reward if row.met else campaign.policy.penalty
    return told


def _figures(total: Figures) -> dict[str, str]:
    counts = [code for code in SUMMARY if hasattr(total, code)]
    money = total.money.items()
    return {
        **{code: str(getattr(total, code)) for code in counts},
        "amount": ", ".join(f"{decimal_string(pair[0], code)} {code}" for code, pair in money),
        "refunds": ", ".join(
            f"{decimal_string(pair[1], code)} {code}" for code, pair in money if pair[1]
        ),
    }
