"""Words for the steps and runs of plans."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.plan import CHANNELS, ENDED, STATES, PlannedStep
from leadfunnel.i18n import _, named
from leadfunnel.services.results.plans import RunView
from leadfunnel.views import dates
from leadfunnel.views.names import listed
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.plan_starts import ToldStep


def step_words(step: PlannedStep, setting: Setting | None) -> str:
    """Return a step in short: day 7 call, Sat 2026-10-10, in 3 days."""
    what = brief(step)
    when = dates.day_words(step.on)
    if setting is not None:
        when = _("{when}, {distance}").format(
            when=when, distance=dates.distance(step.on, setting.today)
        )
    return listed([what, when])


def step_to_do(step: PlannedStep, texts: Mapping[str, str], setting: Setting | None) -> str:
    """Return a step with its day and what to say or do."""
    return _("{step}: {text}").format(step=step_words(step, setting), text=named(texts))


def brief(step: PlannedStep) -> str:
    """Return which step it is: day 7 call."""
    text = _("day {day} {channel}")
    return text.format(day=step.step.day, channel=channel_word(step.step.channel))


def told_words(told: ToldStep, setting: Setting | None) -> str:
    """Return a step with its day and words, or alone where it is done with."""
    if not isinstance(told.texts, Mapping):
        return brief(told.step)
    return step_to_do(told.step, told.texts, setting)


def channel_word(channel: str) -> str:
    """Return the word for a channel."""
    return _(CHANNELS[channel])


def state_word(state: str) -> str:
    """Return the word for the state of a step."""
    return _(STATES[state])


def progress(view: RunView) -> str:
    """Return how many steps of a run are done: 3/6."""
    return f"{view.done}/{view.total}"


def ending(view: RunView) -> str:
    """Return how a run ended, empty while it goes on."""
    if not view.over:
        return ""
    if view.run.status == "stopped":
        reason = view.run.end_reason
        why = _(ENDED[reason]) if reason in ENDED else reason
        return _("stopped: {reason}").format(reason=why) if why else _("stopped")
    return _("over")
