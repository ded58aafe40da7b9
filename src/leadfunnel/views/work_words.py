"""What was done, in words: heads of its columns, shares, promises kept, estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.promise_record import PromiseRecord
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, grade_word, listed, stage_word
from leadfunnel.views.screens.funnel_tables import percent

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.outlook import Estimate
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.services.results.activity import Leader, Outlook

HEADS = {
    "new": N_("New"),
    "calls": N_("Calls"),
    "connected": N_("Connected"),
    "messages": N_("Messages"),
    "visits": N_("Visits"),
    "meetings": N_("Meetings"),
    "invites": N_("Invites"),
    "joined": N_("Joined"),
    "pushes": N_("Pushes"),
    "greetings": N_("Greetings"),
    "won": N_("Won"),
}
NAMED = 3


def kept_words(kept: PromiseRecord) -> str:
    """Return how many promises were kept on time, of how many: 5/8; a dash where none was due."""
    return f"{kept.on_time}/{kept.count}" if kept.count else NOTHING


def net_words(sums: Mapping[str, int]) -> str:
    """Return sums of several currencies one after another; a dash for none."""
    return listed(sum_words(amount, code) for code, amount in sums.items()) or NOTHING


def parts_words(parts: Iterable[tuple[str, int]], *, named: int = NAMED) -> str:
    """Return the largest parts of a whole, in percent: Prospect 61 %, Interested 30 %."""
    counted = sorted((part for part in parts if part[1]), key=lambda part: -part[1])
    whole = sum(count for _name, count in counted)
    return listed(f"{name} {percent(count / whole)}" for name, count in counted[:named])


def stage_parts(pipeline: Pipeline, counts: Mapping[str | None, int]) -> list[tuple[str, int]]:
    """Return counts by stage with the stages' words; those who stood nowhere at the end."""
    found = [
        (stage_word(stage), counts[stage.code])
        for stage in pipeline.stages
        if counts.get(stage.code)
    ]
    known = pipeline.by_code
    other = sum(count for code, count in counts.items() if code is None or code not in known)
    return [*found, *([(_("on no ladder"), other)] if other else [])]


def grade_parts(counts: Mapping[str | None, int]) -> list[tuple[str, int]]:
    """Return counts by call grade in words."""
    return [
        (_("no grade yet") if grade is None else grade_word(grade), count)
        for grade, count in counts.items()
    ]


def leader_words(leader: Leader) -> str:
    """Return how much of the revenue is one person's."""
    text = _("{name} sold {share} of {whole}, {count} sold anything")
    return text.format(
        name=leader.name,
        share=percent(leader.share),
        whole=sum_words(leader.whole, leader.currency),
        count=leader.sellers,
    )


def estimate_words(found: Estimate) -> str:
    """Return a count and its range: 52 (38-73), or 52 (38 or more)."""
    if found.high is None:
        return _("{likely} ({low} or more)").format(likely=found.likely, low=found.low)
    return f"{found.likely:,} ({found.low:,}-{found.high:,})"


def needed_words(found: Outlook) -> str:
    """Return how many new people the goal takes at the measured rate, or why nothing is said."""
    weeks = _("{count} weeks").format(count=found.weeks)
    if found.too_few or found.won is None:
        text = _("Too few to tell: {people} new in {weeks}, {least} are needed.")
        return text.format(people=found.people, weeks=weeks, least=found.least)
    chance = next((step.rate for step in found.steps if step.stage.code == found.won.code), None)
    if chance is None or found.needed is None:
        text = _("None of the {people} new of {weeks} got to {stage} yet.")
        return text.format(people=found.people, weeks=weeks, stage=stage_word(found.won))
    text = _("To win {goal} it takes {needed} new, at {rate} ({part}/{all}) in {weeks}.")
    return text.format(
        goal=found.goal,
        needed=estimate_words(found.needed),
        rate=percent(chance.rate),
        part=chance.successes,
        all=chance.n,
        weeks=weeks,
    )
