"""The morning list: promises broken, promises due, then suggestions, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.customer import Customer, days_between
from leadfunnel.domain.interaction import Interaction
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named, ngettext
from leadfunnel.services.results.agenda import Agenda, AgendaItem, Round
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    GAP,
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
from leadfunnel.views.names import capped, kind_word, listed, stage_word
from leadfunnel.views.screens.lists import reference, what_for
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words, say

_CASE = "case_open"
_SECTIONS = {
    _CASE: N_("Unsolved"),
    "overdue": N_("Overdue promises"),
    "due": N_("Booked"),
    "reminder": N_("Suggested"),
}
_PROMISED = ("overdue", "due")


Last = Callable[[Customer], Cell]
"""What stands last in the row of a customer."""


def agenda(result: Agenda, setting: Setting) -> list[Block]:
    """Return the list of the day, and what to know beside it."""
    return blocks(result, setting, reference)


def blocks(result: Agenda, setting: Setting, last: Last) -> list[Block]:
    """Return the list with something of each customer at the end of their row."""
    foot = _foot(result, setting)
    found: list[Block] = [_head(result, setting), *_targets(result), Rule()]
    if result.items:
        found.append(_table(result, setting, last))
    else:
        found.append(line(_("Nothing is due today.")))
    if result.checks or result.tasks:
        from leadfunnel.views.screens.campaigns import due_checks, tasks

        found += [*tasks(result.tasks), *due_checks(result.checks)]
    if not (result.items or foot or result.checks or result.tasks):
        found += _welcome()
    if foot:
        found += [Rule(), *foot]
    return found


def _welcome() -> list[Block]:
    """Return what to type first, for whoever has just begun."""
    examples = (
        _('leadfunnel add "Wang 138 0013 8000 @TikTok #VIP"'),
        _("leadfunnel next Wang tomorrow 3pm"),
        "leadfunnel demo",
    )
    lines = [line(Span(example, "good"), indent=2, hang=4) for example in examples]
    return [line(_("Write down a customer, promise a call, or look at made-up data:")), *lines]


def _head(result: Agenda, setting: Setting) -> Block:
    """Return the day with what it is, and how the last one went."""
    day = Span(dates.echoed(result.day, setting), "title")
    if result.standing is None:
        return line(day)
    from leadfunnel.views.targets import yesterday_words

    told = yesterday_words(result.standing.yesterday)
    if not told:
        return line(day)
    return line(day, GAP, _("last time: {told}").format(told=told), hang=2)


def _targets(result: Agenda) -> list[Block]:
    """Return how far the targets are, a line for each period."""
    if result.standing is None:
        return []
    from leadfunnel.views.targets import line_words

    told = line_words(result.standing.progress)
    return [line(Span(head, "head"), GAP, text, hang=2) for head, text in told]


def _table(result: Agenda, setting: Setting, last: Last) -> Table:
    rows: list[tuple[Cell, ...] | Line] = []
    for group, title in _SECTIONS.items():
        items = [item for item in result.items if _section(item) == group]
        if items:
            rows.append(line(Span(f"{_(title)} {_how_many(result, group, len(items))}", "title")))
            rows += [(*_row(item, result, setting), last(item.customer)) for item in items]
    columns = [
        Column(),
        Column(wrap=ANYWHERE),
        Column(wrap=WORDS),
        Column(wrap=ANYWHERE),
        Column(style="dim"),
    ]
    if setting.roomy:
        columns[3:4] = [
            Column(style="dim"),
            Column(wrap=ANYWHERE),
            Column(style="dim", wrap=ANYWHERE),
        ]
    return Table(tuple(columns), tuple(rows))


def _section(item: AgendaItem) -> str:
    """Return under what a customer stands: an open complaint before all else."""
    return _CASE if any(reason.code == _CASE for reason in item.reasons) else item.group


def _how_many(result: Agenda, group: str, shown: int) -> str:
    if group != "reminder" or not result.left_over:
        return str(shown)
    return f"{shown} / {shown + result.left_over:,}{'+' if result.left_over_more else ''}"


def _row(item: AgendaItem, result: Agenda, setting: Setting) -> tuple[Cell, ...]:
    customer = item.customer
    row: list[Cell] = [
        _when(item, result, setting),
        Span(name_words(customer, setting), "title"),
        stage_word(customer.stage),
        _why(item, setting),
    ]
    if setting.roomy:
        row[3:4] = [_stay(item, result), _why(item, setting), _beside(item, setting)]
    return tuple(row)


def _when(item: AgendaItem, result: Agenda, setting: Setting) -> Cell:
    """Return how late a promise is, its time today, or the score of a suggestion."""
    promised = item.follow_up
    if item.group == "overdue" and promised:
        late = (result.day - promised.due.day).days
        return Span(f"-{dates.short_days(late)}", "bad")
    if item.group == "due" and promised:
        if promised.due.at is None:
            return _("today")
        return dates.clock(setting.calendar.local(promised.due.at).time())
    if _section(item) == _CASE:
        since = min(reason.since or 0 for reason in item.reasons if reason.code == _CASE)
        return Span(dates.short_days((result.day - setting.calendar.day(since)).days), "bad")
    return Span(str(item.score), "dim")


def _why(item: AgendaItem, setting: Setting) -> str:
    """Return every reason; the first promise with its kind, which its reason leaves out."""
    reasons = [say(reason.said, setting) for reason in item.reasons]
    if item.follow_up:
        codes = [reason.code for reason in item.reasons]
        first = next((place for place, code in enumerate(codes) if code in _PROMISED), None)
        if first is not None:
            del reasons[first]
        reasons.insert(0, what_for(item.follow_up.kind, item.follow_up.note))
    return listed(reason.removesuffix(".").removesuffix("。") for reason in reasons)


def _stay(item: AgendaItem, result: Agenda) -> str:
    since = item.customer.stage_since
    return "" if since is None else dates.short_days(days_between(since, result.now))


def _beside(item: AgendaItem, setting: Setting) -> str:
    """Return what the playbook says to do next, for a promise behind what was said last."""
    step = f"> {named(item.next_step.step)}" if item.next_step else ""
    if step and (item.group == "reminder" or _section(item) == _CASE):
        return step
    told = _last_words(item.last, setting) if item.last else ""
    return f"{told} {step}".strip()


def _last_words(last: Interaction, setting: Setting) -> str:
    when = dates.short_day(setting.calendar.local(last.at).date(), setting)
    text = f"{when} {kind_word(last.kind)}"
    return f"{text}: {last.text}" if last.text else text


def _foot(result: Agenda, setting: Setting) -> list[Block]:
    lines = [
        *(_round(one, setting) for one in result.rounds),
        _left_over(result),
        _next(result, setting),
        _daily(result),
        _counted(result, setting),
        _drip(result),
    ]
    return [line(Span(text, "dim"), hang=2) for text in lines if text]


def _round(one: Round, setting: Setting) -> str:
    when = dates.distance(one.day, setting.today)
    text = ngettext(
        "{name} {when}: {count} person to greet: leadfunnel greet {name}",
        "{name} {when}: {count} people to greet: leadfunnel greet {name}",
        one.people,
    )
    return text.format(name=one.name, when=when, count=f"{one.people:,}")


def _left_over(result: Agenda) -> str:
    if not result.left_over:
        return ""
    count = f"{result.left_over:,}{'+' if result.left_over_more else ''}"
    text = ngettext(
        "{count} more suggestion: leadfunnel today --all",
        "{count} more suggestions: leadfunnel today --all",
        result.left_over,
    )
    return text.format(count=count)


def _next(result: Agenda, setting: Setting) -> str:
    promise = result.next_promise
    if promise is None:
        return ""
    when = dates.due_words(promise.follow_up.due, setting)
    name = name_words(promise.customer, setting) or f"#{promise.customer.id}"
    return _("Next to wake: {name}, {when}").format(name=name, when=when)


def _daily(result: Agenda) -> str:
    """Return the six steps of every day with their counts, each with what opens its list.

    They are left out where there is none of any of them.
    """
    steps = result.steps
    counts = (
        (N_("sort {count} (sort)"), steps.unsorted),
        (N_("move on {count} (today all)"), steps.to_move),
        (N_("next step {count} (list no_next)"), result.without_next),
        (N_("plans {count} (plan runs)"), steps.plan_steps),
        (N_("write {count} (greet, push)"), steps.to_write),
    )
    if not any(count for _step, count in counts):
        return ""
    told = [_(text).format(count=capped(count)) for text, count in counts]
    return GAP.join((*_added(result), *told))


def _added(result: Agenda) -> list[str]:
    """Return how many are new of how many there should be, where there is a target of the day."""
    progress = result.standing.progress if result.standing else ()
    of_day = (one for one in progress if one.metric == "new" and one.per in ("day", "workday"))
    text = _("new {done} (add)")
    return [text.format(done=f"{one.done:,}/{one.goal:,}") for one in of_day]


def _counted(result: Agenda, setting: Setting) -> str:
    """Return what else is waiting; where there is room, at which stages a next step is missing."""
    counts = (
        (N_("untagged {count}"), result.untagged),
        (N_("asleep too long {count}"), result.sleepers),
    )
    told = [_(text).format(count=capped(count)) for text, count in counts if count]
    if setting.roomy and result.idle:
        stages = " ".join(f"{stage_word(stage)} {capped(count)}" for stage, count in result.idle)
        told.insert(0, _("no next step: {stages}").format(stages=stages))
    return GAP.join(told)


def _drip(result: Agenda) -> str:
    if not result.drip_waiting:
        return ""
    text = ngettext(
        "{count} imported customer waits to be brought in, some each day",
        "{count} imported customers wait to be brought in, some each day",
        result.drip_waiting,
    )
    return text.format(count=capped(result.drip_waiting))
