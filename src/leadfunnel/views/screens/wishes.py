"""What a customer allows, and which reminders rest for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leadfunnel.domain.consent import CHANNELS, STATES, Consent
from leadfunnel.domain.reminder import REASONS
from leadfunnel.i18n import _
from leadfunnel.services.results.people import Consents
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Column, Span, Table, line
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import customer_words


def consents(result: Consents, setting: Setting) -> list[Block]:
    """Return what a customer said about being contacted, the newest last."""
    head = line(Span(customer_words(result.customer, setting), "title"), hang=2)
    if not result.history:
        return [head, line(_("Nothing was said about being contacted."))]
    return [head, _history(result.history, setting)]


def consented(history: Sequence[Consent], setting: Setting) -> list[Block]:
    """Return the part of a card about being contacted; nothing where nothing was said."""
    if not history:
        return []
    title = line(Span(_("May be contacted by"), "title"))
    return [BLANK, title, _history(history, setting)]


def rests(mutes: Mapping[str, date]) -> list[Block]:
    """Return the part of a card about reminders that rest."""
    text = _("Not reminded of until {day}: {reason}")
    return [
        line(Span(text.format(day=dates.day_words(day), reason=_(REASONS[code][0])), "dim"), hang=2)
        for code, day in mutes.items()
    ]


def _history(history: Sequence[Consent], setting: Setting) -> Table:
    columns = (
        Column(style="dim"),
        Column(),
        Column(),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(
        (
            dates.stamp(wish.at, setting),
            _(CHANNELS[wish.channel][0]),
            Span(_(STATES[wish.state]), "good" if wish.state == "given" else "bad"),
            wish.how,
            wish.user,
        )
        for wish in history
    )
    return Table(columns, rows)
