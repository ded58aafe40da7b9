"""The open store as services use it: one consistent view, or one recorded operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.customer import Customer, may_have_bought
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import ahead
from leadfunnel.store import definitions, derived, people
from leadfunnel.store.definitions import Settings
from leadfunnel.store.ledger import Author, Ledger
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.almanac import Almanac
    from leadfunnel.domain.workdays import OwnDays
    from leadfunnel.store.places import Store
    from leadfunnel.store.session import Asked
    from leadfunnel.store.standing import Yardstick


class UnknownPipeline(UnreadableError):
    """No pipeline of this name."""

    code = "unknown_pipeline"
    message = N_("No pipeline {name}: one of {pipelines}.")
    hint = N_("See them with: leadfunnel pipeline list")


class NotConfirmed(RefusedError):
    """A destructive command was not confirmed."""

    code = "not_confirmed"
    message = N_("Not confirmed: nothing was changed.")
    hint = N_("Add --yes to do it without being asked.")


@dataclass(frozen=True)
class Acting:
    """Who is acting, when (UTC seconds), and in which zone they type times, if they said so.

    `own_days` are the days off they keep beside the official ones; `confirm` answers a question;
    `on_terminal` tells whether a person is there to be asked; `progress` hears of a phase of a long
    command how many rows are done, and of how many where that is known; `playbooks` is the folder
    of the person's own playbooks; `picked` are the customers that words of several meanings were
    said to stand for. With `keeps_copies` the store is copied on the first change of a day.
    """

    user: str
    now: int
    typed_zone: str | None = None
    warn: Callable[[Sentence], None] = lambda _: None
    confirm: Callable[[Sentence], bool] = lambda _: False
    own_days: OwnDays | None = None
    on_terminal: bool = False
    choose: Callable[[Sentence, Sequence[str]], str | None] = lambda *_: None
    progress: Callable[[str, int, int | None], None] = lambda *_: None
    playbooks: str | None = None
    picked: Mapping[str, int] = field(default_factory=dict)
    keeps_copies: bool = False


class Page:
    """One consistent view of the store."""

    def __init__(self, session: Session, acting: Acting) -> None:
        self.session = session
        self.acting = acting
        self.now = acting.now
        self._rules: dict[str, dict[str, Any]] = {}
        self.readings: dict[tuple[str | None, ...], Any] | None = None
        """The histories of funnels, kept where several reports are drawn from this view."""

    @cached_property
    def settings(self) -> Settings:
        """The store's settings."""
        return definitions.settings(self.session)

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The store's business days."""
        return self.settings.calendar

    @cached_property
    def main(self) -> Pipeline:
        """The main pipeline, which supplies the stages shown."""
        return self.pipeline(self.settings.main_pipeline)

    def rules(self, section: str) -> dict[str, Any]:
        """Return a section of the rules of the method, by key: numbers, lists, tables."""
        if section not in self._rules:
            self._rules[section] = definitions.rules(self.session, section)
        return self._rules[section]

    def pipeline(self, name: str | None) -> Pipeline:
        """Return the pipeline of this name, the main one for None; raise UnknownPipeline."""
        if name is None:
            return self.main
        found = definitions.pipeline(self.session, name)
        if found is None:
            known = definitions.pipelines(self.session)
            raise UnknownPipeline(name=name, pipelines=", ".join(known))
        return found

    def customers(self, ids: Sequence[int]) -> tuple[Customer, ...]:
        """Return customers in this order."""
        self.session.ahead(*ahead.customers(self, ids))
        found = people.load(self.session, ids, self.main)
        bought = [one for one in found if self.session.together or may_have_bought(one)]
        placed = {one.id: one for one in self.placed(bought)} if bought else {}
        return tuple(placed.get(one.id, one) for one in found)

    def placed(self, customers: Sequence[Customer]) -> list[Customer]:
        """Return customers with their layers and levels."""
        from leadfunnel.store import standing

        return standing.placed(self.session, customers, self.yardstick)

    @cached_property
    def yardstick(self) -> Yardstick:
        """The rules by which customers stand in a layer and a level."""
        from leadfunnel.store import standing

        settings = self.settings
        return standing.yardstick(
            self.session, self.main, self.calendar, self.now, settings.currency
        )

    def customer(self, number: int) -> Customer:
        """Return one customer that is known to exist."""
        return self.customers([number])[0]

    @cached_property
    def typed(self) -> BusinessCalendar:
        """The calendar in which typed times are read."""
        zone = self.acting.typed_zone or self.settings.zone
        return BusinessCalendar(zone, self.settings.day_start, self.settings.week_start)

    @cached_property
    def local_now(self) -> datetime:
        """The present wall-clock time of whoever types."""
        return self.typed.local(self.now)

    @cached_property
    def almanac(self) -> Almanac:
        """Lunar days, festivals and working days as the store's region has them."""
        from leadfunnel.adapters.almanac import almanac

        return almanac(self.settings.region, self.acting.own_days)

    @cached_property
    def user_id(self) -> int | None:
        """The acting user's id, None while they never changed anything."""
        if self.session.member is not None:
            return self.session.member
        found = people.find_users(self.session, self.acting.user)
        return found[0].id if found else None


