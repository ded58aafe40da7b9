"""`playbook list|show|check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.layer import UnknownLayer, read_layer
from leadfunnel.domain.logged import COMPLAINTS
from leadfunnel.domain.pipeline import Pipeline, UnknownStage
from leadfunnel.domain.playbook import Chapter, Playbook
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, NotFoundError
from leadfunnel.i18n import language
from leadfunnel.services import playbooks
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Done
from leadfunnel.services.results.playbooks import PlaybookList, PlaybookView
from leadfunnel.store import definitions


class NoPlaybook(NotFoundError):
    """Nothing is written about this pipeline or stage."""

    code = "no_playbook"
    message = N_("No playbook says anything about {name}.")
    hint = N_("Write one in {folder}, or see what there is: leadfunnel playbook list")


class Playbooks:
    """What to find out, say and do."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> PlaybookList:
        """Return every playbook, those of pipelines first."""
        with self.book.read() as page:
            found = definitions.pipelines(page.session)
            told: list[tuple[Playbook, Pipeline | None]] = []
            for name in (*found, playbooks.LAYERS, playbooks.CASES):
                book = playbooks.playbook(page, name)
                if book.chapters:
                    told.append((book, found.get(name)))
            return PlaybookList(tuple(told), _own(page))

    def show(self, text: str | None, pipeline: str | None) -> PlaybookView:
        """Return the chapter of a stage, layer or complaints; without a text all of a pipeline."""
        with self.book.read() as page:
            if text is None:
                return _whole(page, page.pipeline(pipeline))
            return (
                _stage(page, text, pipeline)
                or _layer(page, text)
                or _case(page, text)
                or _anywhere(page, text)
            )

    def check(self, paths: Sequence[str]) -> Done:
        """Read playbook files, one's own if none is named.

        Raises BadPlaybook with everything that is wrong in them.
        """
        from leadfunnel.domain.playbook_check import BadPlaybook

        problems: list[dict[str, object]] = []
        with self.book.read() as page:
            paths = list(paths) or list(_own(page))
            if not paths:
                none = N_("You have no playbooks of your own; their place is {folder}.")
                told = said(none, folder=str(page.acting.playbooks))
                return Done("playbook-check", (told,), {"files": [], "problems": []})
            for path in paths:
                try:
                    playbooks.read(Path(path), page)
                except BadPlaybook as error:
                    problems += error.problems
        if problems:
            raise BadPlaybook(file=", ".join(paths), count=len(problems), problems=problems)
        text = N_("{path}: nothing wrong.")
        spoken = tuple(said(text, path=path) for path in paths)
        return Done("playbook-check", spoken, {"files": list(paths), "problems": []})


def _own(page: Page) -> tuple[str, ...]:
    return tuple(map(str, playbooks.own_files(page)))


def _whole(page: Page, pipeline: Pipeline) -> PlaybookView:
    chapters = playbooks.playbook(page, pipeline.name).chapters
    if not chapters:
        raise _none(page, pipeline.name)
    ordered = [chapters[code] for code in pipeline.by_code if code in chapters]
    return PlaybookView(pipeline, tuple(ordered), _own(page))


def _stage(page: Page, text: str, name: str | None) -> PlaybookView | None:
    """Return the chapter of a stage; None where a word may still name a layer."""
    pipeline = page.pipeline(name)
    if name is None and not pipeline.names(text):
        return None
    stage = pipeline.find(text, language())
    chapter = playbooks.playbook(page, pipeline.name).chapters.get(stage.code)
    if chapter is None:
        raise _none(page, stage.code)
    return PlaybookView(pipeline, (chapter,), _own(page))


def _layer(page: Page, text: str) -> PlaybookView | None:
    try:
        code = read_layer(text)
    except UnknownLayer:
        return None
    chapter: Chapter = playbooks.playbook(page, playbooks.LAYERS).chapters[code]
    return PlaybookView(None, (chapter,), _own(page))


def _case(page: Page, text: str) -> PlaybookView | None:
    if text.strip().casefold() not in (playbooks.CASES, "case", *COMPLAINTS):
        return None
    chapters = playbooks.playbook(page, playbooks.CASES).chapters
    return PlaybookView(None, tuple(chapters.values()), _own(page))


def _anywhere(page: Page, text: str) -> PlaybookView:
    """Return the stage of whichever other pipeline has it; raise UnknownStage for none."""
    for pipeline in definitions.pipelines(page.session).values():
        if pipeline.names(text) and playbooks.playbook(page, pipeline.name).chapters:
            found = _stage(page, text, pipeline.name)
            if found is not None:
                return found
    try:
        page.main.find(text, language())
    except UnknownStage:
        raise
    raise _none(page, text)


def _none(page: Page, name: str) -> NoPlaybook:
    return NoPlaybook(name=name, folder=str(page.acting.playbooks))
