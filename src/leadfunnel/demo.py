"""`leadfunnel demo`: the daily work on a made-up store that lies in a temporary folder."""

from __future__ import annotations

import shlex
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from leadfunnel.domain.calendar import BusinessCalendar, previous, week_period
from leadfunnel.domain.interaction import GRADES
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.i18n import named
from leadfunnel.services.book import Acting, Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.agenda import Agenda
from leadfunnel.services.results.changed import Done
from leadfunnel.services.results.people import Card
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import Asked, When
from leadfunnel.store import definitions
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import SqliteStore
from leadfunnel.workspace import Workspace

STORY = Path(__file__).parent / "data" / "demo.toml"
BEGINS_DAYS_AGO = 100


def run(desk: Workspace) -> None:
    """Make a store and show its morning list, one customer, and last week's funnel."""
    demo = make(desk)
    if desk.options.json:
        _print_document(demo)
    else:
        _print_screens(demo)


@dataclass(frozen=True)
class Demo:
    """A filled demo store; `number` is the customer to show."""

    desk: Workspace
    count: int
    number: int

    @cached_property
    def agenda(self) -> Agenda:
        """The morning list."""
        return self.desk.morning.today()

    @cached_property
    def card(self) -> Card:
        """One customer."""
        return self.desk.looking.show(f"#{self.number}")

    @cached_property
    def funnel(self) -> FunnelReport:
        """The funnel of last week."""
        return self.desk.weekly.funnel(When("week", previous=True), Asked())


def make(desk: Workspace) -> Demo:
    """Return a new demo store, as `desk` would see it; a failure leaves no folder behind."""
    folder = Path(tempfile.mkdtemp(prefix="leadfunnel-demo-"))
    options = replace(desk.options, db=str(folder / "demo.db"))
    try:
        player = _fill(Workspace(options, desk.environ, desk.out, desk.err))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shown = next(place for place, one in enumerate(player.people) if one.get("shown"))
    made = Workspace(options, desk.environ, desk.out, desk.err)
    return Demo(made, len(player.people), player.numbers[shown])


# --- filling


@dataclass(frozen=True)
class _Step:
    """What happened to the customer at this place of the story; `at` is UTC seconds."""

    at: int
    place: int
    verb: str
    rest: tuple[Any, ...]


