"""The dialler's screens: who is to be called, one customer at a time, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.call_queue import SKIPPED, Callee
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.interaction import Interaction
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named
from leadfunnel.services.results.calls import CallCard, CallPlace, CallQueue, CallSummary, Tally
from leadfunnel.views import dates
from leadfunnel.views.cells import cells, kept
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Rule, Span, Table, line
from leadfunnel.views.names import grade_word, listed, stage_word
from leadfunnel.views.screens import cases
from leadfunnel.views.screens.lists import reference, what_for
from leadfunnel.views.screens.playbooks import quoted, step_words
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import field_value_words, name_words, phone_words, touch_words

_LEFT = {
    "A": N_("keen {count}"),
    "B": N_("unsure {count}"),
    None: N_("not graded {count}"),
    "C": N_("not reached {count}"),
}
_KEYS = (
    *(("a", N_("keen")), ("b", N_("unsure")), ("x", N_("no answer")), ("d", N_("no interest"))),
    *(
        ("g", N_("joins the group")),
        ("v", N_("books a visit")),
        ("w", N_("wrong number")),
        ("n", N_("next date")),
    ),
    *(("s", N_("skip")), ("u", N_("undo")), ("q", N_("stop"))),
)
_JUNK = ("j", N_("junk, say why"))


def queue(result: CallQueue, setting: Setting) -> list[Block]:
    """Return who is to be called, in order."""
    columns = (
        Column(),
        Column(style="title", wrap=ANYWHERE),
        Column(),
        Column(wrap=ANYWHERE),
        Column(style="dim"),
    )
    rows = tuple(_queued(callee, result, setting) for callee in result.callees)
    blocks: list[Block] = [Table(columns, rows)] if rows else [line(_("Nobody to call."))]
    return [*blocks, *_skipped(result.skipped)]


def _queued(callee: Callee, result: CallQueue, setting: Setting) -> tuple[Cell, ...]:
    customer = result.customers[callee.id]
    free_at = result.free_at[callee.id]
    when = dates.stamp(free_at, setting) if free_at > setting.now else ""
    waits = _("from {when} on").format(when=when) if when else ""
    return (
        grade_word(callee.grade) if callee.grade else "",
        name_words(customer, setting) or reference(customer),
        phone_words(callee.numbers[0], setting),
        listed(part for part in (_attempt(callee) if callee.tries else "", waits) if part),
        reference(customer),
    )


def card(result: CallCard, setting: Setting) -> list[Block]:
    """Return one customer to call, with what helps to begin."""
    blocks: list[Block] = [_progress(result.progress), Rule(), _title(result, setting)]
    blocks += cases.waiting(result.cases, setting)
    blocks += _needs(result)
    for item in result.promises:
        when = dates.due_words(item.due, setting)
        style = "bad" if item.due.day < setting.today else "good"
        blocks.append(_labelled(_("due"), f"{when}  {what_for(item.kind, item.note)}", style))
    for entry in result.touches:
        blocks.append(line(Span(_touched(entry, setting), "dim"), hang=2))
    if result.note is not None:
        blocks.append(_labelled(_("last"), result.note.text))
    if result.opening:
        blocks.append(_labelled(_("say"), quoted(named(result.opening))))
    if result.next_step is not None:
        blocks.append(line(Span(step_words(result.next_step, setting), "good"), hang=2))
    return [*blocks, Rule(), _keys(result, setting)]


def _progress(progress: CallPlace) -> Line:
    left = [_(_LEFT[grade]).format(count=n) for grade, n in progress.left.items() if n]
    tally = progress.tally
    done = [_("connected {count}").format(count=tally.connected)]
    if progress.asked is not None:
        count, goal = progress.asked
        done.append(_("into the group {count}/{goal}").format(count=count, goal=goal))
    if tally.booked:
        done.append(_("booked {count}").format(count=tally.booked))
    text = _("left: {groups}").format(groups=" ".join(map(kept, left)))
    place = Span(f"{progress.place}/{progress.total}", "title")
    return line(place, f"  {text}   {' '.join(map(kept, done))}", hang=2)


def _title(result: CallCard, setting: Setting) -> Line:
    customer = result.customer
    spans: list[Cell] = [Span(kept(name_words(customer, setting)), "title")]
    if customer.company and customer.name:
        spans.append(f"  {customer.company}")
    phones = _phones(result, setting)
    spans += [f"  {phones}", f"  {stage_word(customer.stage)}"]
    if result.callee.grade:
        spans.append(Span(f"  {grade_word(result.callee.grade)}", "head"))
    spans.append(f"  {kept(_attempt(result.callee))}")
    return Line(tuple(spans), hang=2)


def _phones(result: CallCard, setting: Setting) -> str:
    """Return the numbers to dial in full, the first first."""
    return " / ".join(phone_words(number, setting) for number in result.callee.numbers)


def _attempt(callee: Callee) -> str:
    return _("attempt {number}").format(number=callee.tries + 1)


def _needs(result: CallCard) -> list[Block]:
    """Return what they want and what lies behind it, the budget, and who decides."""
    customer = result.customer
    fields = {value.key: field_value_words(value) for value in customer.fields}
    deciders = [*result.deciders, fields.get("decision_maker", "")]
    found = {
        _("wants"): _tags(customer, "need.explicit"),
        _("budget"): fields.get("budget", ""),
        _("unsaid"): _tags(customer, "need.implicit"),
        _("decides"): listed(dict.fromkeys(filter(None, deciders))),
    }
    spans: list[Cell] = []
    for label, text in found.items():
        if text:
            spans += [*(["   "] if spans else []), Span(f"{label} ", "dim"), text]
    return [Line(tuple(spans), hang=2)] if spans else []


def _tags(customer: Customer, dimension: str) -> str:
    return listed(tag.value for tag in customer.tags if tag.dimension == dimension)


def _touched(entry: Interaction, setting: Setting) -> str:
    text = " ".join(entry.text.split())
    words = f"{dates.stamp(entry.at, setting)}  {touch_words(entry)}"
    return f"{words}  {text}" if text else words


def _labelled(label: str, text: str, style: str = "") -> Line:
    return line(Span(f"{label} ", "dim"), Span(" ".join(text.split()), style), hang=2)


def _keys(result: CallCard, setting: Setting) -> Line:
    """Return the keys on one line, close together where they would not stand on it else."""
    keys = (*_KEYS[:4], _JUNK, *_KEYS[4:]) if result.marks_junk else _KEYS
    words = [kept(_("{key} {word}").format(key=key, word=_(word))) for key, word in keys]
    wide, close = "  ".join(words), " ".join(words)
    room = setting.width or cells(wide)
    fits = cells(close) <= room < cells(wide)
    return line(Span(close if fits else wide, "dim"))


def summary(result: CallSummary, setting: Setting) -> list[Block]:
    """Return what the calls came to."""
    tally = result.tally
    told = _("Calls {calls}, connected {connected}").format(
        calls=tally.calls, connected=tally.connected
    )
    blocks: list[Block] = [line(Span(told, "title")), *_results(tally)]
    if result.left:
        text = _("Still to be called: {count}").format(count=result.left)
        if result.free_at is not None:
            when = dates.stamp(result.free_at, setting)
            text = _("Still to be called: {count}, from {when} on").format(
                count=result.left, when=when
            )
        blocks.append(line(text, hang=2))
    return [*blocks, *_skipped(result.skipped)]


def _results(tally: Tally) -> list[Block]:
    grades = [f"{grade_word(code)} {tally.grades[code]}" for code in "ABCD" if code in tally.grades]
    others = {
        N_("wrong number {count}"): tally.wrong,
        N_("into the group {count}"): tally.joined,
        N_("visits booked {count}"): tally.booked,
        N_("follow-ups made {count}"): tally.follow_ups,
        N_("passed over {count}"): tally.passed,
    }
    grades += [_(text).format(count=count) for text, count in others.items() if count]
    return [line("  ".join(map(kept, grades)), hang=2)] if grades else []


def _skipped(skipped: Mapping[str, int]) -> list[Block]:
    if not skipped:
        return []
    parts = [_(SKIPPED[code]).format(count=count) for code, count in skipped.items()]
    text = _("Not called: {reasons}").format(reasons=listed(map(kept, parts)))
    return [line(Span(text, "dim"), hang=2)]
