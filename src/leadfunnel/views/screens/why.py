"""Why a customer is on or off the morning list."""

from __future__ import annotations

from leadfunnel.domain.remind_facts import Held
from leadfunnel.domain.reminder import REASONS
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.why import Why
from leadfunnel.views import dates
from leadfunnel.views.layout import BLANK, WORDS, Block, Cell, Column, Span, Table, line
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import customer_words, say

_OTHERS = {
    "overdue": N_("overdue promise"),
    "due": N_("promised for today"),
    "stage": N_("stage"),
    "waiting": N_("days waiting"),
    "level": N_("level"),
}


def why(result: Why, setting: Setting) -> list[Block]:
    """Return the verdict, the terms of the score, what is held back, and layer and level."""
    blocks: list[Block] = [
        line(Span(customer_words(result.customer, setting), "title"), hang=2),
        line(_verdict(result, setting), hang=2),
    ]
    if result.terms:
        blocks += [BLANK, _terms(result, setting)]
    if result.held:
        blocks += [BLANK, line(Span(_("Held back"), "title")), _held(result, setting)]
    told = [line(say(sentence, setting), hang=2) for sentence in result.standing]
    return [*blocks, BLANK, *told] if told else blocks


def _verdict(result: Why, setting: Setting) -> str:
    if result.barred is not None:
        return _("Never on the list: {why}").format(why=say(result.barred, setting))
    if result.place is not None:
        place = result.place
        text = _("On the list of {owner} today: {number} of {count}, score {score}")
        return text.format(
            owner=place.owner, number=place.number, count=place.count, score=result.score
        )
    if result.off_list is not None:
        text = _("Not on the list today, score {score}: {why}")
        return text.format(score=result.score, why=say(result.off_list, setting))
    return _("Not on the list today: no reason holds")


def _terms(result: Why, setting: Setting) -> Table:
    said = {reason.code: say(reason.said, setting) for reason in result.shown}
    rows: list[tuple[Cell, ...]] = [
        (f"{value:+}", term_word(term), said.get(term, "")) for term, value in result.terms.items()
    ]
    quiet = [reason for reason in result.shown if reason.code not in result.terms]
    rows += [("+0", term_word(one.code), say(one.said, setting)) for one in quiet]
    rows.append((Span(f"{result.score}", "title"), Span(_("score"), "title"), ""))
    return Table((Column(align="right"), Column(), Column(wrap=WORDS)), tuple(rows), indent=2)


def _held(result: Why, setting: Setting) -> Table:
    rows = tuple(
        (term_word(reminder.code), say(reminder.said, setting), _by(held, setting))
        for reminder, held in result.held
    )
    columns = (Column(), Column(wrap=WORDS), Column(style="dim", wrap=WORDS))
    return Table(columns, rows, indent=2)


def _by(held: Held, setting: Setting) -> str:
    words = say(held.said, setting)
    if held.until is None:
        return words
    until = dates.weekday_and_day(held.until, setting)
    return _("{why}, until {day}").format(why=words, day=until)


def term_word(term: str) -> str:
    """Return what a term of the score is called."""
    return _(REASONS[term][0]) if term in REASONS else _(_OTHERS[term])
