"""One customer as JSON."""

from __future__ import annotations

from leadfunnel.services.results.deals import plain
from leadfunnel.services.results.people import Card, JourneyView, MergedAway
from leadfunnel.views.documents.cases import case, satisfaction
from leadfunnel.views.documents.people import follow_up, instant, interaction, person
from leadfunnel.views.documents.playbooks import next_step
from leadfunnel.views.documents.purchases import bought
from leadfunnel.views.documents.wishes import consent
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.account import Member
    from leadfunnel.services.results.plans import RunView


def card(result: Card, setting: Setting) -> dict[str, object]:
    """Return everything about one customer, the timeline newest first."""
    return {
        "schema": "leadfunnel.customer/1",
        "customer": person(result.customer, setting),
        "address": result.customer.address,
        "referrer_id": result.customer.referrer_id,
        "deleted_at": instant(result.customer.deleted_at, setting),
        "timeline": [interaction(entry, setting) for entry in result.timeline],
        "follow_ups": [follow_up(item, setting) for item in result.follow_ups],
        "journeys": [_journey(journey, setting) for journey in result.journeys],
        "deals": [plain(deal) for deal in result.deals],
        "contacts": [_member(one, setting) for one in result.members],
        "plans": [_run(view, setting) for view in result.plans],
        **bought(result, setting),
        "next_step": next_step(result.next_step, setting),
        "cases": [case(one, setting) for one in result.cases],
        "satisfaction": [satisfaction(one, setting) for one in result.satisfactions],
        "consents": [consent(wish, setting) for wish in result.consents],
        "mutes": [{"reason": code, "until": day.isoformat()} for code, day in result.mutes.items()],
        "merged": [_merged(away, setting) for away in result.merged],
    }


def _member(one: Member, setting: Setting) -> dict[str, object]:
    from leadfunnel.views.documents.members import member

    return member(one, setting)


def _run(view: RunView, setting: Setting) -> dict[str, object]:
    from leadfunnel.views.documents.plans import run

    return run(view, setting)


def _merged(away: MergedAway, setting: Setting) -> dict[str, object]:
    return {
        "id": away.id,
        "name": away.name,
        "at": setting.calendar.iso(away.at),
        "operation": away.operation,
        "journeys": [_journey(journey, setting) for journey in away.journeys],
    }


def _journey(journey: JourneyView, setting: Setting) -> dict[str, object]:
    stage = journey.pipeline.by_code.get(journey.stage or "")
    return {
        "pipeline": journey.pipeline.name,
        "unit": journey.unit,
        "stage": journey.stage,
        "stage_name": stage.name("en") if stage else None,
        "since": instant(journey.since, setting),
        "changes": [
            {
                "at": setting.calendar.iso(at),
                "from": origin,
                "to": target,
                "by": by,
                "reason": reason,
                "assumed": assumed,
            }
            for at, origin, target, by, reason, assumed in journey.changes
        ],
    }
