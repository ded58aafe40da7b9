"""`doctor`: whether a store is whole, what it lies in, and what of it can be put right."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from leadfunnel.domain.finding import RESTORE, Finding
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_, LeadfunnelError, StoreError
from leadfunnel.services import doctor_backups, doctor_place, mending
from leadfunnel.services.book import Book
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.store import definitions, encryption
from leadfunnel.store.backup import is_file
from leadfunnel.store.fact_health import Facts
from leadfunnel.store.faults import StoreDamaged
from leadfunnel.store.file_health import FileHealth
from leadfunnel.store.health_sample import Sample
from leadfunnel.store.migrations import CURRENT
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.postgres import PostgresStore
    from leadfunnel.store.sqlite import SqliteStore

MOST_NAMED = 4
AHEAD_SECONDS = 60


class Damaged(StoreError):
    """The store is not as leadfunnel left it."""

    code = "damage_found"
    message = N_("The store is damaged: {found}.")
    hint = N_("leadfunnel doctor says what to do about each.")


class Mendable(Damaged):
    """All that is wrong can be put right."""

    hint = N_("Put it right, after a backup, with: leadfunnel doctor --fix")


class Doctor:
    """Looks at a store; `config` reads the personal settings, and raises what is wrong there."""

    def __init__(self, book: Book, config: Callable[[], object]) -> None:
        self.book = book
        self.config = config

    def look(self, *, full: bool = False) -> Checkup:
        """Return what is found; quick and drawn by lot in a large store, or all of it."""
        store = self.book.store
        sample = Sample(full=full)
        if not is_file(store):
            findings = [*self._facts_of_server(store, sample), *self._config()]
            return self._checkup(sample, findings, "PostgreSQL")
        with store.read():  # refuses what is no store, and upgrades an older one
            pass
        if not store.path.exists():
            return replace(self._checkup(sample, self._config(), ""), schema=None)
        findings = [*self._file(store, sample), *doctor_place.findings(store)]
        findings += doctor_backups.findings(store, self.book.acting.now, full=full)
        engine = _engine(store)
        return self._checkup(sample, [*findings, *self._config()], engine)

    def mend(self, *, full: bool, accept: bool) -> Checkup:
        """Put right what can be, after a backup, and return what is found then."""
        mended = mending.mend(self.book, self.look(full=True), accept=accept)
        return replace(self.look(full=full), mended=tuple(mended))

    def _checkup(self, sample: Sample, found: Iterable[Finding], engine: str) -> Checkup:
        ordered = sorted(found, key=lambda one: not one.grave)
        return Checkup(
            place=str(self.book.store),
            engine=engine,
            schema=CURRENT,
            full=sample.full,
            partial=sample.partial,
            findings=tuple(ordered),
        )

    def _file(self, store: SqliteStore, sample: Sample) -> Iterator[Finding]:
        """Look into a file; all of it is read from a copy, so that nobody has to wait."""
        try:
            with store.read() as session:
                yield from doctor_place.engine_findings(session.connection, full=sample.full)
                if not sample.full:
                    yield from self._inside(store, session, sample)
                    return
                with session.copied() as copy:
                    yield from self._inside(store, copy, sample)
        except StoreDamaged as error:
            yield Finding("damaged", Sentence(error.message, error.values), RESTORE)

    def _inside(self, store: SqliteStore, session: Session, sample: Sample) -> Iterator[Finding]:
        yield from FileHealth(session.connection, store.path, sample).findings()
        yield from self._facts(session, sample)

    def _facts(self, session: Session, sample: Sample) -> Iterator[Finding]:
        yield from Facts(session, definitions.settings(session).main_pipeline, sample).findings()
        yield from self._clock(session)

    def _facts_of_server(self, store: PostgresStore, sample: Sample) -> Iterator[Finding]:
        with store.read() as session:
            yield from self._facts(session, sample)
            if (found := store.transport(os.environ)) is not None:
                yield found
            if session.value("health.page_sums") != "on":
                text = N_("the server keeps no checksums of its pages")
                step = said(N_("Turn them on while it stands still: pg_checksums --enable"))
                yield Finding("data_checksums", said(text), step, grave=False)

    def _clock(self, session: Session) -> Iterator[Finding]:
        last = session.value("health.last_change")
        if last is not None and last > self.book.acting.now + AHEAD_SECONDS:
            text = N_("the clock of this machine stands before the last change of the store")
            step = said(N_("Set the clock; the order of changes is kept."))
            yield Finding("clock", said(text), step, grave=False)

    def _config(self) -> Iterator[Finding]:
        try:
            self.config()
        except LeadfunnelError as error:
            sentence = Sentence(error.message, error.values)
            step = Sentence(error.hint or N_("Mend the file."), error.values)
            yield Finding("config", sentence, step, grave=False)


def _engine(store: SqliteStore) -> str:
    if store.key is None:
        return f"SQLite {sqlite3.sqlite_version}"
    return str(encryption.installed(store.file).version())


def refusal(found: Checkup) -> Damaged | None:
    """Return the error in which damage ends, naming the first findings; None without any."""
    damage = found.damage
    if not damage:
        return None
    named = [Phrase(one.said.text, **one.said.values) for one in damage[:MOST_NAMED]]
    told = named[0]
    for one in named[1:]:
        told = Phrase(N_("{one}; {other}"), one=told, other=one)
    if len(damage) > MOST_NAMED:
        told = Phrase(N_("{found}; and {count} more"), found=told, count=len(damage) - MOST_NAMED)
    kind = Mendable if all(one.mends for one in damage) else Damaged
    return kind(found=told)
