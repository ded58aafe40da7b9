"""Which format an export is written in: the one asked for, or that of the file's ending."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

ZIP = ".zip"
FORMATS = ("csv", "xlsx", "html", "jsonl", "vcf", "ics")
ENDINGS = {name: name for name in FORMATS} | {
    "htm": "html",
    "ndjson": "jsonl",
    "vcard": "vcf",
    "ical": "ics",
}

WHOLE = ("jsonl", "vcf")
"""What is read by programs again, phones and all."""


class UnknownFormat(UnreadableError):
    """No such format."""

    code = "unknown_format"
    message = N_("--format does not take {text}: one of {formats}.")


class UnknownEnding(UnreadableError):
    """The name of the file does not say what to write."""

    code = "unknown_ending"
    message = N_("The ending of {path} names no format: one of {endings}.")
    hint = N_("Write for example customers.csv, or say which with --format.")


class OtherEnding(UnreadableError):
    """The name of the file says another format than was asked for."""

    code = "other_ending"
    message = N_("{path} is named as {named}, but --format says {format}.")
    hint = N_("Leave --format out, or give the file another ending.")


class NeedsFile(UnreadableError):
    """A workbook is no text that could be printed."""

    code = "needs_file"
    message = N_("A workbook cannot be printed: it needs a file.")
    hint = N_("For example: leadfunnel export -o customers.xlsx")


class NeedsZip(UnreadableError):
    """What is encrypted is a zip."""

    code = "needs_zip"
    message = N_("An encrypted export is a zip file with the ending .zip.")
    hint = N_("For example: leadfunnel export -o customers.xlsx.zip")


class NoDocument(UnreadableError):
    """--json prints a document of its own, no other format."""

    code = "no_document"
    message = N_("--json and --format both say what to print.")
    hint = N_("Leave one out, or name a file with --output.")


class OnlyFor(UnreadableError):
    """A flag that says nothing in this format."""

    code = "only_for"
    message = N_("{flag} is for {format} only.")


class WholeOnly(UnreadableError):
    """What is read by a program again needs whole phones."""

    code = "whole_only"
    message = N_("{format} holds whole phones or is of no use: it cannot be masked.")
    hint = N_("Write csv or xlsx instead, or say --no-mask.")


@dataclass(frozen=True)
class Export:
    """What was asked: a filter as for `list`, the file to write, whether to replace it, the format.

    `excel` marks CSV as UTF-8; `owner` is whose follow-ups a calendar holds; `lines` is what stood
    on standard input in place of a filter. With `masked` no phone is written whole. A file that
    ends in .zip is encrypted.
    """

    words: tuple[str, ...] = ()
    output: str | None = None
    force: bool = False
    excel: bool = False
    format: str | None = None
    owner: str | None = None
    lines: str | None = None
    masked: bool = False
    encrypt: bool = False

    @property
    def zipped(self) -> bool:
        """Whether it is encrypted."""
        return self.output is not None and self.output.lower().endswith(ZIP)

    @property
    def printed(self) -> bool:
        """Whether it goes to standard output."""
        return self.output is None or self.output == "-"


def chosen(asked: Export) -> str:
    """Return the format; raise UnreadableError where none, or flags of another one, were named."""
    if asked.encrypt and not asked.zipped:
        raise NeedsZip()
    found = _named(asked)
    if found == "xlsx" and asked.printed:
        raise NeedsFile()
    if asked.excel and found != "csv":
        raise OnlyFor(flag="--excel", format="csv")
    if asked.owner is not None and found != "ics":
        raise OnlyFor(flag="--owner", format="ics")
    if asked.masked and found in WHOLE:
        raise WholeOnly(format=found)
    return found


def _named(asked: Export) -> str:
    named = asked.format.strip().lower() if asked.format is not None else None
    if named is not None and named not in FORMATS:
        raise UnknownFormat(text=named[:40], formats=", ".join(FORMATS))
    if asked.output is None or asked.printed:
        return named or "csv"
    inner = asked.output[: -len(ZIP)] if asked.zipped else asked.output
    ending = inner.rpartition(".")[2].lower() if "." in inner else ""
    meant = ENDINGS.get(ending)
    if meant is None and named is None:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise UnknownEnding(path=asked.output, endings=endings)
    if named is not None and meant not in (None, named):
        raise OtherEnding(path=asked.output, named=meant, format=named)
    return named or str(meant)
