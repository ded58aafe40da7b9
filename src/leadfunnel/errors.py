"""What can go wrong, with the exit code each failure ends in.

An error carries a code for programs, a sentence with its values for people, and at most one
hint that says what to type next. Sentences are templates: only the edge translates and fills them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


def N_(text: str) -> str:  # noqa: N802 - the marker's customary name in gettext
    """Mark a sentence for translation at the edge, and return it unchanged."""
    return text


class Exit(IntEnum):
    """Process exit codes; documented, never renumbered."""

    DONE = 0
    INTERNAL = 1
    UNREADABLE = 2
    NOT_FOUND = 3
    AMBIGUOUS = 4
    REFUSED = 5
    BAD_FILE = 6
    STORE = 7


class LeadfunnelError(Exception):
    """Base of every failure that a person is told about.

    `values` fill the templates. `candidates` are offered when a choice was ambiguous, `problems`
    list everything wrong with a file; both hold JSON-ready records with a `text` each.
    """

    code = "internal"
    exit = Exit.INTERNAL
    message = ""
    hint = ""

    def __init__(
        self,
        *,
        candidates: Sequence[dict[str, object]] = (),
        problems: Sequence[dict[str, object]] = (),
        **values: object,
    ) -> None:
        super().__init__(self.message)
        self.candidates = tuple(candidates)
        self.problems = tuple(problems)
        self.values = values


class UnreadableError(LeadfunnelError):
    """What was typed cannot be read, or is no allowed value."""

    code = "unreadable"
    exit = Exit.UNREADABLE


class NotFoundError(LeadfunnelError):
    """Nothing answers to what was typed."""

    code = "not_found"
    exit = Exit.NOT_FOUND


class AmbiguousError(LeadfunnelError):
    """Several answer to what was typed."""

    code = "ambiguous"
    exit = Exit.AMBIGUOUS


class RefusedError(LeadfunnelError):
    """Understood, but state or a rule forbids it."""

    code = "refused"
    exit = Exit.REFUSED


class BadFileError(LeadfunnelError):
    """A file or a setting is wrong; every problem is listed."""

    code = "bad_file"
    exit = Exit.BAD_FILE


class StoreError(LeadfunnelError):
    """The store or the output failed."""

    code = "store"
    exit = Exit.STORE