class Writing(Page):
    """One operation being recorded."""

    def __init__(self, session: Session, acting: Acting, command: str, detail: str) -> None:
        super().__init__(session, acting)
        self.me = session.member or people.user_id(session, acting.user)
        self.ledger = Ledger(session, Author(self.me, command, detail, acting.now))
        self._said = 0
        self._heard: dict[int, list[Sentence]] = {}

    def hear(self, number: int, spoken: Sequence[Sentence]) -> None:
        """Keep what there is to say of a customer beside what the command says itself."""
        if spoken:
            self._heard.setdefault(number, []).extend(spoken)

    def heard(self, number: int) -> tuple[Sentence, ...]:
        """Return what there is to say of a customer; it is said once."""
        return tuple(self._heard.pop(number, ()))

    def settle(self) -> None:
        """Refresh what is derived from the facts written so far."""
        ledger = self.ledger
        if not (ledger.touched or ledger.touched_ranges):
            return
        main = self.settings.main_pipeline
        for first, last in ledger.touched_ranges:
            derived.refresh_range(self.session, first, last, main)
        touched = frozenset(ledger.touched)
        ahead.refreshed(self, touched)
        derived.refresh(self.session, touched, main)
        ledger.touched_ranges.clear()
        ledger.touched.clear()
        from leadfunnel.services import plan_watch

        plan_watch.settled(self, touched)

    def restage(self) -> None:
        """Refresh everybody: the shown stage is that of the main pipeline, which has changed."""
        self.__dict__.pop("settings", None)
        self.__dict__.pop("main", None)
        self.__dict__.pop("yardstick", None)
        highest = self.session.value("facts.next_customer") - 1
        derived.refresh_range(self.session, 1, highest, self.settings.main_pipeline)

    def index_texts(self) -> None:
        """Make findable what was said in the interactions written so far."""
        for first, last in self.ledger.inserted("interaction"):
            if last > self._said:
                derived.index_texts(self.session, max(first, self._said + 1), last)
                self._said = last

    def finish(self) -> None:
        """Write the images and refresh; what was written must not change again after that."""
        if self.ledger.recorded is not None:
            self.index_texts()
            self.ledger.close()
        self.settle()


class Book:
    """Opens the store for reading or for one recorded operation."""

    def __init__(self, store: Store, acting: Acting) -> None:
        self.store = store
        self.acting = acting
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """The store's settings as last seen."""
        if self._settings is None:
            with self.read():
                pass
        assert self._settings is not None  # noqa: S101 - reading sets it
        return self._settings

    def take(self, settings: Settings) -> None:
        """Go by the settings of a store that is about to take the place of this one."""
        self._settings = settings

    @contextmanager
    def read(self, *asked: Asked) -> Iterator[Page]:
        """Open one consistent view; what is `asked` is asked as it is opened."""
        with self.store.read(*people.asked_of(self.acting.user), *asked) as session:
            page = Page(session, self.acting)
            yield page
            self._settings = page.settings
        self._tell_garbled()

    @contextmanager
    def record(self, command: str, detail: str = "", *asked: Asked) -> Iterator[Writing]:
        """Record one operation: all of it is saved at the end, or nothing."""
        with self.store.write(*ahead.opening(self.acting.user), *asked) as session:
            writing = Writing(session, self.acting, command, detail)
            self._check_clock(writing)
            yield writing
            writing.finish()
            self._settings = writing.settings
        self._tell_garbled()

    @contextmanager
    def rehearse(self, command: str, detail: str = "", *asked: Asked) -> Iterator[Writing]:
        """Do one operation for its result only: nothing of it is saved."""
        with self.store.rehearse(*ahead.opening(self.acting.user), *asked) as session:
            writing = Writing(session, self.acting, command, detail)
            yield writing
            self._settings = writing.settings

    def _tell_garbled(self) -> None:
        """Warn, once, of values that are no text: a damaged file has such."""
        count = len(self.store.garbled)
        if count:
            one = N_("{count} value in the store is no text; see leadfunnel doctor.")
            many = N_("{count} values in the store are no text; see leadfunnel doctor.")
            self.acting.warn(counted(one, many, count))
            self.store.garbled.clear()

    def _check_clock(self, page: Writing) -> None:
        """Say that the clock went back; copy the store on the first change of a day."""
        last, now = page.session.value("operations.last_at"), self.acting.now
        if last is None:
            return
        if last > now + 60:
            self.acting.warn(
                said(N_("The clock stands before the last change; the order of changes is kept."))
            )
        if self.acting.keeps_copies and page.calendar.day(last) != page.calendar.day(now):
            from leadfunnel.services import daily

            daily.first_change(page, self.store)
