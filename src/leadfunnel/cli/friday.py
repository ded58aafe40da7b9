"""The review at a terminal: step by step, each can be opened; then what is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from leadfunnel.domain.review_note import HEADS, PROBLEM
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.i18n import _
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.review import Act
from leadfunnel.services.reviewing import STEPS
from leadfunnel.services.weekly import When
from leadfunnel.views.reports.booklet import drafted

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace

OPEN, QUIT = ("o", "open", "开"), ("q", "quit", "退")
Run = Callable[[list[str]], int]


class Friday:
    """One walk through the review of a period; `run` runs a command line."""

    def __init__(self, desk: Workspace, when: When, run: Run) -> None:
        self.desk = desk
        self.when = when
        self.run = run
        self.written = 0
        self.drafts: tuple[str, ...] = ()

    def walk(self) -> Changed:
        """Go through the steps, then ask what is to be written down."""
        if all(self._seen(key) for key in STEPS):
            self._write()
        return self._done()

    def look_back(self) -> Changed:
        """Ask what became of each note of the time before that nothing is known of."""
        before = self.desk.review_notes.written(self.when).before
        for note in before.notes if before else ():
            if note.outcome is not None:
                continue
            self.desk.say(
                said(
                    N_("{number}  {head}: {what}"),
                    number=note.id,
                    head=Phrase(HEADS[note.head]),
                    what=note.text,
                )
            )
            line = self.desk.ask(_("What became of it? Enter skips, q stops > "))
            if line is None or line.lower() in QUIT:
                break
            if line:
                self._record(partial(self.desk.review_notes.outcome, str(note.id), [line]))
        return self._done()

    def _seen(self, key: str) -> bool:
        """Show a step and obey until the next is asked for; false to leave."""
        self.desk.tick()
        step = self.desk.reviewing.step(key, self.when)
        self.desk.tell(step)
        for found in step.found:
            if isinstance(found, Report):
                self.drafts = drafted(found, self.desk.setting)
        while True:
            line = self.desk.ask(_prompt(step.acts))
            if line is None or line.lower() in QUIT:
                return False
            if not line:
                return True
            act = _meant(line.lower(), step.acts)
            if act is None:
                self.desk.say(said(N_("Not understood: {answer}."), answer=line[:40]))
            else:
                self.run(act.command.split())

    def _write(self) -> None:
        for head, name in HEADS.items():
            drafts = self.drafts if head == PROBLEM else ()
            text = _("{head}; Enter leaves it out > ")
            if drafts:
                text = _("{head}; a number takes what was found, Enter leaves it out > ")
            line = self.desk.ask(text.format(head=_(name)))
            if line is None or line.lower() in QUIT:
                return
            for note in _notes(line, drafts):
                self._record(partial(self.desk.review_notes.add, head, [note], self.when))

    def _record(self, write: Callable[[], Changed]) -> None:
        self.desk.tick()
        try:
            changed = write()
        except LeadfunnelError as error:
            self.desk.say(said(error.message, **error.values))
            return
        self.written += 1
        for sentence in changed.said:
            self.desk.say(sentence)

    def _done(self) -> Changed:
        spoken = said(
            N_("Written: {count}. Take the last back with: leadfunnel undo"), count=self.written
        )
        return Changed(None, (), (spoken,) if self.written else (said(N_("Nothing was written.")),))


def _notes(line: str, drafts: Sequence[str]) -> list[str]:
    """Return what is to be written: the drafts of some numbers, or the words themselves."""
    words = line.split()
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    if numbers and len(numbers) == len(words) and all(1 <= one <= len(drafts) for one in numbers):
        return [drafts[number - 1] for number in dict.fromkeys(numbers)]
    return [line] if line else []


def _prompt(acts: Sequence[Act]) -> str:
    if acts:
        return _("Enter next, o or a number opens, q stops > ")
    return _("Enter next, q stops > ")


def _meant(word: str, acts: Sequence[Act]) -> Act | None:
    """Return what is to be opened: o is the first."""
    number = 1 if word in OPEN else int(word) if word.isascii() and word.isdecimal() else 0
    return acts[number - 1] if 1 <= number <= len(acts) else None
