"""The lines of a file as UTF-8 bytes, one after another, however large it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from leadfunnel.adapters.encodings import MixedEncodings, WrongEncoding, detect_text
from leadfunnel.adapters.refusals import Damaged
from leadfunnel.adapters.sniffing import wide
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO

Source = Path | bytes

SAMPLE = 200_000
LONGEST = 32_000_000


def encoding_of(
    source: Source, file: str, asked: str | None, beside: re.Pattern[bytes] | None = None
) -> str:
    """Return the encoding that was named, or that the first lines are in, those `beside` aside."""
    with _opened(source) as lines:
        sample = lines.read(SAMPLE)
    if len(sample) == SAMPLE and not wide(sample):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    if beside is not None and not wide(sample):
        sample = beside.sub(b"", sample)
    try:
        return detect_text(sample, file, asked).name
    except MixedEncodings:
        return "utf-8"  # whoever reads the lines tells those that are not


def byte_lines(source: Source, file: str, encoding: str) -> Iterator[bytes]:
    """Yield the lines without their ends; UTF-16 and the like become UTF-8, others stay."""
    with _opened(source) as lines:
        if encoding.replace("_", "-").lower().startswith(("utf-16", "utf-32")):
            yield from _narrowed(lines, file, encoding)
            return
        number = 0
        while line := lines.readline(LONGEST):
            number += 1
            if len(line) == LONGEST:
                raise Damaged(file=file, detail=Phrase(N_("line {line} has no end"), line=number))
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            yield line.rstrip(b"\r\n")


def _narrowed(lines: BinaryIO, file: str, encoding: str) -> Iterator[bytes]:
    number = 1
    try:
        for line in io.TextIOWrapper(lines, encoding):
            yield line.rstrip("\r\n").removeprefix("\ufeff").encode("utf-8", "replace")
            number += 1
    except UnicodeError:
        raise WrongEncoding(file=file, encoding=encoding, line=number) from None


def _opened(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
