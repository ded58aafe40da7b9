"""What a person declares about the files to import: flags, pairs and mapping files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import CUSTOMERS, Vocabulary
from leadfunnel.domain.mapping import BadMap, BadMapping, Declared, read_pair, read_word
from leadfunnel.domain.mapping_file import checked, read_file
from leadfunnel.domain.pipeline import Pipeline, UnknownStage
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_, BadFileError
from leadfunnel.i18n import language
from leadfunnel.services.book import Page
from leadfunnel.services.import_mapping import kept


class NoSuchFile(BadFileError):
    """The file cannot be opened."""

    code = "no_such_file"
    message = N_("The file {path} cannot be read: {detail}.")


@dataclass(frozen=True)
class Import:
    """What was asked: the path ("-" is standard input) and the flags as typed."""

    path: str
    mapping: tuple[str, ...] = ()
    pipeline: str | None = None
    system: str | None = None
    on_duplicate: str = "update"
    skip_bad: bool = False
    encoding: str | None = None
    date_format: str | None = None
    source: str | None = None
    owner: str | None = None
    dry_run: bool = False
    sheet: str | None = None
    kind: str | None = None
    currency: str | None = None
    remark: tuple[str, ...] = ()
    stage_words: tuple[str, ...] = ()
    keep_rest: bool = False
    save_map: str | None = None
    related: bool = False
    """Whether other files come with it, so that not every --map is meant for this one."""
    content: bytes | None = None
    """What an encrypted file holds, once it was opened."""

    @property
    def inner(self) -> str:
        """The name of the file, of an encrypted one without the ending of that."""
        path = Path(self.path)
        return path.name if self.content is None else path.stem


def read_bytes(path: str) -> bytes:
    """Return what a file holds; raise NoSuchFile."""
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise no_such_file(path, error) from None


def no_such_file(path: str, error: OSError | ValueError) -> NoSuchFile:
    """Return the error for a file that cannot be opened."""
    return NoSuchFile(path=path, detail=getattr(error, "strerror", None) or str(error))


def is_file(text: str) -> bool:
    """Tell whether a text names a file."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def declared(page: Page, asked: Import, words: Vocabulary = CUSTOMERS) -> Declared:
    """Return what --map and the flags declare; flags win over files, later ones over earlier."""
    found = Declared()
    for text in asked.mapping:
        found = _one(page, text, words).over(found)
    flags = Declared(
        pipeline=asked.pipeline,
        system=asked.system,
        date_format=asked.date_format,
        remark=asked.remark,
        keep_rest=asked.keep_rest,
    )
    return flags.over(found)


def check_pairs(texts: Sequence[str]) -> None:
    """Refuse two fields for one column: the last would win unnoticed."""
    fields: dict[str, str] = {}
    for text in texts:
        column, equals, name = text.rpartition("=")
        if not equals or is_file(text):
            continue
        first = fields.setdefault(fold(column), name.strip())
        if fold(first) != fold(name):
            told = N_("the column gets two fields: {first} and {second}")
            reason = Phrase(told, first=first[:40], second=name.strip()[:40])
            raise BadMap(text=text[:60], reason=reason)


def _one(page: Page, text: str, words: Vocabulary) -> Declared:
    if is_file(text):
        return read_file(read_bytes(text), text, words)
    if "=" in text:
        return read_pair(text, words)
    mappings = kept(page)
    if text.strip() in mappings:
        return checked(mappings[text.strip()], text.strip(), words)
    told = N_("it names no column, and no file or kept mapping has this name ({mappings})")
    raise BadMap(text=text[:60], reason=Phrase(told, mappings=", ".join(mappings) or "-"))


def with_words(asked: Import, told: Declared, pipeline: Pipeline) -> Declared:
    """Add the stages that --stage-word tells; raise UnknownStage, but of related files."""
    values: dict[str, str] = {}
    for text in asked.stage_words:
        word, stage = read_word(text)
        try:
            values[fold(word)] = pipeline.find(stage, language()).code
        except UnknownStage:
            if not asked.related:
                raise
    return Declared(values=values).over(told)


def declare(page: Page, asked: Import, sheet: Sheet, words: Vocabulary) -> Declared:
    """Return what is declared about a file; of several, each takes what names its columns."""
    if not asked.related:
        return declared(page, asked, words)
    known = {fold(name) for name in sheet.header}
    wider = replace(words, read=lambda text: words.read(text) or _elsewhere(text))
    found = declared(page, asked, wider)
    mine = {
        column: meant
        for column, name in found.columns.items()
        if fold(column) in known and (meant := words.read(name))
    }
    return replace(found, columns=mine)


def _elsewhere(text: str) -> str | None:
    """Return a field as typed where another kind of file has it."""
    from leadfunnel.domain.event_headers import KINDS, vocabulary

    return text.strip() if any(vocabulary(kind).read(text) for kind in KINDS) else None


def bad_mapping(asked: Import, problems: Sequence[tuple[str, str]]) -> BadMap | BadMapping:
    """Return the error for declared columns that cannot be used."""
    files = [text for text in asked.mapping if "=" not in text or is_file(text)]
    if not files:
        column, reason = problems[0]
        return BadMap(text=masked(column), reason=reason)
    listed: list[dict[str, object]] = [
        {
            "key": key,
            "reason": reason,
            "text": Phrase("{key}: {reason}", key=masked(key), reason=reason),
        }
        for key, reason in problems
    ]
    return BadMapping(file=files[0], count=len(listed), problems=listed)
