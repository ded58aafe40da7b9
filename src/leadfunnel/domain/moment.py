"""Reads a moment as people type it, in English, Chinese or ISO form: `tomorrow 3pm`, `下周三`.

The text must be read to its last character and have one reading; otherwise it is refused, for a
wrong date does more harm than none. New ways of saying a moment are new rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from leadfunnel.domain.almanac import Almanac, may_name, names_end
from leadfunnel.domain.moment_join import Moment, joined
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    DaysDisagree,
    FutureMoment,
    ImpossibleMoment,
    MomentOutOfRange,
    Part,
    PastMoment,
    RecurringMoment,
    Reference,
    Rule,
    Sense,
    UnreadableMoment,
)
from leadfunnel.domain.moment_text import LONGEST, NotANumber, normalised, shortened
from leadfunnel.domain.record import replace
from leadfunnel.errors import UnreadableError

__all__ = [
    "AmbiguousMoment",
    "DaysDisagree",
    "FutureMoment",
    "ImpossibleMoment",
    "Moment",
    "MomentOutOfRange",
    "PastMoment",
    "RecurringMoment",
    "UnreadableMoment",
    "leading_moment",
    "read_day",
    "read_moment",
]

_MOST_PARTS = 5
_MOST_WORDS = 12
_CLOCK_SIGNS = ("noon", "night", "morning", "evening", "lunch", "thing", " am", " pm")
_SPAN_SIGNS = (
    *("+", "-", "in ", "ago", "back", "later", "hence", "from", "after", "before", "within"),
    *(" sec", "next ", "week ", "fortnight "),
)
_EDGE_SIGNS = ("end", "eo", "start", "cob", "business", " day", "st ", "nd ", "rd ", "th ")


def read_moment(
    text: str,
    now: datetime,
    *,
    past: bool = False,
    day: date | None = None,
    almanac: Almanac | None = None,
    whole: bool = True,
) -> Moment:
    """Read a moment not before `now`, or with `past` one not after it.

    `now` is wall time in the store's zone, `day` the business day. Where a note follows the text,
    it is not the `whole`: "tomorrow lunch" may go on with "box". Raises UnreadableMoment and its
    kinds, PastMoment, FutureMoment, MomentOutOfRange, LunarOutOfRange.
    """
    ref = _reference(text, now, day, Sense.BEHIND if past else Sense.AHEAD, almanac, whole=whole)
    moment = _read(text, ref)
    if moment is None:
        raise _unreadable(text, ref)
    return moment


def read_day(
    text: str, now: datetime, *, day: date | None = None, almanac: Almanac | None = None
) -> date:
    """Read a day of a report: past or to come, without a time. Raises as `read_moment`."""
    ref = _reference(text, now, day, Sense.EITHER, almanac)
    moment = _read(text, ref)
    if moment is None or moment.time is not None or moment.deadline:
        raise UnreadableMoment(text=ref.text)
    return moment.day


def leading_moment(
    words: Sequence[str],
    now: datetime,
    *,
    past: bool = False,
    day: date | None = None,
    almanac: Almanac | None = None,
) -> tuple[Moment, int]:
    """Read the longest run of leading words that is a moment; return it and how many they were.

    A moment that follows and does not join the run would be lost unnoticed, so it is refused.
    """
    from leadfunnel.domain.moment_follow import longest

    sense = Sense.BEHIND if past else Sense.AHEAD

    def read(text: str, whole: bool) -> Moment | None:
        return _read(text, _reference(text, now, day, sense, almanac, whole=whole))

    found = longest(words, _MOST_WORDS, read, lambda text: _is_moment(text, now, almanac))
    if found:
        return found
    texts = (" ".join(words[:count]) for count in range(min(len(words), _MOST_WORDS), 0, -1))
    for text in texts:
        if _recurs(text, _reference(text, now, day, sense, almanac)):
            raise RecurringMoment(text=shortened(text))
    raise UnreadableMoment(text=shortened(" ".join(words[:_MOST_WORDS])))


def _reference(
    text: str,
    now: datetime,
    day: date | None,
    sense: Sense,
    almanac: Almanac | None,
    *,
    whole: bool = True,
) -> Reference:
    return Reference(shortened(text), now, day or now.date(), sense, whole, almanac)


def _unreadable(text: str, ref: Reference) -> UnreadableMoment:
    return (RecurringMoment if _recurs(text, ref) else UnreadableMoment)(text=ref.text)


def _recurs(text: str, ref: Reference) -> bool:
    """Say whether the text names a moment that comes again and again."""
    from leadfunnel.domain.recurrence_text import read_recurrence

    try:
        return read_recurrence(text, ref.now, day=ref.day, almanac=ref.almanac) is not None
    except UnreadableError:
        return False


def _is_moment(text: str, now: datetime, almanac: Almanac | None) -> bool:
    try:
        return _read(text, _reference(text, now, None, Sense.EITHER, almanac)) is not None
    except UnreadableError:
        return True


def _read(text: str, ref: Reference) -> Moment | None:
    line = normalised(text)
    if len(line) > LONGEST:
        return None
    has_letters = re.search("[a-z@]", line) is not None
    if has_letters:
        from leadfunnel.domain.moment_words import plain

        line = plain(line)
    rules = tuple(rule for rule in _rules(line, has_letters, ref.almanac) if rule.may_apply(line))
    for cover in _covers(line, rules, 0, _MOST_PARTS):
        parts = [_said(rule, match, ref) for rule, match in cover]
        said = [part for part in parts if part is not None]
        moment = joined(said, ref) if len(said) == len(parts) else None
        if moment:
            return _remarked(moment, line, said, ref)
    return None


def _said(rule: Rule, match: re.Match[str], ref: Reference) -> Part | None:
    try:
        return rule.read(match, ref)
    except NotANumber:
        return None


def _remarked(moment: Moment, line: str, said: Sequence[Part], ref: Reference) -> Moment:
    """Return the moment with what is to be said about its day, where an almanac can tell."""
    counted = any(part.workdays for part in said)
    if ref.almanac is None or not (counted or names_end(line)):
        return moment
    from leadfunnel.domain.moment_workday import remark

    return replace(moment, remark=remark(moment.day, counted, ref))


def _rules(line: str, has_letters: bool, almanac: Almanac | None) -> tuple[Rule, ...]:
    """Return the rules that may find something in the line; the others are not even imported."""
    rules: tuple[Rule, ...] = ()
    if not line.isascii():
        from leadfunnel.domain.moment_chinese import RULES as CHINESE

        rules += CHINESE
    if re.search(r"[0-9](?:[-/.:]| /|[0-9]{5}|w| [0-9]{2} [0-9])", line):
        from leadfunnel.domain.moment_digits import RULES as DIGITS

        rules += DIGITS
    if has_letters:
        rules += _english(line)
    if almanac is not None and may_name(line):
        from leadfunnel.domain.moment_almanac import almanac_rules

        rules += almanac_rules(line)
    return rules


def _english(line: str) -> tuple[Rule, ...]:
    from leadfunnel.domain.moment_english import RULES as DAYS

    rules: tuple[Rule, ...] = DAYS
    if re.search("[0-9]", line) or any(sign in line for sign in _CLOCK_SIGNS):
        from leadfunnel.domain.moment_clock import RULES as CLOCKS

        rules += CLOCKS
    if re.search("[0-9][dwmyh]", line) or any(sign in line for sign in _SPAN_SIGNS):
        from leadfunnel.domain.moment_spans import RULES as SPANS

        rules += SPANS
    if any(sign in line for sign in _EDGE_SIGNS):
        from leadfunnel.domain.moment_edges import RULES as EDGES

        rules += EDGES
    return rules


_Cover = tuple[tuple[Rule, "re.Match[str]"], ...]


def _covers(line: str, rules: tuple[Rule, ...], start: int, most: int) -> Iterator[_Cover]:
    """Yield every way to cover the line from `start` with at most so many rules."""
    if start and not line[start:].strip(" ,()"):
        yield ()
    if not most:
        return
    while start and line[start : start + 1] in (" ", ",", "(", ")", "的"):
        start += 1
    matches = [(rule, re.compile(rule.pattern, re.ASCII).match(line, start)) for rule in rules]
    hits = [(rule, match) for rule, match in matches if match]
    for rule, match in sorted(hits, key=lambda hit: -hit[1].end()):
        for rest in _covers(line, rules, match.end(), most - 1):
            yield ((rule, match), *rest)
