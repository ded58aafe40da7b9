"""Reading typed and imported text as phone numbers.

Plain mobiles of mainland China, the bulk of every import, are judged by how they start; the
library, slow to load and to ask, sees only the rest. What is accepted so, it accepts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.domain.phone import EXTENSION, BadPhone, Phone, digits, plain

# How mobiles of mainland China start, by the library's metadata; a test compares every start.
_MOBILE_STARTS = frozenset(
    (
        *(f"1{second}{third}" for second in "38" for third in "0123456789"),
        *(f"1{second}{third}" for second in "59" for third in "012356789"),
        *(f"17{third}" for third in "01235678"),
        *("145", "147", "162", "165", "166", "167"),
    )
)
_RARE_STARTS = ("1610", "17400", "17401", "17402", "17403", "17404", "17405")
_RUN = r"\+?\s*[0-9](?:[\s.\-·]*[0-9])*"
_EXTENSION = r"(?i:[\s,;]*(?:转|轉|分机号?|分機號?|extension|ext|x|#)[\s:.=]*([0-9]{1,7})(?![0-9]))"
_LABEL = "tel|telephone|ph|phone|mob|mobile|cell|fax|no|t|m|p|home|work|office"
_DATE = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}")
_GAPS = str.maketrans("", "", " -\t")
_MARKS = str.maketrans(dict.fromkeys("()[]（）【】{}", " ") | dict.fromkeys("‐‑‒–—―−", "-"))
_FEWEST, _MOST, _LONGEST_TEXT = 5, 40, 200


def read_phone(text: str, region: str, *, strict: bool = True) -> Phone:
    """Read one phone; raises `BadPhone`, when not strict only for text that holds no number."""
    tidy = plain(text)
    fast = _fast(tidy.translate(_GAPS), region)
    if fast:
        return Phone(fast, text.strip(), valid=True)
    if len(tidy) > _LONGEST_TEXT:
        raise BadPhone(text=tidy[:40])
    return _read(text.strip(), _ascii(tidy), region, strict)


def split_phones(text: str) -> list[str]:
    """Split a cell that holds several phones; a piece without one stays with its neighbour."""
    if _fast(text.translate(_GAPS), "CN"):
        return [text.strip()]
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        if spans and (len(digits(text[start:end])) < _FEWEST or _short(text, spans[-1])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [text[start:end].strip() for start, end in spans]


def is_mobile_cn(number: str) -> bool:
    """Tell whether the text is eleven digits that make a mobile of mainland China."""
    if len(number) != 11 or not (number.isascii() and number.isdecimal()):
        return False
    return number[:3] in _MOBILE_STARTS or number.startswith(_RARE_STARTS)


def _fast(compact: str, region: str) -> str | None:
    bare = compact.removeprefix("+86")
    if bare == compact:
        if region != "CN":
            return None
        bare = compact.removeprefix("0086" if compact.startswith("0") else "86")
    return f"+86{bare}" if is_mobile_cn(bare) else None


def _ascii(tidy: str) -> str:
    text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in tidy)
    # A spreadsheet's whole number that went through a float, and an area code before a slash.
    text = re.sub(r"^([0-9]{5,})\.0$", r"\1", text)
    return re.sub(r"(?<![0-9])(0[0-9]{1,4})/(?=[0-9]{5})", r"\1-", text.translate(_MARKS))


def _read(raw: str, text: str, region: str, strict: bool) -> Phone:
    run = None if _DATE.fullmatch(text.strip()) else _find_run(text)
    if run is None or not (_FEWEST if strict else 1) <= len(digits(run[0])) <= _MOST:
        raise BadPhone(text=raw[:40])
    after = text[run.end() :]
    extension = re.match(_EXTENSION, after)
    more = extension[1] if extension else ""
    number = _judge(run[0], more, region)
    if number:
        return Phone(number, raw, valid=True)
    if strict and _says_more(
        text[: run.start()], text[run.end() + (extension.end() if extension else 0) :]
    ):
        raise BadPhone(text=raw[:40])
    return Phone(_joined(_bare(run[0]), more), raw, valid=False)


def _find_run(text: str) -> re.Match[str] | None:
    """Return the first stretch of digits long enough for a phone, else the longest."""
    runs = list(re.finditer(_RUN, text))
    for run in runs:
        if len(digits(run[0])) >= _FEWEST:
            return run
    return max(runs, key=lambda run: len(run[0]), default=None)


def _judge(run: str, extension: str, region: str) -> str | None:
    for main, more in _ways(run, extension):
        number = _fast(main, region) or _ask_library(main, region)
        if number:
            return _joined(number, more)
    return None


def _ways(run: str, extension: str) -> Iterator[tuple[str, str]]:
    """Yield the readings of a number in turn: as it stands, 00 as +, the last dash as extension."""
    whole = _bare(run)
    yield whole, extension
    if whole.startswith("00"):
        yield "+" + whole[2:], extension
    main, _, last = run.rpartition("-")
    if not extension and len(digits(main)) >= 8 and len(digits(last)) <= 5:
        yield _bare(main), digits(last)


def _bare(run: str) -> str:
    return re.sub(r"[^0-9+]", "", run)


def _joined(number: str, extension: str) -> str:
    return number + EXTENSION + extension if extension else number


def _ask_library(text: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _says_more(before: str, after: str) -> bool:
    words = re.findall(r"[a-z]+", f"{before} {after}".lower())
    return not all(re.fullmatch(_LABEL, word) for word in words)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in re.finditer(r"[/;,、|\n\r；，／｜]|或", text):
        if text[start : mark.start()].strip():
            yield from _spaced(text, start, mark.start())
        start = mark.end()
    if text[start:].strip():
        yield from _spaced(text, start, len(text))


def _spaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at spaces only where every part is a whole number by itself."""
    words = list(re.compile(r"\S+").finditer(text, start, end))
    if len(words) > 1 and all(len(digits(word[0])) >= 8 for word in words):
        yield from (word.span() for word in words)
    else:
        yield start, end


def _short(text: str, span: tuple[int, int]) -> bool:
    return len(digits(text[span[0] : span[1]])) < _FEWEST
