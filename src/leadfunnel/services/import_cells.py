"""The cells of a file's rows by field: dates, stages and lists read the same way for every row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.chronicle import Span, Step
from leadfunnel.domain.dates import BadDate, Stamp, instant, is_nothing, read_stamp
from leadfunnel.domain.derived_columns import Derive
from leadfunnel.domain.field import BadFieldValue, FieldKind, FieldValue, read_value
from leadfunnel.domain.fold import fold
from leadfunnel.domain.guard import unguarded, unjoined
from leadfunnel.domain.mapping import Columns
from leadfunnel.domain.pipeline import Pipeline, Stage, UnknownStage
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac

REMEMBERED = 10_000
separated = lru_cache(maxsize=4096)(re.compile(r"\s*(?::::|[|;，、；\n])\s*").split)
"""Take the several values of a cell apart."""
_tags_apart = lru_cache(maxsize=4096)(re.compile(r"\s*(?::::|[|;,，、；\n])\s*").split)
SEVERAL_OF_GOOGLE = " ::: "
"""What its contacts have between several values of one cell."""


@dataclass(frozen=True)
class Terms:
    """What the cells are read against; `orders` holds the order of dates of each date column.

    `makers` add the cells of derived columns; `apart` tells that remarks are taken apart, or that
    it was said how they can be. `saves` is what to keep of how the file is read.
    """

    columns: Columns
    pipeline: Pipeline
    calendar: BusinessCalendar
    typed: BusinessCalendar
    region: str
    now: int
    orders: Mapping[int, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    system: str | None = None
    source: str | None = None
    owner: str | None = None
    language: str = "en"
    almanac: Almanac | None = None
    kinds: Mapping[str, FieldKind] = field(default_factory=dict)
    currency: str = "CNY"
    makers: tuple[Derive, ...] = ()
    apart: bool = False
    saves: tuple[tuple[str, str, Mapping[str, object]], ...] = ()


TELLING = frozenset(("created_at", "stage", "stage_since", "lost_reason"))
"""The fields, besides the dates of stages, that tell of a journey."""


class Refused(ValueError):
    """A cell that keeps its row out."""

    def __init__(self, place: int, value: str, reason: Phrase) -> None:
        super().__init__(reason)
        self.place = place
        self.value = value
        self.reason = reason


@dataclass(frozen=True)
class Journey:
    """The changes of stage that a row tells, since when it is known, and what no field can take."""

    steps: tuple[Step, ...]
    created_at: int | None
    notes: tuple[str, ...]


class Reading:
    """Reads cells; dates and stages, few and often repeated, are read once each."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.columns = terms.columns
        self.places = {
            name: self.columns.of(name) for name in dict.fromkeys(self.columns.fields) if name
        }
        self.stages = self.columns.stages
        self.tagged = [
            (place, name.removeprefix("tag:"))
            for place, name in enumerate(self.columns.fields)
            if name.startswith("tag:")
        ]
        telling = [name for name in self.places if name.startswith("stage:") or name in TELLING]
        self.telling = [place for name in telling for place in self.places[name]]
        self.journeys: dict[tuple[str, ...], Journey] = {}
        self.in_names: Counter[int] = Counter()
        """How many names, by their column, had a phone in them."""
        self._stamps: dict[tuple[int, str], Stamp] = {}
        self._spans: dict[tuple[int, str], Span] = {}
        self._statuses: dict[str, Stage] = {}

    def stamp(self, place: int, text: str) -> Stamp:
        """Return the date in a cell; the few that repeat in a column are read once."""
        found = self._stamps.get((place, text))
        if found is None:
            try:
                found = read_stamp(text, self.terms.orders.get(place, "ymd"))
            except BadDate:
                raise Refused(place, text, Phrase(N_("is no date"))) from None
            self._forget()
            self._stamps[place, text] = found
        return found

    def remember(self, told: tuple[str, ...], journey: Journey) -> None:
        """Keep what some cells tell, until too much is kept."""
        self._forget()
        self.journeys[told] = journey

    def _forget(self) -> None:
        if len(self._stamps) + len(self.journeys) > REMEMBERED:
            self._stamps.clear()
            self._spans.clear()
            self.journeys.clear()

    def span(self, place: int, text: str) -> Span:
        """Return when something in the past happened: a whole business day, or a moment of it."""
        found = self._spans.get((place, text))
        if found is None:
            found = self._spans[place, text] = self._span(self.stamp(place, text))
        if found.begin > self.terms.now:
            raise Refused(place, text, Phrase(N_("lies in the future")))
        return found

    def _span(self, stamp: Stamp) -> Span:
        calendar = self.terms.calendar
        if stamp.time is None:
            return Span(calendar.start_of(stamp.day), calendar.end_of(stamp.day))
        at = self.at(stamp)
        return Span(at, at + 1)

    def at(self, stamp: Stamp) -> int:
        """Return the instant of a date with a time of day."""
        if stamp.offset is not None:
            return instant(stamp)
        assert stamp.time is not None  # noqa: S101 - asked only of those that have one
        return self.terms.typed.instant(stamp.day, stamp.time)

    def told(self, place: int, text: str) -> Stage | None:
        """Return the stage a cell names, None for a state that is told no stage."""
        if place in self.columns.worded and fold(text) not in self.terms.values:
            return None
        return self.status(place, text)

    def status(self, place: int, text: str) -> Stage:
        """Return the stage a cell names, by the declared values first."""
        found = self._statuses.get(text)
        if found is None:
            found = self._statuses[text] = self._status(place, text)
        return found

    def _status(self, place: int, text: str) -> Stage:
        pipeline = self.terms.pipeline
        declared = self.terms.values.get(fold(text))
        if declared is not None:
            return pipeline.stage(declared)
        asked = self.columns.own or place in self.columns.typed
        if not asked and re.fullmatch("[A-Za-zＡ-Ｚａ-ｚ]", text):
            reason = Phrase(N_("may be a grade and not a stage: map the column with --map"))
            raise Refused(place, text, reason)
        try:
            return pipeline.find(text, self.terms.language)
        except UnknownStage:
            codes = ", ".join(stage.code for stage in pipeline.stages)
            told = N_("is no stage of {pipeline}: one of {stages}")
            reason = Phrase(told, pipeline=pipeline.name, stages=codes)
            raise Refused(place, text, reason) from None


