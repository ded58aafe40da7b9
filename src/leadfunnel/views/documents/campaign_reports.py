"""What a sale event came to, as JSON."""

from __future__ import annotations

from leadfunnel.domain.campaign_figures import Figures
from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.rate import ratio
from leadfunnel.domain.record import field_names
from leadfunnel.services.results.campaigns import (
    CampaignDay,
    CampaignReport,
    CampaignsCompared,
    GuideRow,
)
from leadfunnel.services.results.seen import Seen
from leadfunnel.views.documents.campaigns import campaign, check
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

Document = dict[str, object]
ON_A_DAY = frozenset(
    (
        *("called", "connected", "not_reached", "wrong", "keen", "unsure", "averse", "ungraded"),
        *("asked", "phone", "qr", "left", "booked", "came", "bought", "money"),
    )
)


def report(result: CampaignReport, setting: Setting) -> Document:
    """Return what was done on a day, or in all."""
    seen = _seen(result.seen, setting)
    return {"schema": "leadfunnel.campaign-report/1", **seen, **figures_of(result, setting)}


def figures_of(result: CampaignReport, setting: Setting) -> Document:
    """Return all there is to say of a campaign."""
    return {
        "campaign": campaign(result.campaign),
        "view": "summary" if result.whole else "check",
        "date": result.today.isoformat(),
        "guides": [_row(one) for one in result.rows],
        "total": _figures(result.total),
        "interests": [
            {"name": name, "people": people, "bought": bought}
            for name, people, bought in result.interests
        ],
        "not_came": _reasons(result.not_came),
        "not_bought": _reasons(result.not_bought),
        "junk": _reasons(result.junk),
        "junk_sources": [
            {"source": name or None, "people": people, "junk": junk, "share": ratio(junk, people)}
            for name, people, junk in result.junk_sources
        ],
        "tomorrow": dict(result.tomorrow),
        "checks": [check(one, setting) for one in result.checks],
        "days": None if result.days is None else [_day(one) for one in result.days],
        "not_handed_in": None
        if result.out is None
        else [
            {"guide": one.guide, "since": one.since.isoformat(), "people": one.people}
            for one in result.out
        ],
    }


def _day(found: CampaignDay) -> Document:
    goals = ("calls_goal", "calls_done", "group_goal")
    return {
        "date": found.day.isoformat(),
        "guides": [
            {
                "guide": row.guide.name if row.guide else None,
                **_done(row.figures),
                **{name: getattr(row, name) for name in goals},
            }
            for row in found.rows
        ],
        "total": _done(found.total),
    }


def _done(total: Figures) -> Document:
    """Return what was done on a day, without how people stand at its end."""
    return {name: value for name, value in _figures(total).items() if name in ON_A_DAY}


def _reasons(found: tuple[tuple[str, int], ...]) -> list[Document]:
    return [{"reason": code or None, "people": count} for code, count in found]


def _row(row: GuideRow) -> Document:
    exchange = row.exchange
    return {
        "guide": row.guide.name if row.guide else None,
        **_figures(row.figures),
        "days": row.days,
        "calls_goal": row.calls_goal,
        "calls_done": row.calls_done,
        "group_goal": row.group_goal,
        "exchange": {**vars(exchange), "goal": exchange.goal} if exchange else None,
        "met": row.met if row.guide and row.days else None,
    }


def _figures(total: Figures) -> Document:
    counts = {name: getattr(total, name) for name in field_names(total) if name != "money"}
    return {
        **counts,
        "group_intent_share": ratio(total.group_intent, total.in_group),
        "conversion": ratio(total.bought, total.came),
        "money": [
            {
                "currency": currency,
                "amount": decimal_string(bought, currency),
                "refunds": decimal_string(back, currency),
                "net": decimal_string(bought - back, currency),
            }
            for currency, (bought, back) in sorted(total.money.items())
        ],
    }


def compared(result: CampaignsCompared, setting: Setting) -> Document:
    """Return campaigns beside each other."""
    items = [figures_of(one, setting) for one in result.reports]
    head = {"schema": "leadfunnel.campaigns-compared/1", **_seen(result.seen, setting)}
    return {**head, "count": len(items), "items": items}


def _seen(seen: Seen | None, setting: Setting) -> Document:
    return {
        "as_of": instant(seen.as_of if seen else None, setting),
        "known_at": instant(seen.known_at if seen else None, setting),
        "recorded_since": seen.recorded_since if seen else 0,
    }
