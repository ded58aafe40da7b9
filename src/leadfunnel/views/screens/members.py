"""The people of an account, and who of them was never met."""

from __future__ import annotations

from leadfunnel.domain.account import ROLES, STANCES, Member, unmet
from leadfunnel.i18n import _
from leadfunnel.services.results.members import MemberList
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Column, Span, Table, line
from leadfunnel.views.names import field_word, head, listed
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words, phones_words


def members(result: MemberList, setting: Setting) -> list[Block]:
    """Return the people of a firm with role, stance and last contact."""
    title = name_words(result.firm, setting) or f"#{result.firm.id}"
    blocks: list[Block] = [line(Span(title, "title"), f"  #{result.firm.id}")]
    if not result.members:
        hint = _("Add one with: leadfunnel contact add {id} NAME --role 决策人")
        return [*blocks, line(Span(hint.format(id=result.firm.id), "dim"))]
    return [*blocks, people(result.members, setting), *warnings(result.members, setting)]


def people(found: tuple[Member, ...], setting: Setting) -> Table:
    """Return the people of a firm as a table."""
    columns = (
        Column(),
        Column(head(field_word("name")), wrap=ANYWHERE),
        Column(_("Role"), wrap=WORDS),
        Column(_("Stance"), wrap=WORDS),
        Column(head(field_word("phone")), wrap=WORDS),
        Column(head(_("contact"))),
    )
    rows = tuple(
        (
            f"#{one.person.id}",
            Span(name_words(one.person, setting), "title"),
            _(ROLES[one.role][0]) if one.role else "",
            _(STANCES[one.stance][0]) if one.stance else "",
            phones_words(one.person.phones, setting),
            _day(one, setting),
        )
        for one in found
    )
    return Table(columns, rows)


def _day(one: Member, setting: Setting) -> str:
    if one.person.last_contact is None:
        return _("never")
    return dates.short_day(setting.calendar.local(one.person.last_contact).date(), setting)


def warnings(found: tuple[Member, ...], setting: Setting) -> list[Block]:
    """Say who decides and was never met, or that nobody known decides."""
    missing = unmet(found)
    if missing:
        names = listed(name_words(one.person, setting) for one in missing)
        return [line(Span(_("Decision maker never met: {names}").format(names=names), "bad"))]
    if found and not any(one.role == "decides" for one in found):
        return [line(Span(_("Nobody known here decides."), "warn"))]
    return []
