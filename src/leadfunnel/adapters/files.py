"""Opening a file of customers, whatever it is: its bytes decide, not its name."""

from __future__ import annotations

import stat
from errno import EINVAL
from pathlib import Path

from leadfunnel.adapters.refusals import NoSheets
from leadfunnel.adapters.sniffing import HEAD, kind
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.domain.sheet import Sheet
from leadfunnel.errors import N_

Source = Path | bytes

READ_AS = {
    "xlsx": N_("an Excel workbook (.xlsx)"),
    "xls": N_("an old Excel workbook (.xls)"),
    "ods": N_("a workbook (.ods)"),
    "vcf": N_("contacts (.vcf)"),
    "json": N_("JSON"),
    "text": N_("a table of text (.csv)"),
}
ENDINGS = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xltx": "xlsx",
    "xls": "xls",
    "et": "xls",
    "ods": "ods",
    "vcf": "vcf",
    "vcard": "vcf",
    "json": "json",
    "jsonl": "json",
    "ndjson": "json",
    "csv": "text",
    "tsv": "text",
    "txt": "text",
}
"""What the ending of a name promises."""


@dataclass(frozen=True)
class Options:
    """How to read it: a named encoding, a named sheet; `piped` input may have been cut."""

    encoding: str | None = None
    sheet: str | None = None
    piped: bool = False


def open_file(source: Source, file: str, options: Options) -> Sheet:
    """Return the customers of a file, read as what its bytes are."""
    found, sheet = _read(source, file, options)
    if options.sheet is not None and found not in ("xlsx", "xls", "ods"):
        raise NoSheets(file=file)
    promised = ENDINGS.get(file.rpartition(".")[2].lower(), found)
    if promised == found:
        return sheet
    told = said(N_("By its bytes {file} is {what}, and read as that."), file=file, what=_as(found))
    return replace(sheet, said=(told, *sheet.said))


def _as(found: str) -> Phrase:
    return Phrase(READ_AS[found])


def _read(source: Source, file: str, options: Options) -> tuple[str, Sheet]:
    found = kind(_head(source), file)
    if found == "zip":
        from leadfunnel.adapters.spreadsheets import read_zipped

        return read_zipped(source, file, options.sheet)
    if found == "ole":
        from leadfunnel.adapters.spreadsheets import read_xls

        return "xls", read_xls(_whole(source), file, options.sheet)
    if found == "vcf":
        from leadfunnel.adapters.vcards import read_cards

        return found, read_cards(source, file, options.encoding)
    if found == "json":
        from leadfunnel.adapters.json_rows import read_json

        return found, read_json(source, file, options.encoding)
    from leadfunnel.adapters.csv_files import read_csv

    return found, read_csv(source, file, options.encoding, piped=options.piped)


def named(path: str) -> Source:
    """Return a file that can be read, or what a pipe such as `<(...)` holds; raises OSError."""
    found = Path(path)
    mode = found.stat().st_mode
    if stat.S_ISFIFO(mode):
        return found.read_bytes()
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(EINVAL, N_("it is no ordinary file"))
    found.open("rb").close()
    return found


def _head(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:HEAD]
    with source.open("rb") as opened:
        return opened.read(HEAD)


def _whole(source: Source) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()
