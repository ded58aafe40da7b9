"""The lines of a week's review: the odd moves, what was done, who waits, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator

from leadfunnel.domain.review_note import HEADS, ReviewNote
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.week import WeekReport
from leadfunnel.views import work_words as words
from leadfunnel.views.dates import WEEKDAYS
from leadfunnel.views.layout import Cell, Line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import listed, paragraph, reason_word, stage_word
from leadfunnel.views.screens.leak import verdict
from leadfunnel.views.setting import Setting

WORKED = ("calls", "connected", "messages", "visits", "meetings", "invites", "pushes", "greetings")
Row = tuple[Cell, ...]


def rows(report: WeekReport, setting: Setting) -> tuple[Row, ...]:
    """Return each line with its head; what there is nothing to say of is left out."""
    return tuple((head, text) for head, text in _lines(report, setting) if text)


def _lines(report: WeekReport, setting: Setting) -> Iterator[tuple[str, str]]:
    yield _("Off the path"), _jumps(report, setting)
    yield _("Leak"), _leak(report)
    yield _("Left"), _left(report)
    yield _("Won"), _won(report)
    yield _("Work done"), _done(report)
    yield _("Effort to"), _effort(report)
    yield _("Depends"), listed(words.leader_words(one) for one in report.leaders)
    yield _("Lost track"), _lost_track(report)
    yield _("Written late"), _late(report)
    yield _("Money"), _money(report)
    yield _("Estimate"), words.needed_words(report.outlook)
    yield _("Next week"), _ahead(report)
    for note in report.promised:
        yield _("Last time"), _note(note)
    for note in report.notes:
        yield _("Written"), _note(note)
    if not report.notes and not report.by:
        heads = " / ".join(_(head) for head in HEADS.values())
        yield _("Write down"), f"{heads}  (leadfunnel review)"


def _jumps(report: WeekReport, setting: Setting) -> str:
    if not report.jumps:
        return ""
    names = {stage.code: stage_word(stage) for stage in report.pipeline.stages}
    told = listed(f"{names[one.origin]} > {names[one.target]} {one.count}" for one in report.jumps)
    running = setting.calendar.day(report.as_of) <= report.last
    which = "--week" if running else f"--week-of {report.first.isoformat()}"
    return f"{told}  (leadfunnel funnel {which} --open skipped)"


def _leak(report: WeekReport) -> str:
    """Return the finding of the last weeks, and what to strengthen."""
    if report.leak is None:
        return ""
    lines = [block for block in verdict(report.leak) if isinstance(block, Line)]
    found = report.leak.strengthen
    told = ["".join(_text(cell) for cell in block.spans) for block in lines]
    text = _("{weeks} weeks: {finding}")
    weeks = ((report.leak.last - report.leak.first).days + 1) // 7
    if found is None or not found.from_playbook:
        return text.format(weeks=weeks, finding=paragraph(told))
    *said, command = told  # the last names the command
    return f"{text.format(weeks=weeks, finding=paragraph(said))}  ({command})"


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _left(report: WeekReport) -> str:
    """Return why people left the ladder, how many went back, and how many came back."""
    parts = []
    for kind, word in (("lost", _("lost")), ("invalid", _("not a fit"))):
        reasons: dict[str, int] = {}
        for one in report.leavings:
            if one.kind == kind:
                reason = reason_word(one.reason) or _("no reason said")
                reasons[reason] = reasons.get(reason, 0) + one.count
        if reasons:
            parts.append(f"{word}: " + listed(f"{why} {n}" for why, n in reasons.items()))
    back = sum(row.back for row in report.flow.stages)
    found = sum(row.reopened for row in report.flow.stages)
    parts += [_("went back {count}").format(count=back)] if back else []
    parts += [_("won back {count}").format(count=found)] if found else []
    return "  ".join(parts)


def _won(report: WeekReport) -> str:
    whole = report.won_new + report.won_old
    if not whole:
        return ""
    text = _("{count}: {new} came in this week, {old} before")
    return text.format(count=whole, new=report.won_new, old=report.won_old)


def _done(report: WeekReport) -> str:
    work = report.total.work
    if work is None:
        return ""
    parts = [f"{_(words.HEADS[name])} {work[name]:,}" for name in WORKED if work[name]]
    if work.kept.count:
        parts.append(_("promises kept {kept}").format(kept=words.kept_words(work.kept)))
    return listed(parts) or _("nothing")


def _effort(report: WeekReport) -> str:
    found = report.effort
    if not found.touches:
        return ""
    told = words.parts_words(words.stage_parts(found.pipeline, found.touches))
    if not found.purchases:
        return told
    sold = words.parts_words(words.stage_parts(found.pipeline, found.purchases))
    return _("{touches} | sales from {purchases}").format(touches=told, purchases=sold)


def _lost_track(report: WeekReport) -> str:
    waiting = report.waiting
    lost, idle = sum(waiting.lost_track.values()), sum(waiting.without_next.values())
    parts = []
    if lost:
        text = ngettext(
            "{count} open customer without contact for {days} days",
            "{count} open customers without contact for {days} days",
            lost,
        )
        told = text.format(count=f"{lost:,}", days=waiting.days)
        owners = sorted(waiting.lost_track.items(), key=lambda one: -one[1])
        if len(owners) > 1:
            who = listed(f"{name or _('nobody')} {count:,}" for name, count in owners)
            told = f"{told} ({who})"
        parts.append(told)
    if idle:
        parts.append(_("{count} without a next step").format(count=f"{idle:,}"))
    return "  ".join(parts)


def _late(report: WeekReport) -> str:
    """Return how many moves of the week were recorded days later, and by whom."""
    found = report.waiting.late
    count = sum(found.values())
    if not count:
        return ""
    text = ngettext(
        "{count} move recorded more than {days} days after it",
        "{count} moves recorded more than {days} days after them",
        count,
    )
    told = text.format(count=f"{count:,}", days=report.waiting.late_days)
    ranked = sorted(found.items(), key=lambda one: -one[1])
    who = listed(f"{name or _('nobody')} {moves:,}" for name, moves in ranked)
    return f"{told} ({who})" if report.who is None else told


def _money(report: WeekReport) -> str:
    work = report.total.work
    if work is None or not work.net:
        return ""
    parts = [
        _("sold {bought}, returned {returned}, net {net}").format(
            bought=sum_words(work.bought.get(code, 0), code),
            returned=sum_words(-work.returned.get(code, 0), code),
            net=sum_words(net, code),
        )
        for code, net in work.net.items()
    ]
    text = ngettext("{count} bought", "{count} bought", report.buyers)
    return "  ".join([*parts, text.format(count=f"{report.buyers:,}")])


def _ahead(report: WeekReport) -> str:
    ahead = report.ahead
    whole = sum(ahead.promises.values())
    text = ngettext("{count} promised", "{count} promised", whole)
    told = text.format(count=f"{whole:,}")
    if whole:
        day, most = max(ahead.promises.items(), key=lambda one: (one[1], -one[0].toordinal()))
        told += _(", most on {day} ({count})").format(
            day=f"{_(WEEKDAYS[day.weekday()])} {day.isoformat()[5:]}", count=most
        )
    if ahead.new_a_day:
        told = f"{told}  " + _("{count} new a day needed").format(count=ahead.new_a_day)
    return told


def _note(note: ReviewNote) -> str:
    head = _(HEADS[note.head]) if note.head in HEADS else note.head
    told = f"{head}: {note.text}"
    return f"{told} -> {note.outcome}" if note.outcome else told
