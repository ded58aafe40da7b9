"""A log of faults of the program, for whoever mends it: where it was, and nothing of anybody."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from leadfunnel import __version__, config

LARGEST_BYTES = 200_000
"""A log that grew beyond this is begun anew."""


def write(error: Exception, words: list[str], environ: Mapping[str, str]) -> Path:
    """Add the fault to the log beside the user's own store, and return where that lies.

    Neither what was typed behind the command nor the text of the error is kept: either may hold
    a name, a phone or a note. Raise OSError or StoreError where nothing can be written.
    """
    path = Path(config.default_store(environ)).with_name("faults.log")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        flags |= os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:
        log.writelines(f"{line}\n" for line in _lines(error, words))
    return path


def _lines(error: BaseException | None, words: list[str]) -> Iterator[str]:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    yield f"{at} leadfunnel {__version__}, Python {platform.python_version()}, {sys.platform}"
    yield f"  command: {_command(words)}"
    while error is not None:
        yield f"  {type(error).__name__}"
        yield from _places(error)
        error = error.__cause__ or error.__context__


def _command(words: list[str]) -> str:
    """Return the command without what was typed behind it."""
    from leadfunnel.cli.registry import COMMANDS

    for start in range(len(words)):
        typed = tuple(words[start:])
        known = [one.path for one in COMMANDS if typed[: len(one.path)] == one.path]
        if known:
            return " ".join(sorted(known, key=len)[-1])
    return "?"


def _places(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        _, found, rest = code.co_filename.rpartition(f"leadfunnel{os.sep}")
        name = f"leadfunnel/{rest}" if found else os.path.basename(code.co_filename)  # noqa: PTH119
        yield f"    {name}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next
