"""Questions to the person at the terminal; without one there, nobody is asked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property

from leadfunnel.domain.sentence import Sentence
from leadfunnel.i18n import _
from leadfunnel.options import Options

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, TextIO

    from leadfunnel.views.setting import Setting

YES = ("y", "yes", "是", "好")


class Asking:
    """How the workspace asks."""

    if TYPE_CHECKING:
        options: Options
        out: TextIO
        err: TextIO

        @cached_property
        def setting(self) -> Setting:
            """What the views need to know."""
            ...

        @property
        def colour(self) -> bool:
            """Whether colour is wanted."""
            ...

    @property
    def asks(self) -> bool:
        """Whether a person is there to answer: both standard input and output are a terminal."""
        return bool(sys.stdin and sys.stdin.isatty() and self.out.isatty())

    def confirm(self, question: Sentence) -> bool:
        """Ask a question on the terminal; off a terminal only --yes answers yes."""
        if self.options.yes or not self.asks:
            return self.options.yes
        return self.answer(question, _("y/N")).lower() in YES

    def choose(self, question: Sentence, answers: Sequence[str]) -> str | None:
        """Ask for one of a few letters, the first for an empty answer; None off a terminal."""
        if not self.asks:
            return None
        letters = {answer.lower(): answer for answer in answers}
        shown = "/".join((answers[0], *(answer.lower() for answer in answers[1:])))
        while True:
            typed = self.answer(question, shown).lower()
            if not typed or typed in letters:
                return letters.get(typed, answers[0])

    @property
    def can_ask(self) -> bool:
        """Whether a person may be asked: not with --yes, nor where a program reads the result."""
        return self.asks and not self.options.yes and not self.options.json

    def answers(self, *, listed: bool = False) -> bool:
        """Tell whether somebody answers at a terminal, wherever the result goes.

        With `listed` standard input is a list, and the terminal itself is asked.
        """
        if not self.err.isatty() or not (listed or (sys.stdin and sys.stdin.isatty())):
            return False
        return self.keyboard is not None

    @cached_property
    def keyboard(self) -> TextIO | None:
        """Where a person types: standard input, or the terminal where that is a list."""
        if sys.stdin and sys.stdin.isatty():
            typed: Any = sys.stdin
            typed.reconfigure(errors="replace")
            return sys.stdin
        try:
            return open("/dev/tty", encoding="utf-8", errors="replace")  # noqa: PTH123
        except OSError:
            return None

    def ask(self, prompt: str) -> str | None:
        """Return the line that is typed after a prompt, None at the end of the input."""
        self.err.write(prompt)
        self.err.flush()
        line = (self.keyboard or sys.stdin).readline()
        return line.strip() if line else None

    @property
    def hides(self) -> bool:
        """Whether a person is there to type what is not shown, wherever the result goes."""
        return self.answers(listed=True)

    def ask_secret(self, prompt: str) -> str | None:
        """Return what is typed after a prompt without being shown; None where nobody is there."""
        if not self.hides:
            return None
        from getpass import getpass

        try:
            return getpass(_(prompt), self.err)
        except EOFError:
            return None

    def say(self, sentence: Sentence) -> None:
        """Say something besides the result."""
        from leadfunnel.views.words import say

        self.err.write(say(sentence, self.setting) + "\n")

    def tell(self, result: object) -> None:
        """Show what is asked about; the result alone goes to standard output."""
        from leadfunnel.views.show import show

        show(result, self.setting, self.err, json=False, terminal=self.colour)

    def answer(self, question: Sentence, choices: str = "") -> str:
        """Return what is typed; the end of the input is a no to everything."""
        from leadfunnel.views.words import say

        shown = f" [{choices}]" if choices else ""
        self.err.write(f"{say(question, self.setting)}{shown} ")
        self.err.flush()
        typed = sys.stdin.readline()
        if not typed:
            raise KeyboardInterrupt
        return typed.strip()
