"""Group chats on the screen."""

from __future__ import annotations

from leadfunnel.domain.chat_group import GroupFigures, Member
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.quoting import quoted
from leadfunnel.domain.rate import ratio
from leadfunnel.domain.reason import names_of
from leadfunnel.i18n import _, named
from leadfunnel.services.results.groups import GroupCard, GroupList
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, GAP, Block, Column, Line, Rule, Span, Table, line
from leadfunnel.views.names import grade_word, listed
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.screens.lists import reference
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words

RIGHT = "right"


def groups(result: GroupList, setting: Setting) -> list[Block]:
    """Return the groups with who is in each."""
    if not result.groups:
        hint = _("Begin one with: leadfunnel group new 老客群 --benefit 每周一款特价")
        return [line(_("There is no group yet.")), line(Span(hint, "dim"), hang=2)]
    columns = (
        Column(align=RIGHT, style="dim"),
        Column(style="title", wrap=ANYWHERE),
        Column(_("Members"), align=RIGHT),
        Column(_("With intent"), align=RIGHT),
        Column(_("Silent"), align=RIGHT),
        Column(_("Junk"), align=RIGHT),
        Column(_("Left"), align=RIGHT),
        *([Column(style="dim", wrap=ANYWHERE)] if setting.roomy else []),
    )
    rows = tuple(
        (
            *(str(one.id), one.name, str(found.present), _intent(found)),
            *(str(found.silent), str(found.junk), str(found.left)),
            *([one.campaign or one.purpose] if setting.roomy else []),
        )
        for one, found in result.groups
    )
    return [Table(columns, rows)]


def _intent(found: GroupFigures) -> str:
    if not found.present:
        return "-"
    return f"{found.intent} {percent(ratio(found.intent, found.present))}"


def card(result: GroupCard, setting: Setting) -> list[Block]:
    """Return one group with everybody in it, and who could help there."""
    one = result.group
    blocks: list[Block] = [line(Span(one.name, "title"), *_beside(result), hang=2)]
    if one.benefit:
        blocks.append(line(_("Members get: {benefit}").format(benefit=one.benefit), hang=2))
    blocks += [_shares(result), *_helper(result, setting), Rule()]
    inside = [pair for pair in result.members if pair[1].left_at is None]
    if not inside:
        hint = _("Put people in: leadfunnel group join {group} WHO ...").format(
            group=quoted(one.name)
        )
        return [*blocks, line(_("Nobody is in it.")), line(Span(hint, "dim"), hang=2)]
    columns = (
        Column(style="title", wrap=ANYWHERE),
        Column(),
        Column(),
        Column(style="dim", wrap=ANYWHERE),
        Column(style="dim"),
    )
    return [*blocks, Table(columns, tuple(_member(pair, result, setting) for pair in inside))]


def _beside(result: GroupCard) -> list[Span | str]:
    told = listed(part for part in (result.group.purpose, result.group.campaign or "") if part)
    return [GAP, told] if told else []


def _shares(result: GroupCard) -> Line:
    """Return how many are in it, and how many of them have intent."""
    found = result.figures
    text = _("In the group {count}, with intent {intent} = {share}")
    share = percent(ratio(found.intent, found.present)) if found.present else "-"
    parts = [text.format(count=found.present, intent=found.intent, share=share)]
    ways = [
        (_("by phone {count}"), found.phone),
        (_("by QR code {count}"), found.qr),
        (_("silent for {days} {count}"), found.silent),
        (_("junk {count}"), found.junk),
        (_("left {count}"), found.left),
    ]
    days = dates.days(result.silent_days)
    parts += [word.format(count=count, days=days) for word, count in ways if count]
    return line(listed(parts), hang=2)


def _helper(result: GroupCard, setting: Setting) -> list[Block]:
    if result.helper is not None:
        text = _("Helper: {name}").format(name=name_words(result.helper, setting))
        return [line(text, hang=2)]
    if not result.suggested:
        return []
    text = _("Helper: nobody yet; loyal customers who could: {names}")
    names = listed(f"{name_words(one, setting)} {reference(one)}" for one in result.suggested)
    hint = _("Choose one: leadfunnel group edit {group} --helper {id}")
    told = hint.format(group=quoted(result.group.name), id=result.suggested[0].id)
    return [line(text.format(names=names), hang=2), line(Span(told, "dim"), hang=2)]


def _member(
    pair: tuple[Customer, Member], result: GroupCard, setting: Setting
) -> tuple[str | Span, ...]:
    customer, member = pair
    ways = {"phone": _("by phone"), "qr": _("by QR code")}
    graded: str | Span = grade_word(member.grade) if member.grade else ""
    if member.junk:
        graded = Span(_junk(result.junk.get(customer.id, "")), "bad")
    joined = _("in since {day}").format(day=dates.stamp(member.joined_at, setting))
    spoke = (
        _("spoke {when}").format(when=dates.stamp(member.spoke_at, setting))
        if member.spoke_at is not None
        else ""
    )
    told = listed(part for part in (joined, spoke) if part)
    return (
        name_words(customer, setting) or reference(customer),
        graded,
        ways.get(member.entry or "", ""),
        told,
        reference(customer),
    )


def _junk(code: str) -> str:
    names = names_of(code) if code else None
    word = named(names) if names else code
    return _("junk: {reason}, take out").format(reason=word) if word else _("junk, take out")
