"""Plans, their steps, and who is in them, on the screen."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.plan import Plan, Step
from leadfunnel.i18n import _, named, ngettext
from leadfunnel.services.results.plans import PlanFile, PlanList, PlanView, RunList, RunView
from leadfunnel.views import dates, planned
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.names import field_word, head, more_words
from leadfunnel.views.plan_toml import to_toml
from leadfunnel.views.screens.lists import reference
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words


def plans(result: PlanList, setting: Setting) -> list[Block]:
    """Return the plans with what starts them, how many are in them, and their days if wide."""
    columns = [
        Column(style="title"),
        Column(wrap=ANYWHERE),
        Column(wrap=ANYWHERE, style="dim"),
        Column(align="right"),
    ]
    if setting.roomy:
        columns.insert(2, Column())
    rows = [
        [
            plan.name,
            named(plan.titles),
            *([" ".join(str(step.day) for step in plan.steps)] if setting.roomy else ()),
            _starts(plan, plan.name in result.off, result.segments.get(plan.name)),
            str(result.running.get(plan.name, 0) or ""),
        ]
        for plan in result.plans
    ]
    hint = _("The steps of one: leadfunnel plan show PLAN")
    return [Table(tuple(columns), tuple(map(tuple, rows))), line(Span(hint, "dim"))]


def _starts(plan: Plan, off: bool, segment: str | None) -> str:
    """Return what starts a plan."""
    if segment is not None:
        return segment
    if plan.start is None:
        return _("by hand")
    if off:
        return _("by hand (switched off)")
    return {"purchase": _("first purchase"), "repurchase": _("later purchase")}.get(
        plan.start, plan.start
    )


def plan(result: PlanView, _setting: Setting) -> list[Block]:
    """Return one plan: what starts and ends it, and its steps with their words."""
    found = result.plan
    blocks: list[Block] = [
        line(Span(named(found.titles), "title"), f"  {found.name}", hang=2),
        *(line(Span(text, "dim"), hang=2) for text in _facts(result)),
    ]
    columns = (Column(align="right"), Column(), Column(wrap=ANYWHERE))
    rows: list[tuple[Cell, ...] | Line] = []
    for step in found.steps:
        texts = [named(step.texts), *_conditions(step)]
        rows += [
            (str(step.day) if not place else "", _channel(step) if not place else "", text)
            for place, text in enumerate(texts)
        ]
    return [*blocks, Table(columns, tuple(rows))]


def _channel(step: Step) -> str:
    return planned.channel_word(step.channel)


def _conditions(step: Step) -> list[str]:
    """Return what holds for some customers only."""
    found = []
    if step.when is not None:
        only = {"satisfied": _("only for 4 or 5"), "unsatisfied": _("only for 1 to 3")}
        found.append(only[step.when])
    if step.satisfied:
        found.append(_("4 or 5: {text}").format(text=named(step.satisfied)))
    if step.unsatisfied:
        found.append(_("1 to 3: {text}").format(text=named(step.unsatisfied)))
    if step.no_open_case:
        found.append(_("waits while a complaint is open"))
    return found


def _facts(result: PlanView) -> list[str]:
    found = result.plan
    texts = [_("Starts: {text}").format(text=_starts(found, result.off, result.segment))]
    if found.anchor == "care":
        texts.append(_("Days count from the day the goods arrive."))
    if found.suits is not None:
        texts.append(_("For: {filter}").format(filter=found.suits))
    if found.every is not None:
        texts.append(_("Comes again: {text}").format(text=found.every))
    if result.running:
        count = ngettext("{count} customer in it", "{count} customers in it", result.running)
        texts.append(count.format(count=f"{result.running:,}"))
    if result.waiting:
        text = ngettext(
            "{count} customer matches and is not in it yet: leadfunnel plan start {plan}",
            "{count} customers match and are not in it yet: leadfunnel plan start {plan}",
            result.waiting,
        )
        texts.append(text.format(count=f"{result.waiting:,}", plan=found.name))
    return texts


def file(result: PlanFile, _setting: Setting) -> list[Block]:
    """Return a plan as the lines of its file."""
    return [line(text) for text in to_toml(result.plan)]


def runs(result: RunList, setting: Setting) -> list[Block]:
    """Return who is in a plan, how far, and what comes next."""
    if not result.items:
        hint = _("Start one with: leadfunnel plan start PLAN WHO")
        return [line(_("Nobody is in a plan.")), line(Span(hint, "dim"))]
    columns = (
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(_("plan"))),
        Column(head(_("done")), align="right"),
        Column(head(field_word("next")), wrap=WORDS),
        Column(style="dim"),
    )
    rows = tuple(_run(customer, view, setting) for customer, view in result.items)
    blocks: list[Block] = [Table(columns, rows)]
    if result.more:
        blocks.append(line(Span(more_words(result.more), "dim")))
    return blocks


def _run(customer: Customer, view: RunView, setting: Setting) -> tuple[Cell, ...]:
    step = view.next
    after = ""
    if step is not None:
        after = f"{dates.short_day(step.on, setting)}  {planned.brief(step)}"
        if step.state == "held":
            after += f"  {planned.state_word('held')}"
    return (
        name_words(customer, setting),
        view.run.plan.name,
        planned.progress(view),
        after,
        reference(customer),
    )


def of_customer(views: tuple[RunView, ...], setting: Setting) -> list[tuple[Cell, ...]]:
    """Return a row for each running run of a customer, and for the last that ended."""
    shown = [view for view in views if not view.over] or list(views[-1:])
    return [(head(_("plan")), _standing(view, setting)) for view in shown]


def _standing(view: RunView, setting: Setting) -> Cell:
    start = f"{view.run.plan.name} {planned.progress(view)}"
    step = view.next
    if step is None:
        return Span("  ".join(filter(None, (start, planned.ending(view)))), "dim")
    text = planned.step_to_do(step, step.step.words(view.satisfaction), setting)
    if step.state == "held":
        return Span(f"{start}  {_('held, a complaint is open')}  {text}", "warn")
    return Span(f"{start}  {text}", "good" if step.state == "due" else "")
