"""Asking a person at a terminal how a file is to be read, before any of it is."""

from __future__ import annotations

from leadfunnel.domain.headers import read_field, unknown_field
from leadfunnel.domain.mapping import BadMap, BadStageWord, read_word
from leadfunnel.domain.record import replace
from leadfunnel.domain.remark import BadRemark, read_remark
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.i18n import _
from leadfunnel.services.book import NotConfirmed
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_look import Look, Review, sentences
from leadfunnel.services.import_mapping import BadMappingName, check_name
from leadfunnel.services.results.mappings import MappingPreview, RemarkPreview

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.workspace import Workspace

SAMPLES = 3
YES, NO, QUIT = ("", "y", "yes", "是", "好"), ("n", "no", "否", "不"), ("q", "quit", "退")


class Reviewer:
    """One conversation about one file; answers change what is asked of the import."""

    def __init__(self, desk: Workspace) -> None:
        self.desk = desk
        self.offered: set[str] = set()
        self.last = ""

    def __call__(self, asked: Import, seen: Look) -> Import | None:
        """Return what is asked after an answer, None when the file is to be read like this."""
        if seen.mapped.problems and asked.mapping[-1:] == (self.last,):
            column, reason = seen.mapped.problems[0]
            self._complain(BadMap(text=column, reason=reason))
            return replace(asked, mapping=asked.mapping[:-1])
        if seen.fits and self._offers("mapping"):
            prompt = _("Use the kept mapping {name}? [Y/n] ").format(name=seen.fits)
            if self._answer(prompt).lower() in YES:
                return replace(asked, mapping=(seen.fits, *asked.mapping))
        self.desk.tell(MappingPreview(_columns(seen), tuple(_said(seen)), seen.words))
        if seen.proposals and self._offers("remark"):
            texts = self._remarks(seen)
            if texts:
                return replace(asked, remark=texts)
        return self._changed(asked, seen)

    def _offers(self, what: str) -> bool:
        new = what not in self.offered
        self.offered.add(what)
        return new

    def _answer(self, prompt: str) -> str:
        """Return what was typed; whoever leaves here has changed nothing."""
        line = self.desk.ask(prompt)
        if line is None or line.lower() in QUIT:
            raise NotConfirmed()
        return line

    # --- remarks

    def _remarks(self, seen: Look) -> tuple[str, ...]:
        """Ask once whether remarks are taken apart as proposed, or by a pattern that is typed."""
        assert seen.remark is not None  # noqa: S101 - proposals are made for a column
        self.desk.tell(_proposed(seen, seen.remark))
        prompt = _("Take them apart like this? Enter yes, n no, or type another pattern: ")
        while True:
            line = self._answer(prompt)
            if line.lower() in YES:
                return tuple(one.text for one in seen.proposals)
            if line.lower() in NO:
                return ()
            try:
                read_remark(line)
            except BadRemark as error:
                self._complain(error)
            else:
                return (line,)

    # --- columns

    def _changed(self, asked: Import, seen: Look) -> Import | None:
        while True:
            line = self._answer(_("Enter, a number, s, q > "))
            if not line:
                return None
            changed = self._obeyed(asked, seen, line)
            if changed is not None:
                return changed

    def _obeyed(self, asked: Import, seen: Look, line: str) -> Import | None:
        """Return what is asked after a line was obeyed, None where it could not be."""
        word, _space, rest = line.partition(" ")
        number, equals, field = line.partition("=")
        if word.lower() == "s":
            return self._saved(asked, rest)
        if word.lower() == "w":
            return self._worded(asked, rest)
        if equals and number.strip().isdecimal():
            return self._mapped(asked, seen, number.strip(), field)
        if word.isdecimal():
            return self._mapped(asked, seen, word, rest)
        self._say(said(N_("Not understood: {answer}."), answer=line[:40]))
        return None

    def _saved(self, asked: Import, name: str) -> Import | None:
        try:
            name = check_name(name)
        except BadMappingName as error:
            self._complain(error)
            return None
        self._say(said(N_("The mapping is kept as {name} with the import."), name=name))
        return replace(asked, save_map=name)

    def _worded(self, asked: Import, pair: str) -> Import | None:
        try:
            read_word(pair)
        except BadStageWord as error:
            self._complain(error)
            return None
        return replace(asked, stage_words=(*asked.stage_words, pair))

    def _mapped(self, asked: Import, seen: Look, number: str, field: str) -> Import | None:
        """Return what is asked with another field for a column."""
        header = seen.mapped.header
        if not 1 <= int(number[:6]) <= len(header):
            told = N_("There is no column {number}: they are 1 to {last}.")
            self._say(said(told, number=number[:6], last=len(header)))
            return None
        name = header[int(number) - 1]
        if not name.strip():
            self._say(said(N_("Column {number} has no name in the file."), number=number))
            return None
        if not field.strip():
            prompt = _("{column} is (name, phone, note, tag:region ...; - for nothing): ")
            field = self._answer(prompt.format(column=name))
        meant = "ignore" if field.strip() in ("-", "") else read_field(field)
        if meant is None:
            self._say(Sentence(N_("{problem}."), {"problem": unknown_field(field)}))
            return None
        self.last = f"{name}={meant}"
        return replace(asked, mapping=(*asked.mapping, self.last))

    def _say(self, sentence: Sentence) -> None:
        self.desk.say(sentence)

    def _complain(self, error: LeadfunnelError) -> None:
        self._say(Sentence(error.message, error.values))


def reviewer(desk: Workspace) -> Review:
    """Return what asks the person at the terminal."""
    return Reviewer(desk)


def _columns(seen: Look) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    mapped, rows = seen.mapped, seen.survey.samples
    named = enumerate(zip(mapped.header, mapped.fields, strict=True))
    return tuple(
        (name, meant, tuple(row[place].strip() for row in rows)) for place, (name, meant) in named
    )


def _said(seen: Look) -> list[Sentence]:
    """Return what is said about a file, with what can be answered instead of the flags."""
    found = [one for one in sentences(seen) if "--" not in one.text and "{flags}" not in one.text]
    keys = N_(
        "Enter reads it like this; 3=phone changes column 3; s NAME keeps the mapping; q leaves."
    )
    words = N_("w WORD=STAGE tells which stage a word is.")
    return [*found, *([said(words)] if any(seen.unworded) else []), said(keys)]


def _proposed(seen: Look, place: int) -> RemarkPreview:
    samples: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for proposal in seen.proposals:
        for text in seen.survey.words[place]:
            parts = proposal.pattern.split(text)
            if parts is not None and len(samples) < SAMPLES:
                named = zip(proposal.pattern.fields, parts, strict=True)
                samples.append((text, tuple(pair for pair in named if pair[1])))
    patterns = tuple((one.text, one.fits) for one in seen.proposals)
    return RemarkPreview(seen.mapped.header[place], patterns, tuple(samples))
