"""Who is in the team, its places, the pool, and where owners run into each other."""

from __future__ import annotations

from leadfunnel.domain.pool import reason_phrase
from leadfunnel.domain.team import ROLES
from leadfunnel.i18n import _, ngettext, spoken
from leadfunnel.services.results.pool import CollisionList, PoolList, Released
from leadfunnel.services.results.team import PlaceList, TeamList
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Column, Span, Table, line
from leadfunnel.views.names import NOTHING, field_word, head, stage_word
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words, phone_tail


def team(result: TeamList, setting: Setting) -> list[Block]:
    """Return the members with role and place, who else has customers, and what holds them."""
    blocks: list[Block] = []
    if result.members:
        blocks.append(_members(result, setting))
    else:
        blocks.append(line(_("Nobody is in the team yet.")))
        blocks.append(line(Span(_("Add somebody: leadfunnel team add NAME --role rep"), "dim")))
    if result.others:
        shown = ", ".join(f"{name} {count:,}" for name, count in result.others)
        blocks.append(
            line(_("Not in the team, with customers: {names}").format(names=shown), hang=2)
        )
    text = ngettext("In the pool: {count} customer", "In the pool: {count} customers", result.pool)
    blocks.append(line(text.format(count=f"{result.pool:,}")))
    return [*blocks, *_holding(result.held)]


def _holding(held: bool | None) -> list[Block]:
    if held:
        return []
    text = _("A file holds nobody back: roles and departments only serve reports here.")
    if held is False:
        text = _("The server holds nobody back yet: leadfunnel team init")
    return [line(Span(text, "warn"), hang=2)]


def _members(result: TeamList, setting: Setting) -> Table:
    logins = any(one.login for one in result.members)
    columns = (
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(_("Role"), wrap=WORDS),
        Column(_("Department"), wrap=ANYWHERE),
        Column(_("Outlet"), wrap=ANYWHERE),
        Column(_("Own customers"), align="right"),
        Column(_("In the team since")),
        *([Column(_("Login"), wrap=ANYWHERE)] if logins else []),
    )
    rows = tuple(
        (
            one.name,
            _(ROLES[one.role]) if one.role in ROLES else one.role,
            one.department or NOTHING,
            one.outlet or NOTHING,
            f"{one.customers:,}",
            dates.short_day(setting.calendar.local(one.since).date(), setting),
            *([one.login or NOTHING] if logins else []),
        )
        for one in result.members
    )
    return Table(columns, rows)


def places(result: PlaceList, _setting: Setting) -> list[Block]:
    """Return departments, or outlets, with what they belong to."""
    found = [(one.id, one.name, one.parent) for one in result.departments]
    found += [(one.id, one.name, one.department) for one in result.outlets]
    counts = result.members or {}
    blocks: list[Block] = []
    if found:
        columns = (
            Column(head(field_word("name")), style="title", wrap=ANYWHERE),
            Column(_("Part of"), wrap=ANYWHERE),
            Column(_("Members"), align="right"),
        )
        rows = tuple(
            (name, part or NOTHING, f"{counts.get(number, 0):,}") for number, name, part in found
        )
        blocks.append(Table(columns, rows))
    elif result.kind == "department":
        blocks.append(line(_("No departments yet: leadfunnel department add NAME")))
    else:
        blocks.append(line(_("No outlets yet: leadfunnel outlet add NAME")))
    if result.undeclared:
        shown = ", ".join(f"{name} {count:,}" for name, count in result.undeclared)
        blocks.append(line(_("Only names so far: {names}").format(names=shown), hang=2))
    return blocks


def pool(result: PoolList, setting: Setting) -> list[Block]:
    """Return the pool, those first whom one would take first."""
    if not result.count:
        return [line(_("The pool is empty."))]
    columns = (
        Column(style="dim"),
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(field_word("stage")), wrap=WORDS),
        Column(style="dim"),
        Column(_("In the pool since")),
        Column(_("Why"), wrap=WORDS),
    )
    rows = tuple(
        (
            f"#{one.customer.id}",
            name_words(one.customer, setting),
            stage_word(one.customer.stage) if one.customer.stage else NOTHING,
            phone_tail(one.customer),
            _day(one.since, setting),
            spoken(reason_phrase(one.reason)),
        )
        for one in result.items
    )
    blocks: list[Block] = [Table(columns, rows)]
    rest = result.count - len(result.items)
    if rest:
        blocks.append(line(_("... {count} more").format(count=f"{rest:,}")))
    if result.room is not None:
        text = _("You may take {count} now: leadfunnel pool take {count}")
        blocks.append(line(Span(text.format(count=result.room), "dim")))
    return blocks


def _day(at: int | None, setting: Setting) -> str:
    return dates.short_day(setting.calendar.local(at).date(), setting) if at else NOTHING


def released(result: Released, setting: Setting) -> list[Block]:
    """Return who went back to the pool, from whom and why."""
    if not result.count:
        return [line(_("Nobody is idle for that long."))]
    text = ngettext(
        "Back to the pool: {count} customer", "Back to the pool: {count} customers", result.count
    )
    columns = (
        Column(style="dim"),
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(field_word("stage")), wrap=WORDS),
        Column(head(field_word("owner")), wrap=ANYWHERE),
        Column(_("Why"), wrap=WORDS),
    )
    rows = tuple(
        (
            f"#{one.customer.id}",
            name_words(one.customer, setting),
            stage_word(one.customer.stage) if one.customer.stage else NOTHING,
            one.owner,
            _("{count} days without contact").format(count=f"{one.days:,}"),
        )
        for one in result.items
    )
    blocks: list[Block] = [line(text.format(count=f"{result.count:,}")), Table(columns, rows)]
    if result.count > len(result.items):
        rest = result.count - len(result.items)
        blocks.append(line(_("... {count} more").format(count=f"{rest:,}")))
    if result.kept:
        text = _("Idle too, but something is promised or open, or they have bought: {count}")
        blocks.append(line(text.format(count=f"{result.kept:,}"), hang=2))
    if result.dry_run:
        blocks.append(line(_("Only a preview: nothing was saved.")))
    return blocks


def collisions(result: CollisionList, setting: Setting) -> list[Block]:
    """Return what customers of several owners have in common, who was first first."""
    if not result.items:
        return [line(_("No two owners have the same phone or id."))]
    columns = (
        Column(wrap=WORDS),
        Column(style="dim"),
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(field_word("owner")), wrap=ANYWHERE),
        Column(head(field_word("created"))),
    )
    rows = tuple(
        (
            one.value if first else "",
            f"#{customer.id}",
            name_words(customer, setting),
            customer.owner.name if customer.owner else _("the pool"),
            _day(customer.created_at, setting),
        )
        for one in result.items
        for first, customer in ((n == 0, c) for n, c in enumerate(one.customers))
    )
    hint = _("Who was known first stands first; join two with: leadfunnel merge A B")
    return [Table(columns, rows), line(Span(hint, "dim"), hang=2)]
