"""Deciding how a file is read: which field each column feeds, in what order its dates are."""

from __future__ import annotations

from collections.abc import Iterator

from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_
from leadfunnel.i18n import language
from leadfunnel.services.book import Page
from leadfunnel.services.import_cells import Terms
from leadfunnel.services.import_declared import Import, bad_mapping
from leadfunnel.services.import_file import NoColumns, date_orders, read_system
from leadfunnel.services.import_look import Look, sentences
from leadfunnel.services.import_mapping import KIND
from leadfunnel.store import definitions

NEEDED = frozenset(
    (
        *("name", "first_name", "last_name", "display_name", "nickname", "company"),
        *("phone", "wechat", "email", "external_id"),
    )
)


def understand(page: Page, asked: Import, seen: Look) -> tuple[Terms, list[Sentence]]:
    """Return what the cells are read against, and what there is to say about it."""
    sheet, declared, columns = seen.sheet, seen.declared, seen.columns
    pipeline = seen.pipeline
    kinds = {kind.key: kind for kind in definitions.fields(page.session)}
    problems = [*columns.problems, *_unknown_stages(seen, pipeline)]
    problems += [
        (f"field:{key}", Phrase(N_("no field {key} is declared"), key=key))
        for _, key in columns.declared
        if key not in kinds
    ]
    if problems:
        raise bad_mapping(asked, problems)
    if not NEEDED & set(columns.fields):
        names = ", ".join(masked(name) for name in sheet.header[:20])
        raise NoColumns(file=sheet.file, columns=names, example=masked(sheet.header[0]))
    orders, spoken = date_orders(sheet, columns, declared.date_format)
    terms = Terms(
        columns=columns,
        pipeline=pipeline,
        calendar=page.calendar,
        typed=page.typed,
        region=page.settings.region,
        now=page.now,
        orders=orders,
        values=declared.values,
        system=read_system(seen.system) if seen.system else None,
        source=asked.source,
        owner=asked.owner,
        language=language(),
        almanac=page.almanac,
        kinds=kinds,
        currency=page.settings.currency,
        makers=seen.makers,
        apart=bool(seen.proposals or seen.patterns),
        saves=seen.saves,
    )
    return terms, [*_spoken(sheet, seen), *spoken, *_kept(asked, seen)]


def _kept(asked: Import, seen: Look) -> Iterator[Sentence]:
    for kind, name, _ in seen.saves:
        if kind == KIND:
            kept, would = (
                N_("The mapping is kept as {name}."),
                N_("The mapping would be kept as {name}."),
            )
            yield said(would if asked.dry_run else kept, name=name)


def _unknown_stages(seen: Look, pipeline: Pipeline) -> Iterator[tuple[str, str]]:
    """Yield the declared stages that the pipeline does not have, with where they are declared."""
    codes = [(f"stage:{code}", code) for _, code in seen.columns.stages]
    codes += [(f'values.stage of "{word}"', code) for word, code in seen.declared.values.items()]
    known = ", ".join(pipeline.by_code)
    text = N_("{pipeline} has no stage {code}: one of {stages}")
    for place, code in codes:
        if code not in pipeline.by_code:
            yield place, Phrase(text, pipeline=pipeline.name, code=code, stages=known)


def _spoken(sheet: Sheet, seen: Look) -> Iterator[Sentence]:
    if sheet.encoding not in ("", "utf-8"):
        yield said(N_("The file is read as {encoding}."), encoding=sheet.encoding)
    yield from sentences(seen)
