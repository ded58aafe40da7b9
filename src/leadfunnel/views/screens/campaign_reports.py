"""What a sale event came to, on the screen: the evening check and the summary."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.campaign_figures import Figures
from leadfunnel.domain.rate import ratio
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named
from leadfunnel.services.results.campaigns import CampaignReport, CampaignsCompared, GuideRow
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    GAP,
    WORDS,
    Block,
    Cell,
    Column,
    Line,
    Rule,
    Span,
    Table,
    line,
)
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import listed
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.campaign_tables import day_tables, tables
from leadfunnel.views.screens.campaigns import days, policy
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.targets import exchange_words
from leadfunnel.views.text import visible

RIGHT = "right"
SHOWN = 8


def report(result: CampaignReport, setting: Setting) -> list[Block]:
    """Return what was done on a day, or in all."""
    parts = sections(result, setting)
    goals = parts["goals"]
    return [
        _head(result),
        *(seen_lines(result.seen, setting) if result.seen else ()),
        *parts["guides"],
        *parts["people"],
        *([Rule(), *parts["days"]] if parts["days"] else ()),
        *([Rule(), *goals] if goals else ()),
        *parts["lost"],
        *parts["next"],
    ]


def sections(result: CampaignReport, setting: Setting) -> dict[str, list[Block]]:
    """Return what there is to say of an event, by what it is about."""
    junk: list[Block] = [_junk(result)] if result.total.junk else []
    return {
        "guides": tables(result),
        "days": day_tables(result, setting),
        "goals": _goals(result) if result.rows else [],
        "people": [*junk, *_group(result.total), *_wanted(result)],
        "lost": _lost(result),
        "next": [*_out(result, setting), *_tomorrow(result)],
    }


def _head(result: CampaignReport) -> Line:
    one, today = result.campaign, result.today
    what = _("summary") if result.whole else _("evening check")
    until = ""
    if today < one.first:
        until = _("{days} to the sale").format(days=dates.days((one.first - today).days))
    elif today <= one.last:
        until = _("day {number} of the sale").format(number=(today - one.first).days + 1)
    told = GAP.join(part for part in (dates.day_words(today), what, until) if part)
    return line(Span(one.name, "title"), GAP, told, hang=2)


def _junk(result: CampaignReport) -> Line:
    parts = [f"{_reason(code, result)} {count}" for code, count in result.junk]
    text = _("Junk, left out of all figures: {count} ({reasons})")
    worst = result.junk_sources[0] if result.junk_sources else None
    told = text.format(count=result.total.junk, reasons=listed(parts))
    if worst is not None and worst[0]:
        source, count, junk = worst
        text = _("most from {source}: {junk} of {count} = {share}")
        if junk > 1 and junk * 100 >= result.junk_share * count:
            text = _("most from {source}: {junk} of {count} = {share}; close this source?")
        share = percent(ratio(junk, count))
        told += "  " + text.format(source=source, junk=junk, count=count, share=share)
    return line(Span(told, "warn"), hang=2)


def _group(total: Figures) -> list[Block]:
    if not total.in_group:
        return []
    text = _("In the group {count}, with intent {intent} = {share}")
    share = percent(ratio(total.group_intent, total.in_group))
    told = text.format(count=total.in_group, intent=total.group_intent, share=share)
    if total.left:
        told += "  " + _("left {count}").format(count=total.left)
    return [line(told, hang=2)]


def _wanted(result: CampaignReport) -> list[Block]:
    if not result.interests:
        return []
    parts = [
        f"{name} {count}" + (_(" (bought {count})").format(count=bought) if bought else "")
        for name, count, bought in result.interests[:SHOWN]
    ]
    return [line(_("Wanted: {goods}").format(goods=listed(parts)), hang=2)]


def _goals(result: CampaignReport) -> list[Block]:
    blocks: list[Block] = []
    for row in result.rows:
        if row.guide is None:
            continue
        parts: list[Cell]
        if not row.days:
            parts = [Span(_("nothing done yet"), "dim")]
        elif row.met:
            parts = [Span(_("met"), "good")]
        else:
            parts = [Span(listed(_missing(row)), "bad")]
        told = exchange_words(row.exchange) if row.exchange else ""
        text = _("into the group {sum}").format(sum=told) if told else ""
        more: list[Cell] = [GAP, Span(text, "dim")] if text else []
        blocks.append(line(Span(row.guide.name, "title"), GAP, *parts, *more, hang=2))
    return [*blocks, *policy(result.campaign)]


def _missing(row: GuideRow) -> list[str]:
    found = []
    if row.calls_short:
        found.append(_("calls missing {count}").format(count=row.calls_short))
    if row.group_short:
        found.append(_("group missing {count}").format(count=row.group_short))
    return found


def _lost(result: CampaignReport) -> list[Block]:
    blocks: list[Block] = []
    for text, found in (
        (N_("Agreed and did not come: {count} ({reasons})"), result.not_came),
        (N_("Came and did not buy: {count} ({reasons})"), result.not_bought),
    ):
        count = sum(number for _code, number in found)
        if count:
            parts = [f"{_reason(code, result)} {number}" for code, number in found]
            blocks.append(line(_(text).format(count=count, reasons=listed(parts)), hang=2))
    return blocks


def _reason(code: str, result: CampaignReport) -> str:
    if not code:
        return _("no reason told")
    names: Mapping[str, str] | None = result.reasons.get(code)
    return named(names) if names else code


def _out(result: CampaignReport, setting: Setting) -> list[Block]:
    """Return whose sheets are still out, while the event runs."""
    if result.out is None or result.campaign.closed_on is not None:
        return []
    text = _("{guide} ({people} since {day})")
    parts = [
        text.format(
            guide=one.guide, people=one.people, day=dates.weekday_and_day(one.since, setting)
        )
        for one in result.out
    ]
    if not parts:
        return [line(Span(_("Sheets not handed in: none"), "dim"), hang=2)]
    told = _("Sheets not handed in: {guides}").format(guides=listed(parts))
    return [line(Span(told, "warn"), hang=2)]


def _tomorrow(result: CampaignReport) -> list[Block]:
    words = {
        "keen": N_("keen {count}"),
        "unsure": N_("unsure {count}"),
        "not_reached": N_("not reached {count}"),
        "not_called": N_("not called {count}"),
        "visits": N_("visits {count}"),
    }
    found = [(words[name], count) for name, count in result.tomorrow.items() if count]
    over = result.today >= result.campaign.last
    if not found or over or result.campaign.closed_on is not None:
        return []
    parts = listed(_(word).format(count=count) for word, count in found)
    return [line(Span(_("Tomorrow: {groups}").format(groups=parts), "dim"), hang=2)]


def compared(result: CampaignsCompared, setting: Setting) -> list[Block]:
    """Return campaigns beside each other; shares are of the line they follow from."""
    columns = (
        Column(wrap=WORDS),
        *(Column(visible(one.campaign.name), align=RIGHT, wrap=ANYWHERE) for one in result.reports),
    )
    totals = [one.total for one in result.reports]
    rows: list[tuple[str, list[str]]] = [
        (_("Days"), [days(one.campaign) for one in result.reports]),
        (_("On the list"), [str(one.listed) for one in totals]),
        (_("Junk"), [_share(one.junk, one.junk + one.listed) for one in totals]),
        (_("Called"), [_share(one.called, one.listed) for one in totals]),
        (_("Connected"), [_share(one.connected, one.called) for one in totals]),
        (_("With intent"), [_share(one.keen + one.unsure, one.connected) for one in totals]),
        (_("In the group"), [_share(one.in_group, one.listed) for one in totals]),
        (_("To come"), [_share(one.booked, one.connected) for one in totals]),
        (_("Visited"), [_share(one.came, one.listed) for one in totals]),
        (_("Bought"), [_share(one.bought, one.came) for one in totals]),
        (_("Amount"), [_net(one) for one in totals]),
    ]
    head = seen_lines(result.seen, setting) if result.seen else []
    return [*head, Table(columns, tuple((Span(name, "title"), *cells) for name, cells in rows))]


def _share(count: int, base: int) -> str:
    return f"{count} {percent(ratio(count, base))}" if base else str(count)


def _net(total: Figures) -> str:
    return listed(sum_words(pair[0] - pair[1], code) for code, pair in total.money.items())
