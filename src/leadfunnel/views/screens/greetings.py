"""Whom to greet and whom to sort, on the screen."""

from __future__ import annotations

from leadfunnel.domain.contact_cap import BIGGER, FESTIVAL, OFTEN, RECENT, Held
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.greetings import Greeting, GreetingRound
from leadfunnel.services.results.sorting import SortTurn
from leadfunnel.views import dates
from leadfunnel.views.cells import kept
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Rule, Span, Table, line
from leadfunnel.views.names import layer_word, listed, stage_word, tag_words
from leadfunnel.views.screens.lists import reference
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words, phones_words

WHY = {
    RECENT: N_("had something a few days ago"),
    OFTEN: N_("had enough this month"),
    FESTIVAL: N_("a greeting day is near"),
    BIGGER: N_("a bigger day is near"),
}
_COLUMNS = (Column(style="dim"), Column(style="title", wrap=ANYWHERE), Column(wrap=ANYWHERE))


def rounds(result: GreetingRound, setting: Setting) -> list[Block]:
    """Return whom to greet for a day, each with their words, and who must wait."""
    title = _("Greetings: {day}").format(day=result.title)
    when = ""
    if result.day is not None:
        far = dates.distance(result.day, setting.today)
        when = f"  {dates.day_words(result.day)}  {far}"
    blocks: list[Block] = [line(Span(title, "title"), when)]
    if not result.items:
        blocks.append(line(_("Nobody to greet now.")))
    rows = [
        (reference(item.customer), name_words(item.customer, setting), item.text)
        for item in result.items
    ]
    if rows:
        blocks.append(Table(_COLUMNS, tuple(rows)))
    return [*blocks, *_rest(result)]


def _rest(result: GreetingRound) -> list[Block]:
    """Return who is left over, held and left alone."""
    told = []
    if result.left_over:
        text = _("{count} more: at most so many greetings go out in a day, {sent} did today.")
        told.append(text.format(count=result.left_over, sent=result.sent))
    if result.held:
        text = ngettext("{count} must wait.", "{count} must wait.", len(result.held))
        told.append(text.format(count=len(result.held)))
    if result.barred:
        text = ngettext("{count} left alone.", "{count} left alone.", result.barred)
        told.append(text.format(count=result.barred))
    blocks: list[Block] = [Rule()] if told else []
    blocks += [line(Span(text, "dim"), hang=2) for text in told]
    for customer in result.waiting[:5]:
        words = held_words(result.held[customer.id])
        blocks.append(line(Span(f"#{customer.id} {customer.label}: {words}", "dim"), hang=2))
    return blocks


def held_words(held: Held) -> str:
    """Return until when somebody is not to be written to, and why."""
    text = _("until {day}, {reason}")
    return text.format(day=dates.day_words(held.until), reason=_(WHY[held.reason]))


def greeting(result: Greeting, setting: Setting) -> list[Block]:
    """Return one person to greet, with the words."""
    customer = result.customer
    known = [
        stage_word(customer.stage),
        layer_word(customer.layer) if customer.purchases else "",
        phones_words(customer.phones, setting),
        *customer.wechat[:1],
    ]
    head: list[Cell] = [
        Span(f"{result.place}/{result.count}", "dim"),
        Span(f"  {name_words(customer, setting)}", "title"),
        f"  {listed(part for part in known if part)}",
    ]
    last = customer.last_contact
    blocks: list[Block] = [Rule(), Line(tuple(head), hang=2)]
    if last is not None:
        far = dates.distance(setting.calendar.day(last), setting.today)
        blocks.append(line(Span(_("Last contact: {far}").format(far=far), "dim")))
    return [*blocks, line(result.text)]


def turn(result: SortTurn, setting: Setting) -> list[Block]:
    """Return one person to sort, and the key of each stage."""
    customer = result.customer
    known = [
        phones_words(customer.phones, setting),
        customer.company or "",
        customer.source or "",
        tag_words(customer.tags),
        stage_word(customer.stage),
    ]
    head: list[Cell] = [
        Span(f"{result.place}/{result.count}", "dim"),
        Span(f"  {name_words(customer, setting)}", "title"),
        f"  {listed(part for part in known if part)}",
    ]
    blocks: list[Block] = [Rule(), Line(tuple(head), hang=2)]
    if result.note:
        blocks.append(line(result.note))
    named = (kept(f"{key} {stage_word(stage)}") for key, stage in result.keys)
    return [*blocks, line(Span("  ".join(named), "dim"))]
