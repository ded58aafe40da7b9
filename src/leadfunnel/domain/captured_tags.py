"""Taking sources and tags out of a line: @抖音, #region:浦东, +浦东, 地区:浦东, and known words."""

from __future__ import annotations

import re

from leadfunnel.domain.captured import Heard
from leadfunnel.domain.line import BREAKS, plain_word
from leadfunnel.domain.tag import Tag, is_known, read_tag
from leadfunnel.errors import UnreadableError

_SOURCE_LABELS = ("来源", "來源", "渠道", "source")
WISHES = (
    *(a + b for a in ("", "想", "要", "想要", "打算", "需要") for b in "买買换換装裝看"),
    *("想", "要", "想要", "需要", "问", "問", "咨询", "諮詢"),
    *("wants ", "wants a ", "want ", "want a ", "needs ", "needs a "),
)
"""What stands before a product that somebody asks for."""
_FROM = rf"(?<![^{BREAKS}])(?:(?:from|via|through)(?: (?:an?|the|our))?|来自|來自|通过|通過) +$"
"""What stands before where somebody came from, and is no note without it."""
_TELLING = (
    r"(?<![A-Za-z])(?:wants|want|needs|need|likes|asked|about|an?|the|for|new)(?: [a-z-]+)* +$"
)


def take_source(line: Heard) -> None:
    """Take a source after @ or its label."""
    value = rf"([^{BREAKS}@#]+)"
    labels = "|".join(_SOURCE_LABELS)
    match = next(line.matches(rf"(?<![^{BREAKS}])(?:@|(?:{labels}): *){value}"), None)
    if match:
        line.source = line.text[slice(*match.span(1))]
        line.take(*match.span())


def take_marked_tags(line: Heard) -> None:
    """Take what is marked as a tag by # or +, a known word in its dimension."""
    marks = rf"(?:(?<![A-Z0-9&])#|(?<![^{BREAKS}(])\+(?![0-9]))"
    for match in line.matches(rf"{marks}[^{BREAKS}#()!?]+"):
        tag = _tag(line.said(match.span()))
        if tag is None or match[0][1:].isdecimal():
            continue
        if tag.dimension in _SOURCE_LABELS:
            if line.source:
                continue
            line.source = tag.value
        else:
            line.tag(tag if tag.dimension else line.known_tags.get(plain_word(tag.value), tag))
        line.take(*match.span())


def take_dimensions(line: Heard) -> None:
    """Take tags written as dimension:value in a dimension that is known."""
    for match in line.matches(rf"(?<![^{BREAKS}(])[^{BREAKS}:()]{{1,50}}:[^{BREAKS}#()!?]+"):
        tag = _tag(line.text[slice(*match.span())])
        if tag and (is_known(tag.dimension) or tag.dimension in line.lexicon.dimensions):
            line.tag(tag)
            line.take(*match.span())


def take_known_source(line: Heard) -> None:
    """Take the first word that is a source of the store."""
    sources = frozenset(map(plain_word, line.lexicon.sources))
    span = next((at for at in line.words() if plain_word(line.said(at)) in sources), None)
    if span and not line.source:
        line.source = line.text[slice(*span)]
        start, end = span
        said_from = re.search(_FROM, line.free[:start], re.IGNORECASE)
        line.take(said_from.start() if said_from else start, end)


def take_known_tags(line: Heard) -> None:
    """Take known words that stand alone; of a wish such as 想换烟机 only what it is for is kept."""
    for span in list(line.words()):
        word = plain_word(line.said(span))
        if word in line.known_tags:
            line.tag(line.known_tags[word])
            if not _is_told(line, span):
                line.take(*span)
            continue
        for wish in filter(word.startswith, WISHES):
            tag = line.known_tags.get(word.removeprefix(wish))
            if tag and tag.dimension == "product":
                line.tag(tag)


def _is_told(line: Heard, span: tuple[int, int]) -> bool:
    """Whether a product is named within an English sentence, which would be cut without it."""
    product = line.known_tags[plain_word(line.said(span))].dimension == "product"
    return product and bool(re.search(_TELLING, line.text[max(0, span[0] - 80) : span[0]]))


def _tag(text: str) -> Tag | None:
    try:
        return read_tag(text)
    except UnreadableError:
        return None
