"""A table as one page that needs nothing but itself, written row by row: no script, no request."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#c9d0da;--soft:#f2f4f7}
@media screen and (prefers-color-scheme:dark){
:root{--ink:#e6e9ee;--paper:#14181f;--line:#3a4350;--soft:#1d232c}}
body{margin:1rem;color:var(--ink);background:var(--paper);
font:14px/1.45 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.2rem}
table{border-collapse:collapse}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;
white-space:pre-line;overflow-wrap:break-word;min-width:3em;max-width:24em}
th{position:sticky;top:0;background:var(--soft)}
.whole{white-space:nowrap}
tr:nth-child(even) td{background:var(--soft)}
@media print{body{font-size:9px;margin:0}th{position:static}thead{display:table-header-group}}
"""
HEAD = 'th scope="col"'
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
_MARKS = {code: f"\\u{code:04x}" for code in (
    0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)
)}  # fmt: skip
"""Marks of direction, by which a text could show another one than it is."""
_HARMFUL = {**_CONTROLS, **_MARKS}


def html_table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    language: str,
    whole: Collection[int] = (),
) -> Iterator[str]:
    """Yield the page in pieces; every text in it is escaped, its style the only one allowed.

    Cells of the columns in `whole`, from 0, stay on one line.
    """
    allowed = f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
    policy = f"default-src 'none'; style-src '{allowed}'; base-uri 'none'; form-action 'none'"
    head = _row(heads, [HEAD] * len(heads))
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{_text(title)}</h1>\n<table>\n<thead>{head}</thead>\n<tbody>\n"
    )
    tags = ['td class="whole"' if place in whole else "td" for place in range(len(heads))]
    for row in rows:
        yield f"{_row(row, tags)}\n"
    yield "</tbody>\n</table>\n</main>\n</body>\n</html>\n"


def _row(cells: Sequence[str], tags: Sequence[str]) -> str:
    made = [f"<{tag}>{_text(cell)}</{tag[:2]}>" for tag, cell in zip(tags, cells, strict=True)]
    return f"<tr>{''.join(made)}</tr>"


def _text(text: str) -> str:
    """Return a text as HTML shows it; what would steer or reorder it is left out or spelled."""
    return escape(text if text.isprintable() else text.translate(_HARMFUL))
