"""Files with one JSON object a line, read one after another; a fault is told by its line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, BinaryIO

LONGEST = 32_000_000
LONGEST_HEAD = 65_536


class DamagedLine(BadFileError):
    """A line is not what it should be; nothing of the file is used."""

    code = "damaged_line"
    message = N_("{file} is damaged: line {line} {reason}.")
    hint = N_("Nothing was changed. Export it again from the store it came from.")


@dataclass(frozen=True)
class JsonLines:
    """A file, its bytes, or what opens it, and what it is called in messages."""

    source: Path | bytes | Callable[[], BinaryIO]
    name: str

    def head(self) -> Mapping[str, Any] | None:
        """Return the object of the first line, None where there is none."""
        with self._opened() as lines:
            first = lines.readline(LONGEST_HEAD)
        try:
            found = json.loads(first.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def objects(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the object of every line that is not empty, with its number."""
        with self._opened() as lines:
            number = 0
            while line := lines.readline(LONGEST):
                number += 1
                if line.strip():
                    yield number, self._object(number, line)

    def damaged(self, number: int, reason: Phrase) -> DamagedLine:
        """Return the error for a line."""
        return DamagedLine(file=self.name, line=number, reason=reason)

    def _object(self, number: int, line: bytes) -> Mapping[str, Any]:
        if len(line) == LONGEST:
            raise self.damaged(number, Phrase(N_("has no end")))
        try:
            found = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError):
            raise self.damaged(number, Phrase(N_("is no valid JSON"))) from None
        if not isinstance(found, dict):
            raise self.damaged(number, Phrase(N_("is no JSON object")))
        return found

    def _opened(self) -> BinaryIO:
        if isinstance(self.source, bytes):
            return io.BytesIO(self.source)
        if not isinstance(self.source, Path):
            return self.source()
        return self.source.open("rb")
