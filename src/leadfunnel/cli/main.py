"""The entry point: reads the command line, runs the command, turns failures into exit codes."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Mapping

from leadfunnel import __version__, i18n
from leadfunnel.cli import arguments, commands, picking
from leadfunnel.cli.short import spelled_out
from leadfunnel.errors import N_, LeadfunnelError, StoreError
from leadfunnel.options import Options
from leadfunnel.surroundings import NotUtf8
from leadfunnel.workspace import choose_language

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, TextIO


class OutputFailed(StoreError):
    """The result could not be written."""

    code = "output_failed"
    message = N_("Could not write the output: {detail}.")
    hint = N_("What the command changed, if anything, was saved.")


class FileFailed(StoreError):
    """A file beside the store cannot be used."""

    code = "file_failed"
    message = N_("Cannot use the file or folder {path}: {detail}.")
    hint = N_("Check the path and its permissions.")


class InternalError(LeadfunnelError):
    """A fault of the program."""

    code = "internal"
    message = N_(
        "An internal error occurred ({kind} at {place}); where it did is in the log {log}."
    )
    hint = N_("Please report it with the log: nothing in it names a customer.")


class UnloggedError(InternalError):
    """A fault of the program, and no place to keep where it was."""

    message = N_("An internal error occurred ({kind} at {place}); no log of it could be written.")
    hint = N_("Please report it. With LEADFUNNEL_DEBUG=1 the whole trace is shown.")


def main() -> None:
    """Run one command and leave with its exit code."""
    _end_in_order()
    _buffer()
    try:
        code = _serve() if not sys.argv[1:] else run(sys.argv[1:], os.environ)
    except _Ended as end:
        code = 128 + end.number
    _flush()
    os._exit(code)  # nothing is left to do; tearing the interpreter down takes a tenth of a start


def _serve() -> int:
    """Open the prompt on a terminal; elsewhere a bare call prints the help."""
    from leadfunnel.cli import prompt

    if not prompt.is_wanted():
        return run([], os.environ)
    i18n.use(choose_language(None, os.environ))
    return prompt.serve(lambda words: run(words, os.environ))


def run(words: list[str], environ: Mapping[str, str]) -> int:
    """Run a command line and return its exit code; never raises."""
    out, err = _stream(sys.stdout), _stream(sys.stderr)
    said = words[: words.index("--")] if "--" in words else words
    options = Options(json="--json" in said, lang=_asked_language(said))
    try:
        _speak(options, environ)
        _dispatch(spelled_out(_as_text(words)), environ, out, err)
        out.flush()
    except LeadfunnelError as error:
        return _fail(error, options, err)
    except KeyboardInterrupt:
        return _fail(_Cancelled(), options, err)
    except BrokenPipeError:
        _silence(out)
        return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 0
    except OSError as error:
        _silence(out)
        return _fail(_failed(error), options, err)
    except Exception as error:  # no traceback ever reaches a seller
        if environ.get("LEADFUNNEL_DEBUG"):
            raise
        return _fail(_internal(error, words, environ), options, err)
    return 0


def _buffer() -> None:
    """Buffer the output even under PYTHONUNBUFFERED: unbuffered, half a write passes for one."""
    stream = sys.stdout
    if stream is not None and isinstance(stream.buffer, io.RawIOBase):
        encoding, terminal = stream.encoding, stream.isatty()
        buffered = io.BufferedWriter(stream.detach())
        sys.stdout = io.TextIOWrapper(buffered, encoding, line_buffering=terminal)


class _Ended(BaseException):
    """The system asked the process to end: nothing half done may be left behind."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end_in_order() -> None:
    """Take back what is under way when the system asks to end; asked again, end at once."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: object) -> None:  # noqa: ARG001 - as signals call it
    signal.signal(number, signal.SIG_DFL)
    raise _Ended(number)


class _Cancelled(LeadfunnelError):
    code = "cancelled"
    exit = 130  # type: ignore[assignment]
    message = N_("cancelled.")
    hint = N_("See what was saved, if anything, with: leadfunnel history")


def _dispatch(words: list[str], environ: Mapping[str, str], out: TextIO, err: TextIO) -> None:
    if words == ["--version"]:
        out.write(f"leadfunnel {__version__}\n")
        return
    call = None if _for_typer(words, environ) else arguments.read(words)
    if call is None:
        from leadfunnel.cli import typed

        typed.run(words, environ, out, err)
        return
    command = commands.load(call.target)
    picking.perform(command, call.values, call.options, environ, (out, err))


def _for_typer(words: list[str], environ: Mapping[str, str]) -> bool:
    return not words or commands.COMPLETING in environ


def _speak(options: Options, environ: Mapping[str, str]) -> None:
    """Choose the language; a failure to is told in that of the locale."""
    try:
        chosen = choose_language(options.lang, environ)
    except Exception:
        i18n.use(i18n.from_locale(environ))
        raise
    i18n.use(chosen)


def _asked_language(words: list[str]) -> str | None:
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


def _as_text(words: list[str]) -> list[str]:
    """Return the words as UTF-8 says, whatever locale they were taken for."""
    try:
        return [word if word.isascii() else _utf8(word) for word in words]
    except UnicodeError:
        raise NotUtf8() from None


def _utf8(word: str) -> str:
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(word).decode("utf-8")
    return word


def _stream(stream: Any) -> TextIO:
    """Return the stream writing UTF-8, or as the terminal does, never failing on a character."""
    if stream is None:  # it was closed before the start
        stream = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives to the end
    encoding = stream.encoding if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors="replace", newline="\n")
    found: TextIO = stream
    return found


def _fail(error: LeadfunnelError, options: Options, err: TextIO) -> int:
    from leadfunnel.views import failures

    if options.json:
        from leadfunnel.views.show import json_text

        text = json_text(failures.failure_document(error))
    else:
        text = "".join(f"{line}\n" for line in failures.failure_lines(error))
    try:
        err.write(text)
        err.flush()
    except OSError:
        _silence(err)
    return int(error.exit)


def _failed(error: OSError) -> StoreError:
    detail = error.strerror or str(error)
    if error.filename is None:
        return OutputFailed(detail=detail)
    return FileFailed(path=os.fsdecode(error.filename), detail=detail)


def _internal(error: Exception, words: list[str], environ: Mapping[str, str]) -> InternalError:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "?"
    if trace is not None:
        name = os.path.basename(trace.tb_frame.f_code.co_filename)  # noqa: PTH119
        place = f"{name}:{trace.tb_lineno}"
    from leadfunnel.cli import crash_log

    kind = type(error).__name__
    try:
        log = crash_log.write(error, words, environ)
    except (OSError, StoreError):
        return UnloggedError(kind=kind, place=place)
    return InternalError(kind=kind, place=place, log=str(log))


def _silence(stream: TextIO) -> None:
    """Keep the interpreter from writing to a stream that has failed."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
    except OSError:
        pass


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            pass
