"""Sorting at a terminal: one person, one key for the stage, then tags; every answer undoable."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.i18n import _
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.sorting import SortTurn

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace

SKIP, UNDO, QUIT = ("s", "跳"), ("u", "撤"), ("q", "quit", "退")


class Sorter:
    """One walk through people; `done` are the places sorted, which `u` goes back to."""

    def __init__(self, desk: Workspace, ids: Sequence[int]) -> None:
        self.desk = desk
        self.ids = ids
        self.place = 0
        self.done: list[int] = []

    def walk(self) -> Changed:
        """Go from one to the next until the last or until the person leaves."""
        while self.place < len(self.ids):
            turn = self.desk.sorting.turn(self.ids[self.place], self.place + 1, len(self.ids))
            self.desk.tell(turn)
            if not self._answered(turn):
                break
        left = len(self.ids) - self.place
        spoken = said(N_("Sorted {done}, {left} left."), done=len(self.done), left=left)
        return Changed(None, (), (spoken,))

    def _answered(self, turn: SortTurn) -> bool:
        """Ask until one person is sorted, skipped or the last taken back; false to leave."""
        stages = {key: stage.code for key, stage in turn.keys}
        while True:
            line = self.desk.ask(_("A key, Enter stays, s skip, u undo, q leave > "))
            if line is None or line.lower() in QUIT:
                return False
            word, _space, rest = line.partition(" ")
            key = word.lower()
            if key in SKIP:
                self.place += 1
                return True
            if key in UNDO and self.done:
                return self._undo()
            if key and key not in stages:
                self.desk.say(said(N_("Not understood: {answer}."), answer=line[:40]))
            elif self._sorted(turn, stages.get(key), rest):
                return True

    def _sorted(self, turn: SortTurn, stage: str | None, tags: str) -> bool:
        """Record one answer; tags that cannot be read are asked for again."""
        if not tags:
            tags = self.desk.ask(_("Tags, with spaces between; Enter for none > ")) or ""
        try:
            changed = self.desk.sorting.place(turn.customer.id, stage, tags.split())
        except LeadfunnelError as error:
            self.desk.say(said(error.message, **error.values))
            return False
        for sentence in changed.said:
            self.desk.say(sentence)
        self.done.append(self.place)
        self.place += 1
        return True

    def _undo(self) -> bool:
        for sentence in self.desk.log.undo().said:
            self.desk.say(sentence)
        self.place = self.done.pop()
        return True


def walk(desk: Workspace, ids: Sequence[int]) -> Changed:
    """Sort people and return what was done."""
    return Sorter(desk, ids).walk()
