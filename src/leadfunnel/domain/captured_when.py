"""Finding the moment of the next step in a line: 下周三下午回访, tomorrow 3pm, 3 days later call.

`domain.moment` decides what is a moment; here candidates are cut out of the line, and those that
may as well be something else (a name, a size, a day gone by) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from leadfunnel.domain.captured_action import Action, action_after, action_before
from leadfunnel.domain.captured_event import event_beside
from leadfunnel.domain.captured_signs import ANCHORS, GONE, HAN, LATIN, LATIN_ANCHORS, RANGE, WEAK
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac
    from leadfunnel.domain.moment import Moment

_INNER = " :/.-+,'’()@"
_NO_END = " :/-+,'’(@"
_ADJECTIVES = ("sharp", "approx", "approximately")
_MOST_PIECES = 24
_MOST_READS = 400

_PAST_WORDS = frozenset(
    (
        *("came", "called", "visited", "met", "bought", "spoke", "talked", "saw", "was", "were"),
        *("been", "since", "phoned", "rang", "had", "said", "ordered", "paid", "every", "each"),
    )
)
_REMARK = re.compile(r"(?:备注|備註|\bnotes?\b|\bremarks?\b) *[: ]", re.IGNORECASE)
_NAMES_DAY = r"今[天日儿兒]|today|now|right now|现在|現在|[0-9]+.*"


@dataclass(frozen=True)
class When:
    """A moment found in a line: where it stands with the words beside it, and what they say.

    One `glued` to other words of a sentence stays with them.
    """

    moment: Moment
    said: str
    spans: tuple[tuple[int, int], ...]
    kind: str | None
    note: str
    glued: bool = False


@dataclass(frozen=True)
class Clock:
    """What moments are read against: the wall clock of whoever types, and the business day."""

    now: datetime
    day: date
    almanac: Almanac | None = None


def find_when(flat: str, clock: Clock) -> tuple[When | None, tuple[str, ...]]:
    """Return the first moment ahead in a line, and the text of those that stay in it.

    These are later ones that differ, those of an event that is no step to take (5月1日交房), and
    those whose words go on, as in 年后结婚: taken out, they would leave half a sentence.

    `flat` is the line in half-width, NUL standing for what is understood already.
    """
    first: When | None = None
    others: list[str] = []
    for when in _Scan(_REMARK.split(flat)[0], clock).found():
        if when.glued:
            others.append(when.said)
        elif first is None:
            first = when
        elif when.moment != first.moment:
            others.append(when.said)
    return first, tuple(others)


class _Piece:
    """A Chinese character, a Latin word, a number or a sign."""

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self.text = text = match[0]
        short = text.isdecimal() and len(text) in (1, 2, 3, 4, 8)
        self.may_stand = short or text in HAN or text in LATIN or text in _INNER
        dated = text in ":/-+." or (text.isdecimal() and len(text) == 8)
        self.is_anchor = dated or text in ANCHORS or text in LATIN_ANCHORS


class _Scan:
    """One pass over a line: runs of what moments are made of, and the moments within them.

    It gives up after so many misses that the text is no seller's line.
    """

    def __init__(self, flat: str, clock: Clock) -> None:
        self.flat = flat
        self.clock = clock
        self.low = flat.lower() if len(flat.lower()) == len(flat) else flat
        self.range_end = -1
        self.reads = 0

    def found(self) -> Iterator[When]:
        for run in self.runs():
            place = 0
            while place < len(run):
                hit = self.starting_at(run, place)
                if hit is None:
                    place += 1
                    continue
                last, when = hit
                place = last + 1
                if when:
                    yield when

    def runs(self) -> Iterator[list[_Piece]]:
        run: list[_Piece] = []
        for match in re.finditer(r"[A-Za-z]+|[0-9]+|.", self.low, re.DOTALL):
            piece = _Piece(match)
            if piece.may_stand:
                run.append(piece)
                continue
            if any(one.is_anchor for one in run):
                yield run
            run = []
        if any(one.is_anchor for one in run):
            yield run

    def starting_at(self, run: list[_Piece], place: int) -> tuple[int, When | None] | None:
        """Return the last piece of the longest moment from here, and the moment if it counts."""
        first = run[place]
        if (first.text in _INNER and first.text != "+") or self.within_word(first.start):
            return None
        for last in range(min(len(run), place + _MOST_PIECES) - 1, place - 1, -1):
            piece = run[last]
            if piece.text in _NO_END or self.goes_on(piece) or self.describes(piece):
                continue
            if not any(one.is_anchor for one in run[place : last + 1]):
                continue
            if self.reads > _MOST_READS:
                return None
            read = self.read(self.flat[first.start : piece.end], self.after(piece.end))
            if read is None:
                continue
            if read and self.low[piece.start : piece.end + 1] in ("后天", "後天"):
                continue
            in_range = first.start == self.range_end
            if isinstance(read, UnreadableError) or self.begins_range(piece.end) or in_range:
                return last, None
            return last, self.judged(read, first.start, piece.end)
        return None

    def after(self, end: int) -> str:
        """Return the word behind a place, "" where none follows."""
        match = re.compile(r" *([^ \0,;，。；、!?！？]+)").match(self.low, end)
        return match[1] if match else ""

    def read(self, text: str, after: str) -> Moment | UnreadableError | None:
        """Return the moment, an error where it is one that cannot be kept, None for no moment.

        Two days that disagree may be two moments. A number counting the word behind it is none.
        """
        from leadfunnel.domain.moment import DaysDisagree, UnreadableMoment, read_moment
        from leadfunnel.domain.moment_follow import takes

        self.reads += 1
        if after and takes(text.rsplit(maxsplit=1)[-1].lower(), after):
            return None
        now, day, almanac = self.clock.now, self.clock.day, self.clock.almanac
        try:
            return read_moment(text, now, day=day, almanac=almanac)
        except UnreadableError as error:
            two = type(error) is DaysDisagree and re.search("[ ,]", text.strip())
            return None if two or type(error) is UnreadableMoment else error

    def within_word(self, start: int) -> bool:
        before = self.low[start - 1 : start]
        if before.isascii() and (before.isalnum() or before in tuple("-./:$_")) and before:
            return True
        if before in tuple("每逢第"):
            return True
        if self.low.startswith(("周", "週"), start):
            return before in tuple("小老大姓阿单單双雙四一上每")
        return self.low.startswith(("后天", "後天"), start) and before in tuple("以之然今先此事饭")

    def goes_on(self, piece: _Piece) -> bool:
        """Tell whether a Latin word or number would be cut in two."""
        after = self.low[piece.end : piece.end + 1]
        if not piece.text.isascii():
            return False
        return after.isascii() and (after.isalnum() or after == "_")

    def describes(self, piece: _Piece) -> bool:
        """Tell whether a word that a moment may end with belongs to the next: 3pm sharp knives."""
        if piece.text not in _ADJECTIVES or not self.after(piece.end):
            return False
        return action_after(self.flat, piece.end) is None

    def is_han(self, place: int) -> bool:
        return place >= 0 and "\u3400" <= self.flat[place : place + 1] <= "\u9fff"

    def begins_range(self, end: int) -> bool:
        """Tell whether a moment is followed by the end of a range; that end is no moment either."""
        match = re.match(RANGE, self.low[end : end + 8])
        if match:
            self.range_end = end + match.end()
        return bool(match)

    def judged(self, moment: Moment, start: int, end: int) -> When | None:
        """Return the moment with the words beside it, None where it may not be meant as one."""
        said = self.flat[start:end]
        after = action_after(self.flat, end)
        before = action_before(self.flat, start)
        if self.is_gone(said, moment, start, end):
            return None
        action = after or before
        if self.is_weak(said, moment, start) and not (action and self.is_ahead(said, action)):
            return None
        if self.names_festival(said) and (self.is_han(start - 1) or not (action and action.sure)):
            return None
        timed = moment.time is not None
        event, step = event_beside(self.flat, (start, end), before, timed=timed)
        if event:
            return When(moment, said, (), None, "", glued=True)
        after = step or after
        spans = ((start, end), *((one.start, one.end) for one in (before, after) if one))
        kinds = [one.kind for one in (after, before) if one and one.kind]
        note = " ".join(one.note for one in (before, after) if one and one.note)
        glued = after is None and self.is_han(end) and self.flat[end] not in "或和跟及与與"
        return When(moment, said, spans, kinds[0] if kinds else None, note, glued)

    def is_gone(self, said: str, moment: Moment, start: int, end: int) -> bool:
        """Tell whether a day that may lie on either side is said as one gone by."""
        if moment.day != self.clock.day and not self.may_be_past(said):
            return False
        words = re.findall(r"[a-z]+", self.low[max(0, start - 30) : start])[-3:]
        return (
            bool(re.match(GONE, self.low[end : end + 10]))
            or not _PAST_WORDS.isdisjoint(words)
            or self.low[start - 1 : start] in tuple("从從自")
        )

    def may_be_past(self, said: str) -> bool:
        from leadfunnel.domain.moment import read_moment

        now, day, almanac = self.clock.now, self.clock.day, self.clock.almanac
        try:
            read_moment(said, now, past=True, day=day, almanac=almanac)
        except UnreadableError:
            return False
        return True

    def is_weak(self, said: str, moment: Moment, start: int) -> bool:
        """Tell whether the stretch alone is not surely meant as a moment."""
        plain = " ".join(said.lower().split())
        if re.fullmatch(WEAK, plain):
            return True
        opens_line = not self.flat[:start].strip(" \0,;:，；：")
        if opens_line and "\0" not in self.flat[:start] and re.fullmatch("[周週].", plain):
            return True
        return moment.day != self.clock.day and self.floats(said)

    def names_festival(self, said: str) -> bool:
        """Tell whether a festival alone is named: it may be what a present is for, or a name."""
        from leadfunnel.domain.moment import read_moment

        if self.clock.almanac is None or said.endswith(("后", "後", "前")):
            return False
        try:
            read_moment(said, self.clock.now, day=self.clock.day)
        except UnreadableError:
            return True
        return False

    def floats(self, said: str) -> bool:
        """Tell whether only the hour made it another day: at dawn it would have been today."""
        from leadfunnel.domain.moment import read_moment

        dawn = self.clock.now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            day = read_moment(said, dawn, day=dawn.date(), almanac=self.clock.almanac).day
        except UnreadableError:
            return False
        return day == dawn.date()

    def is_ahead(self, said: str, action: Action) -> bool:
        """Tell whether the action makes it a plan: 今天到店 may have happened, 今天回访 has not."""
        if re.fullmatch("[0-9]{1,3} ?[a-z]+", said.lower()) and not action.planned:
            return False
        return action.planned or not re.fullmatch(_NAMES_DAY, said.lower())