class _Held(SqliteStore):
    """The store while it is filled: all commands share one transaction, which makes it fast."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(path)
        self._session = session

    @contextmanager
    def read(self, *_: object) -> Iterator[Session]:
        yield self._session

    @contextmanager
    def write(self, *_: object) -> Iterator[Session]:
        yield self._session


def _fill(desk: Workspace) -> _Player:
    begin = datetime.fromtimestamp(desk.now, UTC) - timedelta(days=BEGINS_DAYS_AGO)
    environ = {**desk.environ, "LEADFUNNEL_NOW": begin.isoformat()}
    store = Workspace(desk.options, environ, desk.out, desk.err).store
    with store.write() as session:
        days = _Days(definitions.settings(session).calendar, desk.now)
        player = _Player(_Held(store.path, session), desk.user, days)
        player.play()
    return player


class _Days:
    """Turns the moments of the story into days around the present."""

    def __init__(self, calendar: BusinessCalendar, now: int) -> None:
        self.calendar = calendar
        self.today = calendar.day(now)
        this_week = week_period(self.today, calendar.week_start)
        self.monday = previous(this_week, "week").first

    def day(self, text: str) -> date:
        """Return the day: d-3 counts from today, w3 from the first day of last week."""
        origin = self.today if text[0] == "d" else self.monday
        return origin + timedelta(days=int(text[1:]))

    def instant(self, text: str) -> int:
        """Return the instant of a day and a time, as in `w3 10:30`."""
        day, clock = text.split()
        return self.calendar.instant(self.day(day), time.fromisoformat(clock))


class _Player:
    """Plays the story through the services, in the order in which things happened."""

    def __init__(self, store: _Held, user: str, days: _Days) -> None:
        self.store = store
        self.user = user
        self.days = days
        self.story = tomllib.loads(STORY.read_text(encoding="utf-8"))
        self.people: list[dict[str, Any]] = self.story["customer"]
        self.numbers: dict[int, int] = {}

    def play(self) -> None:
        """Do everything that happened."""
        for step in sorted(self._steps(), key=lambda step: step.at):
            book = Book(self.store, Acting(self.user, step.at))
            getattr(self, f"_{step.verb}")(book, step.place, *step.rest)

    def _steps(self) -> Iterator[_Step]:
        for place, one in enumerate(self.people):
            for moment, verb, *rest in one["steps"]:
                yield _Step(self.days.instant(moment), place, verb, tuple(rest))

    def _word(self, key: str) -> str:
        return named(self.story["words"][key])

    def _text(self, place: int, number: int) -> str:
        texts: Sequence[str] = named(self.people[place])
        return texts[number] if number >= 0 else ""

    def _who(self, place: int) -> str:
        return f"#{self.numbers[place]}"

    def _add(self, book: Book, place: int) -> None:
        one = self.people[place]
        company = one.get("company")
        details = Details(
            name=self._text(place, 0),
            company=named(company) if company else None,
            source=self._word(one["source"]),
            phones=(named(self.story["phone"]) + one["tail"],),
            tags=tuple(self._tag(tag) for tag in one["tags"]),
        )
        added = Capture(book).add("", details, Entering(note=self._text(place, 1)))
        self.numbers[place] = added.customers[0].id

    def _tag(self, tag: str) -> str:
        dimension, _, value = tag.partition(":")
        return f"{dimension}:{self._word(value)}"

    def _kind(self, kind: str) -> str:
        return named(self.story["chat"]) if kind == "chat" else kind

    def _log(self, book: Book, place: int, kind: str, text: int, mark: str | None = None) -> None:
        told = Told(grade=mark) if mark in GRADES else Told(outcome=mark)
        Touches(book).log(self._who(place), self._kind(kind), self._text(place, text), told)

    def _next(self, book: Book, place: int, kind: str, moment: str, text: int) -> None:
        day, *clock = moment.split()
        words = (self.days.day(day).isoformat(), *clock, self._text(place, text))
        FollowUps(book).next(self._who(place), words, self._kind(kind))

    def _promote(self, book: Book, place: int, stage: str | None = None) -> None:
        Ladder(book).promote([self._who(place)], Move(to=stage))

    def _demote(self, book: Book, place: int, text: int) -> None:
        Ladder(book).demote([self._who(place)], Move(reason=self._text(place, text)))

    def _drop(self, book: Book, place: int, stage: str, text: int) -> None:
        Ladder(book).drop([self._who(place)], Move(to=stage, reason=self._text(place, text)))

    def _reopen(self, book: Book, place: int) -> None:
        Ladder(book).reopen([self._who(place)], Move())


# --- showing


def _print_document(demo: Demo) -> None:
    from leadfunnel.views.documents import document
    from leadfunnel.views.show import json_text

    desk = demo.desk
    told: dict[str, object] = {"schema": "leadfunnel.demo/1", "path": desk.store_path}
    parts = {"today": demo.agenda, "customer": demo.card, "funnel": demo.funnel}
    told |= {name: document(result, desk.setting) for name, result in parts.items()}
    desk.out.write(json_text(told))


def _print_screens(demo: Demo) -> None:
    desk = demo.desk
    path = shlex.quote(desk.store_path)
    begin = N_("A made-up store: some weeks of a seller with {count} customers.")
    _say(desk, said(begin, count=demo.count))
    for text, command, result in (
        (N_("Each morning, whom to think of:"), "today", demo.agenda),
        (N_("Before a call, everything about one customer:"), "show {number}", demo.card),
        (N_("Each week, how far the customers came:"), "funnel --week --last", demo.funnel),
    ):
        _say(desk, said(""), said(text), said(f"$ leadfunnel {command}", number=demo.number))
        desk.show(result)
    end = N_("Your own store was not touched. This one lies in a temporary folder; to go on:")
    _say(desk, said(""), said(end), said("$ leadfunnel --db {path} list", path=path))


def _say(desk: Workspace, *sentences: Sentence) -> None:
    desk.show(Done("demo", sentences, {}))
