"""What a customer allows, as JSON."""

from __future__ import annotations

from leadfunnel.domain.consent import Consent
from leadfunnel.services.results.people import Consents
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting


def consents(result: Consents, setting: Setting) -> dict[str, object]:
    """Return what a customer said about being contacted, the newest last."""
    return {
        "schema": "leadfunnel.consents/1",
        "customer": person(result.customer, setting),
        "consents": [consent(wish, setting) for wish in result.history],
    }


def consent(wish: Consent, setting: Setting) -> dict[str, object]:
    """Return one wish."""
    return {
        "channel": wish.channel,
        "state": wish.state,
        "how": wish.how,
        "at": setting.calendar.iso(wish.at),
        "recorded_at": setting.calendar.iso(wish.recorded_at),
        "user": wish.user,
    }
