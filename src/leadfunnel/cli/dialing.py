"""Calling one customer after the other at the terminal: a line is typed after each call."""

from __future__ import annotations

from collections import Counter

from leadfunnel.domain.call_answer import Answer, read_answer
from leadfunnel.domain.call_queue import (
    Callee,
    counted,
    free_from,
    put_back,
    upcoming,
    without,
)
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, LeadfunnelError, StoreError, UnreadableError
from leadfunnel.i18n import _
from leadfunnel.services.results.calls import CallPlace, CallQueue, CallSummary, Tally

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.calling import Calling
    from leadfunnel.workspace import Workspace

PROMPT = "> "


class NobodyToAsk(UnreadableError):
    """Calls are worked through at a terminal."""

    code = "no_terminal"
    message = N_("Working through calls needs a terminal to answer at.")
    hint = N_("To see who is to be called: leadfunnel call --list")


class CalledTwice(UnreadableError):
    """The ways to say who is to be called exclude each other."""

    code = "called_twice"
    message = N_(
        "Say once who is to be called: WHO ..., -, --where, --segment, --grade, --campaign "
        "or --today."
    )


@dataclass(frozen=True)
class _State:
    """Where one is: who waits, and what came of it so far."""

    queue: tuple[Callee, ...]
    tally: Tally = Tally()


@dataclass(frozen=True)
class _Step:
    """What one answer did, to be taken back: a skip changed nothing in the store."""

    before: _State
    callee: Callee
    operation: int | None


class Dialler:
    """One session of calls."""

    def __init__(self, desk: Workspace, queue: CallQueue, calling: Calling) -> None:
        self.desk = desk
        self.calling = calling
        self.rules = calling.rules()
        self.skipped = queue.skipped
        self.total = len(queue.callees)
        self.state = _State(queue.callees)
        self.steps: list[_Step] = []
        self.first: Callee | None = None

    def run(self) -> None:
        """Call until everyone was called, has to wait, or the person stops."""
        while True:
            callee = self._next()
            if callee is None and not self._may_end():
                continue
            if callee is None or not self._call(callee):
                return

    def summary(self) -> CallSummary:
        """Return what the calls came to."""
        operations = tuple(step.operation for step in self.steps if step.operation is not None)
        waiting = self.state.queue
        called = self.calling.called() if waiting else {}
        soonest = min((free_from(one, called, self.rules) for one in waiting), default=None)
        late = soonest if soonest is not None and soonest > self.desk.now else None
        return CallSummary(self.state.tally, len(waiting), self.skipped, operations, late)

    def _next(self) -> Callee | None:
        """Return who is to be called now: whoever an undo brought back, else the next free."""
        self.desk.tick()
        if self.first is not None:
            again, self.first = self.first, None
            return again
        while True:
            called = self.calling.called()
            found = upcoming(self.state.queue, called, self.rules, self.desk.now)
            if found is None:
                return None
            now = self.calling.standing(found.id)
            if now is not None and now.free_at <= self.desk.now:
                return now
            self._changed_meanwhile(found, now)

    def _changed_meanwhile(self, found: Callee, now: Callee | None) -> None:
        """Take out of the queue who is not to be called any more, or put off who was tried."""
        queue = without(self.state.queue, found.id)
        if now is not None:
            queue = put_back(queue, now, now.free_at)
        self.state = replace(self.state, queue=queue)

    # --- one customer

    def _call(self, callee: Callee) -> bool:
        """Show a customer and obey what is typed; False to stop."""
        waiting = without(self.state.queue, callee.id)
        left = counted((callee, *waiting))
        place = len(self.steps) + 1
        progress = CallPlace(place, max(self.total, place), left, self.state.tally)
        self.desk.tell(self.calling.card(callee, progress))
        while True:
            line = self.desk.ask(PROMPT)
            self.desk.tick()
            answer = read_answer(line) if line is not None else Answer("q")
            if answer is None or (answer.key == "j" and not self.calling.marks_junk):
                self._say(said(N_("Not understood: {answer}."), answer=(line or "")[:40]))
            elif answer.key == "q":
                return False
            elif self._obeyed(callee, answer):
                return True

    def _obeyed(self, callee: Callee, answer: Answer) -> bool:
        """Tell whether the next customer follows; what could not be done is said and changed."""
        try:
            if answer.key == "u":
                return self._undone()
            if answer.key == "s":
                self._done(callee, None, without(self.state.queue, callee.id), Tally(passed=1))
            else:
                self._answered(callee, answer)
        except StoreError:
            raise
        except LeadfunnelError as error:
            self._say(Sentence(error.message, error.values))
            if error.hint:
                self._say(Sentence(error.hint, error.values))
            return False
        return True

    def _answered(self, callee: Callee, answer: Answer) -> None:
        found = self.calling.answer(callee, answer)
        queue = without(self.state.queue, callee.id)
        if answer.key in ("x", "w") and found.callee is not None:
            queue = put_back(queue, found.callee, found.callee.free_at)
        self._done(callee, found.changed.operation, queue, found.tally)
        self.desk.tell(found.changed)

    def _done(
        self, callee: Callee, operation: int | None, queue: tuple[Callee, ...], tally: Tally
    ) -> None:
        self.steps.append(_Step(self.state, callee, operation))
        self.state = _State(queue, _sum(self.state.tally, tally))

    def _undone(self) -> bool:
        """Take back the last answer of this session; its customer is shown again."""
        if not self.steps:
            text = N_("Nothing was answered yet; earlier changes: leadfunnel undo")
            self._say(said(text))
            return False
        step = self.steps[-1]
        if step.operation is not None:
            self.desk.tell(self.desk.log.undo(step.operation))
        self.steps.pop()
        self.state, self.first = step.before, step.callee
        return True

    def _may_end(self) -> bool:
        """Ask whoever has called all of them before leaving: the last answer may be wrong."""
        if not self.steps:
            return True
        while True:
            line = self.desk.ask(_("Nobody else to call now. Enter ends, u undoes > "))
            if not line or read_answer(line) == Answer("q"):
                return True
            if read_answer(line) == Answer("u"):
                self._obeyed(self.steps[-1].callee, Answer("u"))
                return False

    def _say(self, sentence: Sentence) -> None:
        self.desk.say(sentence)


def _sum(before: Tally, one: Tally) -> Tally:
    return Tally(
        dict(Counter(before.grades) + Counter(one.grades)),
        before.calls + one.calls,
        before.connected + one.connected,
        before.wrong + one.wrong,
        before.booked + one.booked,
        before.joined + one.joined,
        before.follow_ups + one.follow_ups,
        before.passed + one.passed,
    )


def serve(desk: Workspace, queue: CallQueue, calling: Calling) -> None:
    """Work through a queue and show what came of it, also when it is cut short."""
    dialler = Dialler(desk, queue, calling)
    try:
        dialler.run()
    except KeyboardInterrupt:
        desk.err.write("\n")
        desk.show(dialler.summary())
        raise
    desk.show(dialler.summary())