class Row:
    """The cells of one record by field, and the notes that reading it leaves."""

    __slots__ = ("cells", "notes", "reading", "terms")

    def __init__(self, reading: Reading, record: Record) -> None:
        self.reading = reading
        self.terms = reading.terms
        self.cells = [
            (unguarded(cell) if cell[:1] == "'" else cell).strip() for cell in record.cells
        ]
        for make in self.terms.makers:
            make(self.cells)
        self.notes: list[str] = []

    def each(self, name: str) -> list[tuple[int, str]]:
        """Return the places and texts of a field's cells that hold something."""
        places = self.reading.places.get(name, ())
        return [(place, text) for place in places if (text := self.cells[place])]

    def first(self, name: str) -> tuple[int, str]:
        """Return the place and text of a field's first cell that holds something."""
        for place in self.reading.places.get(name, ()):
            if self.cells[place]:
                return place, self.cells[place]
        return -1, ""

    def parts(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the single values in a field's cells; only our own export separates them all."""
        for place, text in self.each(name):
            if self.reading.columns.own:
                yield from ((place, piece) for piece in unjoined(text))
            elif name == "tags":
                yield from ((place, piece) for piece in _tags_apart(text) if piece)
            elif SEVERAL_OF_GOOGLE in text:
                yield from ((place, piece) for piece in text.split(SEVERAL_OF_GOOGLE))
            else:
                yield place, text

    def keep(self, place: int, text: str) -> None:
        """Keep in a note what no field can take."""
        self.notes.append(self.unplaced(place, text))

    def unplaced(self, place: int, text: str) -> str:
        """Return the note that keeps what no field can take."""
        return f"{self.reading.columns.header[place]}: {text}"

    def declared(self) -> tuple[FieldValue, ...]:
        """Return the values of declared fields; raise Refused for one that is told."""
        found: list[FieldValue] = []
        for place, key in self.reading.columns.declared:
            text = self.cells[place]
            if is_nothing(text):
                continue
            try:
                found.append(read_value(self.terms.kinds[key], text, self.terms.currency))
            except BadFieldValue as fault:
                if place not in self.reading.columns.typed:  # a guess by its header only
                    self.keep(place, text)
                    continue
                told = N_("does not fit: {field} takes {expected}")
                reason = Phrase(told, field=key, expected=fault.values["expected"])
                raise Refused(place, text, reason) from None
        return tuple(found)

    def keep_rest(self) -> None:
        """Keep what has no field of its own in the note, under the name of its column."""
        for place, text in self.each("keep"):
            if not is_nothing(text):
                self.keep(place, text)
