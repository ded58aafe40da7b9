"""A first look at a file: where it comes from, what its columns mean, what is left to ask."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from leadfunnel.domain.derived_columns import Derive, derive
from leadfunnel.domain.field import FieldKind, keys_by_word
from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import BY_SYSTEM, CUSTOMERS, plain_header
from leadfunnel.domain.mapping import Columns, Declared, choose, with_declared
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.remark import Pattern
from leadfunnel.domain.remark_guess import Proposal, pieces, propose
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_
from leadfunnel.services.book import Book, Page
from leadfunnel.services.import_declared import Import, declare, with_words
from leadfunnel.services.import_file import column_words, listed_columns
from leadfunnel.services.import_mapping import Saves, fitting, to_keep
from leadfunnel.services.import_remarks import tell, unfit
from leadfunnel.services.import_survey import Survey, people_only, survey
from leadfunnel.services.ladder_refusals import NotAStagePipeline
from leadfunnel.store import definitions

SHOWN_WORDS, ASKED = 6, 500


@dataclass(frozen=True)
class Look:
    """How a file is understood before its rows are read.

    `sheet` has only the rows of people, `left_out` counts the others. `mapped` are the columns of
    the file; `columns` have those that `makers` derive besides. `remark` is the column that may be
    taken apart, `unfit` how many of its texts fit no pattern. `fits` names a kept mapping that was
    made for such a file, and is not in use. `recalled` names the patterns of remarks that are used
    again unasked. `words` are those of its declared fields and stages.
    """

    sheet: Sheet
    declared: Declared
    pipeline: Pipeline
    mapped: Columns
    columns: Columns
    makers: tuple[Derive, ...]
    survey: Survey
    left_out: Mapping[str, int]
    system: str | None
    remark: int | None
    patterns: tuple[Pattern, ...]
    proposals: tuple[Proposal, ...]
    unfit: int
    fits: str | None
    saves: tuple[Saves, ...]
    recalled: str
    words: Mapping[str, str]

    def is_agreed(self, asked: Import) -> bool:
        """Tell whether nobody needs to be asked: the file is ours, or made its mapping before."""
        same = frozenset(self.declared.header) == frozenset(self.sheet.header)
        return self.columns.own or (same and bool(asked.mapping))

    @property
    def unread(self) -> list[str]:
        """The columns that hold something and feed no field."""
        empty = set(range(len(self.mapped.header))) - self.survey.filled
        skipped = empty if self.survey.whole else set()
        named = enumerate(zip(self.mapped.header, self.mapped.fields, strict=True))
        return [name for place, (name, meant) in named if not meant and place not in skipped]

    @property
    def unworded(self) -> Iterator[tuple[str, Counter[str]]]:
        """The columns of states, each with the words that are no stage."""
        for place, counts in self.survey.words.items():
            worded = place in self.mapped.worded
            if worded or self.mapped.fields[place] == "status":
                words = {word: n for word, n in counts.items() if fold(word) not in self._stages}
                if words:
                    yield self.mapped.header[place], Counter(words)

    @property
    def _stages(self) -> Mapping[str, str]:
        return self.declared.values


Review = Callable[[Import, Look], Import | None]
"""Shows a look at a file to a person; returns what they ask instead, None if it is right."""


def agreed(book: Book, asked: Import, sheet: Sheet, review: Review | None) -> tuple[Import, Look]:
    """Look over a file, again and again while the review changes what is asked."""
    while True:
        with book.read() as page:
            seen = look(page, asked, sheet)
        changed = None if review is None or seen.is_agreed(asked) else review(asked, seen)
        if changed is None:
            return asked, seen
        asked = changed


def look(page: Page, asked: Import, sheet: Sheet) -> Look:
    """Look over a file; raises BadMap, BadMapping and BadRemark for what cannot be used."""
    found = declare(page, asked, sheet, CUSTOMERS)
    pipeline = _pipeline(page, asked, found)
    found = with_words(asked, found, pipeline)
    columns = _with_fields(page, choose(sheet.header, found))
    people, left_out = people_only(sheet, columns)
    telling = tell(page, people, columns, found.remark)
    remark, patterns = telling.column, telling.patterns
    states = columns.of("status")
    seen = survey(people, {*states, *([] if remark is None else [remark])})
    columns = _worded(columns, found, seen)
    if found.keep_rest:
        kept = ("keep" if meant in ("", "status") else meant for meant in columns.fields)
        columns = replace(columns, fields=tuple(kept))
    whole = derive(columns, remark, patterns)
    texts = list(seen.words.get(-1 if remark is None else remark, ()))
    proposals = propose(texts, _known_words(page, texts)) if texts and not patterns else []
    fits = None if columns.own else fitting(page, sheet.header)
    return Look(
        sheet=people,
        declared=found,
        pipeline=pipeline,
        mapped=columns,
        columns=whole.columns,
        makers=whole.makers,
        survey=seen,
        left_out=left_out,
        system=found.system or (columns.system.name if columns.system else None) or None,
        remark=remark,
        patterns=patterns,
        proposals=tuple(proposals),
        unfit=unfit(people, remark, patterns),
        fits=None if fits in asked.mapping else fits,
        saves=(*to_keep(asked.save_map, found, sheet.header), *telling.saves),
        recalled=telling.recalled,
        words=column_words(columns.fields, pipeline, _kinds(page)),
    )


def _pipeline(page: Page, asked: Import, found: Declared) -> Pipeline:
    pipeline = page.pipeline(found.pipeline)
    if asked.related and pipeline.unit != "customer":
        pipeline = page.main
    if pipeline.unit != "customer":
        raise NotAStagePipeline(pipeline=pipeline.name, unit=pipeline.unit)
    return pipeline


def _with_fields(page: Page, columns: Columns) -> Columns:
    """Return the columns with the declared fields; one that is not declared goes to the note."""
    kinds = _kinds(page)
    fields = list(columns.fields)
    for place, key in columns.declared:
        if key not in kinds and place not in columns.typed:
            fields[place] = "keep"
    return with_declared(replace(columns, fields=tuple(fields)), keys_by_word(kinds.values()))


def _kinds(page: Page) -> dict[str, FieldKind]:
    return {kind.key: kind for kind in definitions.fields(page.session)}


def _worded(columns: Columns, found: Declared, seen: Survey) -> Columns:
    """Let the column of states that has most of the declared words supply the stage."""
    if "stage" in columns.fields or not found.values:
        return columns
    counts = {
        place: sum(n for word, n in seen.words[place].items() if fold(word) in found.values)
        for place in columns.of("status")
    }
    place = max(counts, key=lambda place: counts[place], default=None)
    if place is None or not counts[place]:
        return columns
    fields = (*columns.fields[:place], "stage", *columns.fields[place + 1 :])
    return replace(columns, fields=fields, worded=frozenset((place,)))


def _known_words(page: Page, texts: Sequence[str]) -> dict[str, str]:
    """Return the sources, regions and products of the store with their fields."""
    rows = page.session.rows("transfer.words")
    found = {fold(row["value"]): f"tag:{row['dimension']}" for row in rows}
    words = Counter(word for text in texts for word in pieces(text))
    asked = json.dumps([word for word, _ in words.most_common(ASKED)])
    sources = page.session.values("customers.sources_among", words=asked)
    return {**found, **{fold(source): "source" for source in sources}}


# --- what there is to say


def sentences(seen: Look) -> Iterator[Sentence]:
    """Yield what there is to say about how a file is read."""
    yield from seen.sheet.said
    system = seen.mapped.system
    if system is not None:
        yield said(N_("Read as {what}."), what=Phrase(system.title))
    if seen.left_out:
        count = sum(seen.left_out.values())
        text = N_("Rows left out, {count}, as they are no people: {kinds}.")
        yield said(text, count=count, kinds=_counted(Counter(seen.left_out)))
    left = seen.unread
    if left:
        text = N_("Columns that are not imported, {count}: {columns}.")
        yield said(text, count=len(left), columns=listed_columns(left))
        yield said(N_("Give them a field with --map, or keep them in the note with --keep-rest."))
    for name in [name for name in left if plain_header(name) in ("id", *BY_SYSTEM)][:1]:
        text = N_(
            "If {column} is the id of the customers in another system, "
            "add --map {column}=external_id --system NAME."
        )
        yield said(text, column=masked(name))
    for column, words in seen.unworded:
        text = N_("Words in {column} that are taken for no stage: {words}.")
        yield said(text, column=masked(column), words=_counted(words))
        text = N_("Say which stage a word is with --stage-word '{word}=STAGE'.")
        yield said(text, word=masked(words.most_common(1)[0][0]))
    yield from _of_remarks(seen)
    if seen.fits:
        text = N_("The columns are those of the mapping {name}: add --map {name} to use it.")
        yield said(text, name=seen.fits)


def _of_remarks(seen: Look) -> Iterator[Sentence]:
    if seen.recalled:
        text = N_(
            "Remarks are taken apart as last time; to forget how: leadfunnel mapping remove {name}"
        )
        yield said(text, name=seen.recalled)
    if seen.unfit:
        text = N_("Remarks that do not fit the pattern and stay whole: {count}.")
        yield said(text, count=seen.unfit)
    if seen.proposals and seen.remark is not None:
        fits = sum(one.fits for one in seen.proposals)
        flags = " ".join(f"--remark '{one.text}'" for one in seen.proposals)
        text = N_("Texts in {column} that can be taken apart: {count}; add {flags}")
        yield said(text, count=fits, column=masked(seen.mapped.header[seen.remark]), flags=flags)


def _counted(words: Counter[str]) -> str:
    shown = [f"{masked(word)} ({count})" for word, count in words.most_common(SHOWN_WORDS)]
    return ", ".join([*shown, *(["..."] if len(words) > SHOWN_WORDS else [])])
