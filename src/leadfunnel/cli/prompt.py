"""The prompt of a bare `leadfunnel`: one start, a hundred entries, no quoting for a shell."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from leadfunnel.i18n import _

PROMPT = "lf> "
LEAVE = frozenset(("q", "quit", "exit", "退出", "离开", "離開"))
NAMES = frozenset(("lf", "leadfunnel"))


def is_wanted() -> bool:
    """Whether a person sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def serve(run: Callable[[list[str]], int]) -> int:
    """Read lines and run each as a command line until the person leaves; return the last code."""
    sys.stdout.write(_("Type a command, help for the list, or q to leave.") + "\n")
    code = 0
    for line in _lines():
        words = split(line)
        if words[:1] and words[0] in NAMES:
            words = words[1:]
        if words and words[0] in LEAVE:
            break
        if words:
            code = run(["--help"] if words[0] in ("help", "?", "帮助", "幫助") else words)
    return code


def split(line: str) -> list[str]:
    """Return the words of a line; a word may begin with a double quote and run to the next one.

    Any other quote, and #, $, ! and the like, are what was typed.
    """
    found = re.findall(r'(--[\w-]+=)?"([^"]*)"(?=\s|$)|(\S+)', line)
    return [bare or f"{option}{quoted}" for option, quoted, bare in found]


def _lines() -> Iterator[str]:
    with suppress(ImportError):  # not on every platform
        import readline  # noqa: F401 - gives `input` its line editing
    while True:
        try:
            yield input(PROMPT)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
        except EOFError:
            sys.stdout.write("\n")
            return
