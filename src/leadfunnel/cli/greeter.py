"""Greeting at a terminal: one person, their words, one key; every answer can be undone."""

from __future__ import annotations

from leadfunnel.adapters.clipboard import copy
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.i18n import _
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.greetings import Greeting, GreetingRound

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace

SENT, SKIP = ("y", "1", "发", "發"), ("s", "n", "跳")
EDIT, UNDO, QUIT = ("e", "改"), ("u", "撤"), ("q", "quit", "退")


class Greeter:
    """One round; `places` are those greeted, whom `u` goes back to."""

    def __init__(self, desk: Workspace, found: GreetingRound) -> None:
        self.desk = desk
        self.found = found
        self.place = 0
        self.sent: list[int] = []
        self.skipped = 0

    def walk(self) -> Changed:
        """Go from one to the next until the last or until the person leaves."""
        items = self.found.items
        while self.place < len(items):
            if not self._turn(items[self.place]):
                break
        text = N_("Greeted {sent}, skipped {skipped}, {left} left.")
        left = len(items) - len(self.sent) - self.skipped
        spoken = said(text, sent=len(self.sent), skipped=self.skipped, left=left)
        return Changed(None, (), (spoken,))

    def _turn(self, item: Greeting) -> bool:
        """Ask about one person until answered; tell whether to go on."""
        self._present(item)
        while True:
            line = self.desk.ask(_("y sent, e edit, s skip, u undo, q leave > "))
            word, _space, rest = (line or "q").partition(" ")
            key = word.lower()
            if key in QUIT:
                return False
            if key in SENT:
                return self._record(item)
            if key in SKIP:
                self.skipped += 1
                self.place += 1
                return True
            if key in UNDO and self.sent:
                return self._undo()
            if key in EDIT:
                item = replace(item, text=rest.strip() or self._edited(item))
                self._present(item)

    def _present(self, item: Greeting) -> None:
        self.desk.tell(item)
        if copy(item.text, self.desk.environ):
            self.desk.say(said(N_("The words are on the clipboard.")))

    def _edited(self, item: Greeting) -> str:
        typed = self.desk.ask(_("The words, on one line > "))
        return typed or item.text

    def _record(self, item: Greeting) -> bool:
        try:
            changed = self.desk.greetings.sent(item.customer.id, self.found.code, item.text)
        except LeadfunnelError as error:
            self.desk.say(said(error.message, **error.values))
            return True
        for sentence in changed.said:
            self.desk.say(sentence)
        self.sent.append(self.place)
        self.place += 1
        return True

    def _undo(self) -> bool:
        """Take the last greeting back and go to that person again."""
        for sentence in self.desk.log.undo().said:
            self.desk.say(sentence)
        back = self.sent.pop()
        self.skipped -= self.place - back - 1
        self.place = back
        return True


def walk(desk: Workspace, found: GreetingRound) -> Changed:
    """Greet the people of a round and return what was done."""
    return Greeter(desk, found).walk()
