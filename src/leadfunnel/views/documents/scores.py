"""Scores, scorecards and sleeping customers as JSON."""

from __future__ import annotations

from leadfunnel.domain.scorecard import Score
from leadfunnel.services.results.scores import Scorecards, Scored, Sleepers
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting


def scored(result: Scored, setting: Setting) -> dict[str, object]:
    """Return a customer's scores with every term."""
    return {
        "schema": "leadfunnel.score/1",
        "operation": result.operation,
        "customer": person(result.customer, setting),
        "scores": [_score(score) for score in result.scores],
    }


def _score(score: Score) -> dict[str, object]:
    return {
        "card": score.card.name,
        "total": score.total,
        "most": score.card.most,
        "threshold": score.threshold,
        "complete": score.complete,
        "fails": score.fails,
        "suggests": score.card.suggests if score.fails else None,
        "terms": [
            {
                "criterion": criterion.key,
                "points": points,
                "most": criterion.most,
                "weight": criterion.weight,
            }
            for criterion, points in score.terms
        ],
    }


def scorecards(result: Scorecards, _setting: Setting) -> dict[str, object]:
    """Return the scorecards in every language."""
    return {
        "schema": "leadfunnel.scorecards/1",
        "count": len(result.cards),
        "items": [
            {
                "name": card.name,
                "titles": dict(card.titles),
                "threshold": threshold,
                "most": card.most,
                "suggests": card.suggests,
                "criteria": [
                    {
                        "key": criterion.key,
                        "names": dict(criterion.names),
                        "ask": dict(criterion.ask),
                        "most": criterion.most,
                        "weight": criterion.weight,
                        "missing": dict(criterion.missing),
                    }
                    for criterion in card.criteria
                ],
            }
            for card, threshold in result.cards
        ],
    }


def sleepers(result: Sleepers, setting: Setting) -> dict[str, object]:
    """Return who sleeps with the likely cause."""
    return {
        "schema": "leadfunnel.dormant/1",
        "count": len(result.items),
        "more": result.more,
        "items": [
            {
                "customer": person(item.customer, setting),
                "last_purchase": bought.isoformat()
                if (bought := item.customer.last_bought)
                else None,
                "cause": item.cause,
                "noted": item.noted,
                "silent_since": instant(item.silent_since, setting),
            }
            for item in result.items
        ],
        "asleep_after_days": result.asleep_after,
        "quiet_in_group": [
            {
                "customer": person(one.customer, setting),
                "silent_since": instant(one.silent_since, setting),
            }
            for one in result.quiet
        ],
        "quiet_in_group_more": result.quiet_more,
    }
