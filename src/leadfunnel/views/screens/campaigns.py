"""Sale events on the screen: lists, one of them, and who did what."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.campaign import CHECKS, OPENS, Campaign, Check
from leadfunnel.domain.quoting import quoted
from leadfunnel.i18n import _
from leadfunnel.services.results.campaigns import (
    CampaignCard,
    CampaignList,
)
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    GAP,
    WORDS,
    Block,
    Column,
    Rule,
    Span,
    Table,
    line,
)
from leadfunnel.views.names import listed
from leadfunnel.views.setting import Setting

RIGHT = "right"


def campaigns(result: CampaignList, _setting: Setting) -> list[Block]:
    """Return the campaigns by their days."""
    if not result.campaigns:
        hint = _(
            "Begin one with: leadfunnel campaign new 五一爆破 --from 2027-05-01 --to 2027-05-03"
        )
        return [line(_("There is no campaign yet.")), line(Span(hint, "dim"), hang=2)]
    columns = (
        Column(align=RIGHT, style="dim"),
        Column(style="title", wrap=ANYWHERE),
        Column(),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(
        (str(one.id), one.name, days(one), _state(one, result), one.organiser or "")
        for one in result.campaigns
    )
    return [Table(columns, rows)]


def _state(one: Campaign, result: CampaignList) -> str:
    if one.closed_on is not None:
        return _("closed")
    if one.last < result.today:
        return _("over")
    return _("running") if one.runs(result.today) else _("coming")


def days(one: Campaign) -> str:
    """Return the days of the sale."""
    return f"{one.first.isoformat()} - {one.last.isoformat()}"


def card(result: CampaignCard, _setting: Setting) -> list[Block]:
    """Return one campaign with its guides and what has to be ready."""
    one, rule_of = result.campaign, result.campaign.policy
    told = [one.organiser and _("organiser {name}").format(name=one.organiser), one.goal]
    blocks: list[Block] = [
        line(Span(one.name, "title"), GAP, days(one), hang=2),
        *([line(listed(part for part in told if part), hang=2)] if any(told) else []),
    ]
    if one.warm_from is not None:
        blocks.append(line(_("Warming up from {day}.").format(day=dates.day_words(one.warm_from))))
    rule = _(
        "A day: {calls} calls, {group} into the group; -{exchange} for each visit booked, "
        "+{without} without any, never below {floor}."
    )
    goals = {"calls": rule_of.calls, "group": rule_of.group, "exchange": rule_of.exchange}
    text = rule.format(**goals, without=rule_of.without_visit, floor=rule_of.floor)
    blocks += [line(text, hang=2), *policy(one)]
    blocks.append(line(_("On the list: {count}").format(count=f"{result.listed:,}")))
    if result.guides:
        text = _("{calls} calls, {group} into the group")
        rows = tuple(
            (guide.name, text.format(calls=guide.calls, group=guide.group))
            for guide in result.guides
        )
        blocks.append(Table((Column(style="title", wrap=ANYWHERE), Column(wrap=WORDS)), rows))
    return [*blocks, *checks(result.checks)]


def policy(one: Campaign) -> list[Block]:
    """Return what meeting the goals brings, and missing them costs."""
    found = []
    if one.policy.reward:
        found.append(line(_("Goals met: {reward}").format(reward=one.policy.reward), hang=2))
    if one.policy.penalty:
        found.append(line(_("Goals missed: {penalty}").format(penalty=one.policy.penalty), hang=2))
    return list(found)


def checks(found: Sequence[Check]) -> list[Block]:
    """Return what has to be ready, by day."""
    columns = (Column(style="dim"), Column(), Column(style="title"), Column(wrap=ANYWHERE))
    rows = tuple(
        (
            "x" if one.done_at is not None else "",
            one.due.isoformat(),
            one.code,
            check_word(one),
        )
        for one in found
    )
    return [Rule(), Table(columns, rows)] if rows else []


def tasks(found: Sequence[tuple[str, int]]) -> list[Block]:
    """Return how many calls one was given for today."""
    blocks: list[Block] = [Rule()] if found else []
    for name, calls in found:
        told = _("calls today {count}").format(count=calls)
        hint = f"leadfunnel call --campaign {quoted(name)}"
        blocks.append(line(Span(name, "title"), GAP, told, GAP, Span(hint, "dim"), hang=2))
    return blocks


def due_checks(found: Sequence[Check]) -> list[Block]:
    """Return what has to be ready by today, as the morning list shows it."""
    if not found:
        return []
    rows = tuple((one.due.isoformat(), one.campaign, one.code, check_word(one)) for one in found)
    columns = (
        Column(style="dim"),
        Column(style="title", wrap=ANYWHERE),
        Column(),
        Column(wrap=ANYWHERE),
    )
    last = found[-1]
    hints = [_("Ready: leadfunnel campaign done {check}").format(check=last.code)]
    if last.code in OPENS:
        hints.append("leadfunnel " + OPENS[last.code].format(name=quoted(last.campaign)))
    return [Rule(), Table(columns, rows), *(line(Span(hint, "dim"), hang=2) for hint in hints)]


def check_word(one: Check) -> str:
    """Return what a check is about."""
    return one.text or (_(CHECKS[one.code]) if one.code in CHECKS else one.code)
