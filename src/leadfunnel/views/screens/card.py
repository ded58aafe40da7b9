"""Everything about one customer: who, how to reach, what next, and what happened."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer, days_between
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import Interaction
from leadfunnel.i18n import _, language, named
from leadfunnel.services.results.people import Card, JourneyView, MergedAway
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    BLANK,
    WORDS,
    Block,
    Cell,
    Column,
    Line,
    Rule,
    Span,
    Table,
    line,
)
from leadfunnel.views.names import (
    STATUSES,
    field_word,
    head,
    listed,
    reason_word,
    stage_word,
    tag_words,
)
from leadfunnel.views.screens import cases, wishes
from leadfunnel.views.screens.lists import what_for
from leadfunnel.views.screens.playbooks import step_words
from leadfunnel.views.screens.purchases import bought
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import (
    birthday_words,
    field_value_words,
    name_words,
    phones_words,
    say,
    touch_words,
)

_LABELLED = (Column(style="dim"), Column(wrap=ANYWHERE))


def card(result: Card, setting: Setting) -> list[Block]:
    """Return the card of a customer."""
    blocks: list[Block] = [_title(result, setting)]
    if result.customer.deleted_at is not None:
        when = dates.full_stamp(result.customer.deleted_at, setting)
        blocks.append(line(Span(_("In the bin since {when}.").format(when=when), "bad")))
    if result.customer.do_not_contact:
        blocks.append(line(Span(_("Asked not to be contacted."), "bad")))
    blocks += cases.waiting(result.cases, setting)
    blocks.append(Table(_LABELLED, tuple(_details(result, setting))))
    blocks += [Rule(), *_ahead(result, setting), *wishes.rests(result.mutes)]
    blocks += bought(result, setting)
    blocks += _timeline(result.timeline, setting)
    blocks += _closed(result.follow_ups, setting)
    blocks += cases.solved(result.cases, setting)
    blocks += _account(result, setting)
    for journey in result.journeys:
        if journey.unit != "deal":
            blocks += _journey(journey, setting)
    blocks += _merged(result.merged, setting)
    return [*blocks, *wishes.consented(result.consents, setting)]


def _account(result: Card, setting: Setting) -> list[Block]:
    """Return the deals, and the people of a firm, of which most customers have none."""
    blocks: list[Block] = []
    if result.deals:
        from leadfunnel.views.screens.deals import table

        blocks += [BLANK, line(Span(_("Deals with them"), "title")), table(result.deals, setting)]
    if result.members:
        from leadfunnel.views.screens import members

        blocks += [BLANK, line(Span(_("People of the firm"), "title"))]
        blocks += [members.people(result.members, setting)]
        blocks += members.warnings(result.members, setting)
    return blocks


def _merged(merged: tuple[MergedAway, ...], setting: Setting) -> list[Block]:
    """Return which records became part of this one, each with its own way, which counts no more."""
    if not merged:
        return []
    blocks: list[Block] = [BLANK, line(Span(_("Earlier"), "title"))]
    for away in merged:
        text = _("Merged into this one: {name} #{id}, {when}; to part them: leadfunnel split {id}")
        said = text.format(name=away.name, id=away.id, when=dates.stamp(away.at, setting))
        blocks.append(line(Span(said, "dim"), hang=2))
        for journey in away.journeys:
            if len(away.journeys) > 1:
                blocks.append(line(Span(journey.pipeline.title(language()), "dim")))
            blocks.append(_changes(journey, setting))
    return blocks


def _title(result: Card, setting: Setting) -> Line:
    customer = result.customer
    spans: list[Cell] = [Span(name_words(customer, setting), "title"), f"  #{customer.id}"]
    if customer.stage:
        spans.append(f"  {stage_word(customer.stage)}")
    stay = 0 if customer.stage_since is None else days_between(customer.stage_since, result.now)
    if stay:
        spans.append(Span(f"  {dates.days(stay)}", "dim"))
    return Line(tuple(spans), hang=2)


def _details(result: Card, setting: Setting) -> list[tuple[Cell, ...]]:
    customer = result.customer
    values = {
        "phone": phones_words(customer.phones, setting),
        **_identities(customer),
        "company": customer.company if customer.name else None,
        "address": customer.address,
        "source": customer.source,
        "tags": tag_words(customer.tags),
        "birthday": _birthday(customer.birthday or "", setting),
        "owner": customer.owner.name if customer.owner else None,
        "outlet": customer.outlet,
        "referrer": result.referrer,
        "satisfaction": cases.satisfied(result.satisfactions, setting),
        "last_contact": _ago(customer.last_contact, setting),
        "created": _ago(customer.created_at, setting),
    }
    rows: list[tuple[Cell, ...]] = [
        (head(field_word(key)), value) for key, value in values.items() if value
    ]
    declared = [
        (head(result.field_names.get(value.key, value.key)), field_value_words(value))
        for value in customer.fields
    ]
    return [*rows[:-2], *declared, *_standing(result, setting), *rows[-2:]]


def _standing(result: Card, setting: Setting) -> list[tuple[Cell, ...]]:
    """Return the layer and the level with what they follow from; nothing before a purchase."""
    told = [say(sentence, setting) for sentence in result.standing]
    keys = ("layer", "level")
    return [(head(field_word(key)), text) for key, text in zip(keys, told, strict=False)]


def _identities(customer: Customer) -> dict[str, str]:
    return {
        "wechat": listed(customer.wechat),
        "email": listed(customer.emails),
        "external_id": listed(customer.external_ids),
    }


def _birthday(stored: str, setting: Setting) -> str:
    """Return a birthday, a lunar one with the solar day on which it comes next."""
    words = birthday_words(stored)
    if not stored.startswith("lunar:") or setting.almanac is None:
        return words
    from leadfunnel.domain.birthday import next_birthday
    from leadfunnel.domain.lunar import LunarOutOfRange

    try:
        day = next_birthday(stored, setting.today, setting.almanac.moon)
    except LunarOutOfRange:
        return words
    when, distance = dates.day_words(day), dates.distance(day, setting.today)
    return _("{birthday}: {when}, {distance}").format(birthday=words, when=when, distance=distance)


def _ago(at: int | None, setting: Setting) -> str | None:
    if at is None:
        return None
    far = dates.distance(setting.calendar.day(at), setting.today)
    return _("{when}, {distance}").format(when=dates.full_stamp(at, setting), distance=far)


def _ahead(result: Card, setting: Setting) -> list[Block]:
    """Return the promises, and what brings this customer one step on."""
    rows: list[tuple[Cell, ...]] = []
    for item in result.follow_ups:
        if item.status == "open":
            style = "bad" if item.due.day < setting.today else "good"
            text = f"{dates.due_words(item.due, setting)}  {what_for(item.kind, item.note)}"
            rows.append((head(field_word("next")), Span(f"{text}  {item.ref}", style)))
    if result.plans:
        from leadfunnel.views.screens import plans

        rows += plans.of_customer(result.plans, setting)
    stage = result.customer.stage
    if (
        not any(view.next for view in result.plans)
        and not rows
        and (stage is None or stage.rank is not None)
    ):
        text = _("No next step: leadfunnel next {id} tomorrow").format(id=result.customer.id)
        rows.append((head(field_word("next")), Span(text, "warn")))
    if stage and stage.moves_on:
        rows.append((head(_("to move on")), named(stage.moves_on)))
    blocks: list[Block] = [Table(_LABELLED, tuple(rows))] if rows else []
    if result.next_step is not None:
        blocks.append(line(Span(step_words(result.next_step, setting), "good"), hang=2))
    return blocks


def _timeline(entries: tuple[Interaction, ...], setting: Setting) -> list[Block]:
    if not entries:
        return [Rule(), line(_("Nothing has happened yet."))]
    columns = [
        Column(style="dim"),
        Column(wrap=WORDS),
        Column(wrap=ANYWHERE, lines=True),
        Column(style="dim", wrap=ANYWHERE),
        Column(style="dim"),
    ]
    alone = len({entry.user for entry in entries}) == 1 and not setting.roomy
    rows = tuple(
        (
            dates.stamp(entry.at, setting),
            touch_words(entry),
            entry.text,
            *(() if alone else (entry.user,)),
            f"i{entry.id}",
        )
        for entry in entries
    )
    if alone:
        del columns[3]
    return [Rule(), line(Span(_("What happened"), "title")), Table(tuple(columns), rows)]


def _closed(follow_ups: tuple[FollowUp, ...], setting: Setting) -> list[Block]:
    rows = tuple(
        (
            dates.short_due(item.due, setting),
            _(STATUSES[item.status]),
            what_for(item.kind, item.note),
            item.ref,
        )
        for item in follow_ups
        if item.status != "open"
    )
    if not rows:
        return []
    columns = (Column(style="dim"), Column(), Column(wrap=ANYWHERE), Column(style="dim"))
    return [BLANK, line(Span(_("Earlier follow-ups"), "title")), Table(columns, rows)]


def _journey(journey: JourneyView, setting: Setting) -> list[Block]:
    title = journey.pipeline.title(language())
    if not journey.changes:
        return []
    return [BLANK, line(Span(title, "title")), _changes(journey, setting)]


def _changes(journey: JourneyView, setting: Setting) -> Table:
    columns = (
        Column(style="dim"),
        Column(wrap=ANYWHERE),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    return Table(columns, tuple(_change(journey, change, setting) for change in journey.changes))


def _change(
    journey: JourneyView,
    change: tuple[int, str | None, str, str, str | None, bool],
    setting: Setting,
) -> tuple[Cell, ...]:
    at, origin, target, by, reason, assumed = change
    when = dates.stamp(at, setting)
    if assumed:
        when = _("{when} (assumed)").format(when=when)
    names = [_name(journey, code) for code in (origin, target) if code]
    return (when, " > ".join(names), reason_word(reason), by)


def _name(journey: JourneyView, code: str) -> str:
    stage = journey.pipeline.by_code.get(code)
    return stage_word(stage) if stage else code
