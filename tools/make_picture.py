"""Draws the pictures of the READMEs: what the program prints on a terminal, as SVG.

    python -m tools.make_picture

Every character stands in a cell of a fixed grid, a wide one in two, so the columns are right
whatever font the reader has. The store is that of `leadfunnel demo` with few suggestions a day, so
that the picture is not too long; the clock stands still.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rich.style import Style
from rich.text import Text

from leadfunnel import i18n
from leadfunnel.views.cells import cells

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "en": ROOT / "docs" / "terminal.svg",
    "zh-CN": ROOT / "docs" / "terminal.zh-CN.svg",
}
COMMANDS = ("today", "funnel --week --last --cohort")
CLOCK = {"LEADFUNNEL_NOW": "2026-11-26T08:50:00+08:00", "LEADFUNNEL_TZ": "Asia/Shanghai"}
COLUMNS = 84
SUGGESTIONS = 6
CELL, LINE, SIZE, EDGE, BAR = 8.4, 19.0, 14.0, 16.0, 30.0
FONT = (
    "'Cascadia Mono','JetBrains Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',"
    "'PingFang SC','Microsoft YaHei',monospace"
)
COLOURS = {None: "#d6dae0", 1: "#f07178", 2: "#a5d06b", 3: "#f2c36b", 6: "#5fb8d0"}
"""By the number that a terminal knows a colour by."""
DIM = "#8a929e"
BRIGHT = "#ffffff"


@dataclass(frozen=True)
class Glyph:
    """A character in its cell; `colour` is what SVG takes."""

    row: int
    column: int
    text: str
    colour: str
    bold: bool


def screens(language: str) -> list[Text]:
    """Return the lines that a terminal shows: each command, and what it prints."""
    lines: list[Text] = []
    with tempfile.TemporaryDirectory() as folder:
        environ = {**CLOCK, "LEADFUNNEL_LANG": language, "LEADFUNNEL_USER": "lin"}
        environ |= {"LEADFUNNEL_CONFIG": str(Path(folder) / "none.toml"), "TMPDIR": folder}
        environ["LEADFUNNEL_DB"] = _demo_store(environ, language)
        _printed(["config", "set", "capacity", str(SUGGESTIONS)], environ)
        for command in COMMANDS:
            lines += [Text()] if lines else []
            lines.append(Text.assemble(("$ ", "green"), (f"leadfunnel {command}", "bold")))
            lines += Text.from_ansi(_printed(command.split(), environ)).split("\n")
    return lines


def _demo_store(environ: Mapping[str, str], language: str) -> str:
    from leadfunnel.demo import make
    from leadfunnel.options import Options
    from leadfunnel.workspace import Workspace

    before, i18n_before = tempfile.tempdir, i18n.language()
    tempfile.tempdir = environ["TMPDIR"]
    i18n.use(language)
    try:
        return str(make(Workspace(Options(), environ, sys.stdout, sys.stderr)).desk.store_path)
    finally:
        tempfile.tempdir = before
        i18n.use(i18n_before)


def _printed(words: list[str], environ: Mapping[str, str]) -> str:
    """Run the program at a terminal of its own and return what it writes there."""
    ours, its = os.openpty()
    program = [sys.executable, "-c", "from leadfunnel.cli.main import main; main()"]
    size = {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - our own program
        [*program, *words],
        env={**environ, **size, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        text = b"".join(_chunks(ours)).decode("utf-8")
    os.close(ours)
    if process.returncode:
        raise RuntimeError(text)
    return text.replace("\r\n", "\n").rstrip("\n")


def _chunks(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(terminal, 65536)
        except OSError:  # how Linux tells that the other end was closed
            return
        if not found:
            return
        yield found


def glyphs(lines: list[Text]) -> Iterator[Glyph]:
    """Yield every character that leaves ink, with its cell and colour."""
    for row, line in enumerate(lines):
        styles = [Style.null()] * len(line)
        for span in line.spans:
            style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
            for place in range(span.start, span.end):
                styles[place] += style
        column = 0
        for character, style in zip(line.plain, styles, strict=True):
            if not character.isspace():
                yield Glyph(row, column, character, _colour(style), bool(style.bold))
            column += cells(character)


def _colour(style: Style) -> str:
    if style.dim:
        return DIM
    number = style.color.number if style.color else None
    return BRIGHT if number is None and style.bold else COLOURS[number]


def runs(found: Iterator[Glyph]) -> Iterator[list[Glyph]]:
    """Yield glyphs of one row and look together."""
    run: list[Glyph] = []
    for glyph in found:
        same = run and (run[0].row, run[0].colour, run[0].bold) == (
            glyph.row,
            glyph.colour,
            glyph.bold,
        )
        if run and not same:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def svg(lines: list[Text]) -> str:
    """Return the picture."""
    width = COLUMNS * CELL + 2 * EDGE
    height = BAR + len(lines) * LINE + EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" font-family="{FONT}" '
        f'font-size="{_n(SIZE)}">',
        f'<rect width="{_n(width)}" height="{_n(height)}" rx="8" fill="#1b1f27"/>',
    ]
    for place, colour in enumerate(("#e0635c", "#e0b34c", "#63b35c")):
        parts.append(f'<circle cx="{_n(EDGE + 4 + place * 18)}" cy="16" r="5.5" fill="{colour}"/>')
    parts += [_text(run) for run in runs(glyphs(lines))]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(run: list[Glyph]) -> str:
    weight = ' font-weight="bold"' if run[0].bold else ""
    height = _n(BAR + (run[0].row + 0.75) * LINE)
    words = "".join(_placed(word) for word in _words(run))
    return f'<text y="{height}" fill="{run[0].colour}"{weight}>{words}</text>'


def _words(run: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield stretches of narrow characters without a gap, and every wide one by itself."""
    word: list[Glyph] = []
    for glyph in run:
        last = word[-1] if word else None
        if last and (glyph.column != last.column + 1 or cells(glyph.text) > 1):
            yield word
            word = []
        word.append(glyph)
    yield word


def _placed(word: list[Glyph]) -> str:
    letters = escape("".join(glyph.text for glyph in word), quote=False)
    return f'<tspan x="{_n(EDGE + word[0].column * CELL)}">{letters}</tspan>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def main() -> None:
    """Draw every picture anew."""
    for language, path in PICTURES.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(svg(screens(language)), encoding="utf-8")
        sys.stdout.write(f"written: {path.name}\n")


if __name__ == "__main__":
    main()
