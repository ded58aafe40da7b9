"""One typed line about what happened, taken apart: 电话 强 要报价 明天3点.

Kind, grade, outcome and 打4分 are whole words. Those of Latin letters are read before the text
begins and not within it, where `call`, `sent` or `note` may be words like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from leadfunnel.domain.interaction import KINDS, OUTCOMES, known_word
from leadfunnel.domain.line import NOTHING_KNOWN, TAKEN, Lexicon, Line, may_hold_moment, plain_word
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.captured_when import When

GRADE_WORDS = {
    **dict.fromkeys(("强", "強", "意向强", "意向強", "意愿高", "意願高", "keen"), "A"),
    **dict.fromkeys(("犹豫", "猶豫", "unsure", "hesitant", "hesitating"), "B"),
    **dict.fromkeys(("未接", "not reached"), "C"),
    **dict.fromkeys(("无意", "無意", "无意向", "無意向", "无意愿", "無意願"), "D"),
    **dict.fromkeys(("not interested", "uninterested"), "D"),
}
COMPLAINTS = frozenset(("complaint", *KINDS["complaint"][1]))
_SCORED = "(?:打了?|给了?|給了?|评了?|評了?|满意度?|滿意度?)[:：]?([1-5一二三四五])分?|([1-5])分"
_FIGURES = dict(zip("一二三四五", "12345", strict=True))
_INCOMING = ("来电", "來電", "来电话", "來電話")
# These are outcomes whatever follows; others, such as sent, may begin what was said.
_SURE = frozenset(("no answer", "no_answer", "no-answer", "wrong number", "wrong_number"))
_SPAN = tuple[int, int]


@dataclass(frozen=True)
class Logged:
    """What was understood of a line; `text` is the rest of it, `moments` further ones in it.

    A complaint may come in any kind of touch; `satisfaction` is from 1 to 5.
    """

    kind: str | None = None
    direction: str = "out"
    outcome: str | None = None
    grade: str | None = None
    when: When | None = None
    text: str = ""
    moments: tuple[str, ...] = ()
    complaint: bool = False
    satisfaction: str | None = None


def read_log(
    words: Sequence[str], lexicon: Lexicon = NOTHING_KNOWN, given: Collection[str] = ()
) -> Logged:
    """Take the words of a line apart; what flags have `given` (kind, grade ...) is not looked for.

    A word that holds spaces was quoted: only a moment is looked for in it.
    """
    if len(words) == 1:
        words = words[0].split()
    heard = _Told(words, lexicon, frozenset(given))
    heard.read_start()
    heard.read_when()
    heard.read_rest()
    return Logged(
        heard.found.get("kind"),
        heard.direction,
        heard.found.get("outcome"),
        heard.found.get("grade"),
        heard.when,
        heard.rest(),
        heard.moments,
        "complaint" in heard.found,
        heard.found.get("satisfaction"),
    )


class _Told(Line):
    """The line while it is read."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon, given: frozenset[str]) -> None:
        super().__init__(" ".join(words), lexicon)
        self.given = given
        self.quoted = list(_quoted(words))
        self.found: dict[str, str] = {}
        self.direction = "out"
        self.when: When | None = None
        self.moments: tuple[str, ...] = ()

    def read_start(self) -> None:
        """Take the kind, grade and outcome that stand before the text."""
        spans = list(self.words())
        place = 0
        while place < len(spans) and not self.is_quoted(spans[place]):
            pair = (spans[place][0], spans[place + 1][1]) if place + 1 < len(spans) else None
            after = self.word(spans[place + 1]) if pair else ""
            if pair and self.accept(pair, ""):
                place += 2
            elif self.accept(spans[place], after):
                place += 1
            else:
                return

    def read_when(self) -> None:
        """Take the moment ahead, with the words beside it."""
        now, day = self.lexicon.now, self.lexicon.day
        if "when" in self.given or now is None or day is None or not may_hold_moment(self.free):
            return
        from leadfunnel.domain.captured_when import Clock, find_when

        self.when, self.moments = find_when(self.free, Clock(now, day, self.lexicon.almanac()))
        for span in self.when.spans if self.when else ():
            self.take(*span)

    def read_rest(self) -> None:
        """Take the Chinese words for kind, grade and outcome further on, then a last letter A-D.

        Who speaks of a complaint further on does not complain.
        """
        for span in list(self.words()):
            word = self.word(span)
            if not self.is_quoted(span) and not word.isascii() and word not in COMPLAINTS:
                self.accept(span, "")
        spans = list(self.words())
        last = spans[-1] if spans else (0, 0)
        before = self.word(spans[-2]) if len(spans) > 1 else "前"
        letter = re.fullmatch("[A-DＡ-Ｄ]", self.said(last))
        if letter and not before.isascii() and not self.is_quoted(last):
            self.accept(last, "")

    def accept(self, span: _SPAN, after: str) -> bool:
        """Take a stretch that says something not said before; `after` is the word behind it."""
        word = " ".join(self.word(span).split())
        meant = self.meaning(word, self.said(span), after)
        for key in (*self.found, *self.given):
            meant.pop(key, None)
        if not meant:
            return False
        if word in _INCOMING and "direction" not in self.given:
            self.direction = "in"
        self.found.update(meant)
        self.take(*span)
        return True

    def meaning(self, word: str, typed: str, after: str) -> dict[str, str]:
        """Return what a whole word says of kind, grade and outcome; nothing for another word."""
        goes_on = bool(re.match("[a-z]", after)) and not self.is_known(after)
        if word in GRADE_WORDS:
            grade = GRADE_WORDS[word]
            return {"outcome": "no_answer", "grade": grade} if grade == "C" else {"grade": grade}
        if re.fullmatch("[a-d]", word):
            return {} if typed.islower() and goes_on else {"grade": word.upper()}
        if word in _INCOMING:
            return {"kind": "call"}
        outcome = known_word(OUTCOMES, word)
        if outcome:
            return {} if goes_on and word not in _SURE else {"outcome": outcome}
        return _of_service(word) or _of_kind(word)

    def is_known(self, word: str) -> bool:
        known = known_word(KINDS, word) or known_word(OUTCOMES, word)
        return bool(known) or word in GRADE_WORDS

    def word(self, span: _SPAN) -> str:
        return plain_word(self.said(span)) if TAKEN not in self.free[slice(*span)] else TAKEN

    def is_quoted(self, span: _SPAN) -> bool:
        return any(start <= span[0] < end for start, end in self.quoted)


def _of_kind(word: str) -> dict[str, str]:
    kind = known_word(KINDS, word)
    return {"kind": kind} if kind else {}


def _of_service(word: str) -> dict[str, str]:
    """Return that a word is a complaint, or a score of satisfaction; nothing for another word."""
    scored = re.fullmatch(_SCORED, word)
    if scored:
        figure = scored[1] or scored[2]
        return {"satisfaction": _FIGURES.get(figure, figure)}
    return {"complaint": "yes"} if word in COMPLAINTS else {}


def _quoted(words: Sequence[str]) -> list[_SPAN]:
    """Return where the words stand that hold spaces themselves."""
    spans, start = [], 0
    for word in words:
        if len(word.split()) > 1:
            spans.append((start, start + len(word)))
        start += len(word) + 1
    return spans
