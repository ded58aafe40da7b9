"""The review: each step with what was found and what acts on it."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.audit import FINDINGS
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.audit import AuditReport
from leadfunnel.services.results.leak import LeakReport
from leadfunnel.services.results.people import Listing
from leadfunnel.services.results.promised import Promises
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.review import Act, Ahead, Review, ReviewStep
from leadfunnel.services.results.review_notes import Notes
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, WORDS, Block, Column, Rule, Span, Table, line
from leadfunnel.views.names import paragraph
from leadfunnel.views.reports.booklet import drafted
from leadfunnel.views.screens import funnel_tables, screen
from leadfunnel.views.screens.activity import ahead
from leadfunnel.views.screens.funnel import cohort_words
from leadfunnel.views.screens.leak import verdict
from leadfunnel.views.screens.review_notes import period_notes
from leadfunnel.views.screens.targets import standing
from leadfunnel.views.setting import Setting

TITLES = {
    "before": N_("What was written last time"),
    "funnel": N_("The funnel"),
    "leak": N_("Where it leaks"),
    "overdue": N_("Overdue promises"),
    "stuck": N_("Stuck"),
    "audit": N_("Audit"),
    "ahead": N_("What comes next"),
    "notes": N_("To write down"),
}
NOTHING = {
    "before": N_("Nothing was written before."),
    "overdue": N_("No promise is overdue."),
    "stuck": N_("Nobody has been too long where they stand."),
    "audit": N_("Nothing to look at."),
}


def review(result: Review, setting: Setting) -> list[Block]:
    """Return all steps below each other."""
    first, last = map(dates.day_words, (result.period.first, result.period.last))
    title = _("Review of {first} - {last}").format(first=first, last=last)
    blocks: list[Block] = [line(Span(title, "title"))]
    for one in result.steps:
        blocks += [BLANK, *step(one, setting)]
    return blocks


def step(result: ReviewStep, setting: Setting) -> list[Block]:
    """Return a step: its title, what was found, the commands that act on it."""
    title = f"{result.place}/{result.of}  {_(TITLES[result.key])}"
    found = [block for one in result.found for block in _shown(one, setting)]
    if not found and result.key in NOTHING:
        found = [line(_(NOTHING[result.key]), indent=2)]
    return [line(Span(title, "title")), Rule(), *found, *_acts(result)]


def _shown(found: object, setting: Setting) -> list[Block]:
    show = _SHOWN.get(type(found).__name__)
    return show(found, setting) if show else screen(found, setting)


def _acts(result: ReviewStep) -> list[Block]:
    rows = [
        (str(number), f"leadfunnel {act.command}", _count(act))
        for number, act in enumerate(result.acts, 1)
    ]
    rows += [("", f"leadfunnel {hint}", "") for hint in result.hints]
    if not rows:
        return []
    columns = (
        Column(align="right", style="title"),
        Column(style="dim", wrap=ANYWHERE),
        Column(style="dim"),
    )
    return [BLANK, Table(columns, tuple(rows), indent=2)]


def _count(act: Act) -> str:
    if act.count is None:
        return ""
    return _("lists {count}").format(count=f"{act.count:,}")


def _notes(found: Notes, _setting: Setting) -> list[Block]:
    return period_notes(found)


def _drafts(found: Report, setting: Setting) -> list[Block]:
    """Return what was found, numbered: what the problem may be."""
    texts = drafted(found, setting)
    rows = tuple((str(number), text) for number, text in enumerate(texts, 1))
    columns = (Column(align="right", style="title"), Column(wrap=WORDS))
    return [line(Span(_("Found"), "head")), Table(columns, rows, indent=2)] if rows else []


def _funnel(found: FunnelReport, setting: Setting) -> list[Block]:
    """Return the cohort without a head: the review tells above of which days it is."""
    if found.cohort is None:
        return []
    words = cohort_words(found.pipeline, found.cohort)
    table = funnel_tables.cohort(found.pipeline, found.cohort, setting)
    return [table, line(Span(paragraph(words), "dim"), hang=2)]


def _leak(found: LeakReport, _setting: Setting) -> list[Block]:
    days = f"{dates.day_words(found.first)} - {dates.day_words(found.last)}"
    blocks = verdict(found)
    if found.strengthen is not None and found.strengthen.from_playbook:
        blocks = blocks[:-1]  # its command stands among those of the step
    return [line(Span(days, "dim")), *blocks]


def _listing(found: Listing, setting: Setting) -> list[Block]:
    return screen(found, setting) if found.customers else []


def _promises(found: Promises, setting: Setting) -> list[Block]:
    return screen(found, setting) if found.items else []


def _audit(found: AuditReport, _setting: Setting) -> list[Block]:
    counts = [
        (_(title), sum(one.code == code for one in found.findings))
        for code, title in FINDINGS.items()
    ]
    won = _("At a won stage without a purchase: one of unknown amount")
    counts.append((won, len(found.unbought) + found.unbought_more))
    return [line(f"{title} ({count:,})", indent=2, hang=4) for title, count in counts if count]


def _ahead(found: Ahead, setting: Setting) -> list[Block]:
    blocks: list[Block] = [line(_booked(found), hang=2)]
    if found.targets is not None:
        blocks += standing(found.targets, setting)
    return [*blocks, *ahead(found.outlook)]


def _booked(found: Ahead) -> str:
    first, last = map(dates.day_words, (found.period.first, found.period.last))
    text = ngettext(
        "{first} - {last}: {count} promise", "{first} - {last}: {count} promises", found.booked
    )
    said = text.format(first=first, last=last, count=f"{found.booked:,}")
    if found.busiest is None:
        return said
    most = _(", most on {day} ({count})")
    day, count = found.busiest
    return said + most.format(day=dates.day_words(day), count=f"{count:,}")


_SHOWN: dict[str, Callable[..., list[Block]]] = {
    "Notes": _notes,
    "FunnelReport": _funnel,
    "Report": _drafts,
    "LeakReport": _leak,
    "Listing": _listing,
    "Promises": _promises,
    "AuditReport": _audit,
    "Ahead": _ahead,
}
