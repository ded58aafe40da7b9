"""`call`: one customer after the other, each answer an operation of its own."""

from __future__ import annotations

from leadfunnel.domain.account import DECIDES
from leadfunnel.domain.call_answer import GRADED, Answer
from leadfunnel.domain.call_queue import Callee, Rules, free_from, ordered
from leadfunnel.domain.captured_when import When
from leadfunnel.domain.interaction import Interaction, read_grade
from leadfunnel.domain.logged import Logged, read_log
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import call_facts, log_echo, promises, quiet, touches, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.lexicon import of_moments
from leadfunnel.services.morning import Morning
from leadfunnel.services.results.calls import CallCard, CallPlace, CallQueue, Tally
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.playbook import NextStep

TOUCHES, ENTRIES = 3, 12


class NoMoment(UnreadableError):
    """A visit or a next date needs a moment."""

    code = "no_moment"
    message = N_("Say when.")
    hint = N_("For example: {key} tomorrow 3pm")


@dataclass(frozen=True)
class Wanted:
    """Who is to be called: everyone of `whom`, of some grades, or of today's list.

    `owner` counts for grades and for today's list; None is oneself.
    """

    whom: whom.Whom | None = None
    grades: tuple[str, ...] = ()
    owner: str | None = None


@dataclass(frozen=True)
class Answered:
    """What an answer changed, and the customer as they stand afterwards, None if called no more.

    `tally` has this one answer alone.
    """

    changed: Changed
    callee: Callee | None
    tally: Tally


@dataclass(frozen=True)
class Went:
    """How a call went: what was typed, what is recorded of it, and what was heard."""

    number: int
    answer: Answer
    entry: touches.Entry
    heard: Logged


class Calling:
    """The dialler's view of the store; `marks_junk` where whoever is called may be junk."""

    marks_junk = False

    def __init__(self, book: Book) -> None:
        self.book = book

    def heard(self, page: Page, answer: Answer) -> Logged:
        """Return what the words of an answer say."""
        return _heard(page, answer)

    def followed(self, page: Writing, changed: Changed, went: Went) -> Changed:
        """Record what else follows from a call, and return what is said then."""
        if went.answer.joined is not None:
            joined = touches.Entry("invite", outcome="joined")
            touches.write(page, went.number, joined)
        return changed

    def queue(self, wanted: Wanted) -> CallQueue:
        """Return who is to be called, in order, and from when each may be."""
        ids = self._today(wanted) if _is_today(wanted) else None
        with self.book.read() as page:
            return queued(page, _found(page, wanted) if ids is None else ids)

    def _today(self, wanted: Wanted) -> list[int]:
        return [item.customer.id for item in Morning(self.book).today(wanted.owner).items]

    def rules(self) -> Rules:
        """Return how often one calls."""
        with self.book.read() as page:
            return call_facts.rules(page)

    def quiet(self) -> Sentence | None:
        """Return what to say of the quiet hours, None outside of them."""
        with self.book.read() as page:
            return quiet.now(page)

    def called(self) -> dict[str, int]:
        """Return the numbers that wait, as somebody called them less than an hour ago."""
        with self.book.read() as page:
            return call_facts.numbers_called(page)

    def standing(self, number: int) -> Callee | None:
        """Return a customer as the log has them now, None where they are not to be called."""
        with self.book.read() as page:
            if not whom.present(page, [number]):
                return None
            return call_facts.callee(page, number)

    def card(self, callee: Callee, progress: CallPlace) -> CallCard:
        """Return a customer with what helps to begin the call."""
        from leadfunnel.services import cases, members

        number = callee.id
        with self.book.read() as page:
            customer = page.customer(number)
            entries = timeline.entries(page.session, number, limit=ENTRIES)
            shown = tuple(entry for entry in entries if entry.kind != "note")[:TOUCHES]
            people = members.of_firm(page, number)
            waiting = tuple(cases.open_cases(page, [number]).get(number, ()))
            opening, step = _playbook(page, customer, waiting=bool(waiting))
            return CallCard(
                customer,
                callee,
                progress,
                touches=shown,
                note=_note(entries, shown),
                promises=tuple(timeline.promises(page.session, number)[:2]),
                cases=waiting,
                deciders=tuple(one.person.label for one in people if one.role == DECIDES),
                opening=opening,
                next_step=step,
            )

    def answer(self, callee: Callee, answer: Answer) -> Answered:
        """Record what came of a call; n alone only promises the next step."""
        with self.book.record("call", answer.key) as page:
            number = callee.id
            heard = self.heard(page, answer)
            if answer.key == "n":
                changed = _promised(page, number, heard)
            else:
                told = touches.Told(
                    outcome=_outcome(answer.key),
                    grade=_grade(page, callee, answer.key),
                    satisfaction=heard.satisfaction,
                )
                entry = touches.read_entry(page, "call", heard.text, told)
                entry = replace(entry, phone=callee.numbers[0])
                changed = touches.logged(page, number, entry, told, heard)
                changed = replace(changed, said=_echo(changed.said, entry, answer))
                changed = self.followed(page, changed, Went(number, answer, entry, heard))
        return Answered(changed, self.standing(number), _tally(answer, heard))


def queued(page: Page, ids: Sequence[int]) -> CallQueue:
    """Return who of some customers may be called, in order, and from when each may be."""
    customers = page.customers(whom.present(page, list(dict.fromkeys(ids))))
    callees, skipped = call_facts.callees(page, customers)
    rules, called = call_facts.rules(page), call_facts.numbers_called(page)
    return CallQueue(
        ordered(callees),
        {customer.id: customer for customer in customers},
        {one.id: free_from(one, called, rules) for one in callees},
        skipped,
    )


def _is_today(wanted: Wanted) -> bool:
    return wanted.whom is None and not wanted.grades


def _found(page: Page, wanted: Wanted) -> list[int]:
    from leadfunnel.services.due import owner_id

    if wanted.whom is not None:
        ids = whom.find(page, wanted.whom)
    else:
        grades = [read_grade(grade) for grade in wanted.grades]
        ids = whom.find(page, whom.Whom(where=" or ".join(f"grade={one}" for one in grades)))
    if wanted.owner is None and wanted.whom is not None:
        return ids
    mine = page.user_id if wanted.owner is None else owner_id(page, wanted.owner)
    if wanted.owner is not None and mine is None:
        return ids
    people = page.customers(ids)
    return [one.id for one in people if one.owner is None or one.owner.id == mine]


def _note(entries: list[Interaction], shown: tuple[Interaction, ...]) -> Interaction | None:
    """Return what was said or written last, where no touch that is shown has it."""
    said_last = next((entry for entry in entries if entry.text.strip()), None)
    return None if said_last in shown else said_last


def _playbook(
    page: Page, customer: Customer, *, waiting: bool
) -> tuple[Mapping[str, str] | None, NextStep | None]:
    """Return how to open and what to do next; while a complaint is `waiting`, about that alone."""
    from leadfunnel.services import playbooks

    step = playbooks.next_best(page, customer)
    name, code = page.main.name, (customer.stage or page.main.first).code
    if waiting:
        name, code = playbooks.CASES, playbooks.UNSOLVED
    chapter = playbooks.playbook(page, name).chapters.get(code)
    return (chapter.opening[0] if chapter and chapter.opening else None), step


def _heard(page: Page, answer: Answer) -> Logged:
    """Return what the words of an answer say; after v and n they begin with a moment."""
    if answer.then is None:
        given = ("kind", "outcome", "grade")
        heard = read_log([answer.rest], of_moments(page), given) if answer.rest else Logged()
        return replace(heard, kind="call")
    if not answer.rest:
        raise NoMoment(key=answer.then)
    words = answer.rest.split()
    moment, used = promises.leading(page, words)
    text = " ".join(words[used:])
    kind = "visit" if answer.then == "v" else "call"
    when = When(moment, " ".join(words[:used]), (), kind, text)
    return Logged(kind="call", when=when, text=text)


def _promised(page: Writing, number: int, heard: Logged) -> Changed:
    spoken = log_echo.say_next(page, number, None, heard.when)
    page.settle()
    customer = page.customer(number)
    head = said(N_("{customer}"), customer=customer)
    understood = promises.understood(spoken)
    return Changed(page.ledger.recorded, (customer,), (head, *spoken), understood)


def _outcome(key: str) -> str:
    return {"x": "no_answer", "w": "wrong_number"}.get(key, "connected")


def _grade(page: Page, callee: Callee, key: str) -> str | None:
    """Return the grade to record: that of the key, and C where nobody ever answered."""
    if key != "x":
        return GRADED.get(key)
    reached = callee.grade in ("A", "B") or page.customer(callee.id).last_contact is not None
    return None if reached else "C"


def _echo(
    spoken: tuple[Sentence, ...], entry: touches.Entry, answer: Answer
) -> tuple[Sentence, ...]:
    """Return what is said after a call, ever with how it was understood.

    That no next step is set counts only where somebody talked and was not averse.
    """
    graded = log_echo.graded(entry)
    left_out = {sentence.text for sentence in graded}
    if answer.key in ("x", "w", "d"):
        left_out.add(log_echo.NO_NEXT)
    first, *rest = spoken
    return (first, *graded, *(one for one in rest if one.text not in left_out))


def _tally(answer: Answer, heard: Logged) -> Tally:
    key, promised = answer.key, int(heard.when is not None)
    booked = int(heard.when is not None and heard.when.kind == "visit")
    if key == "n":
        return Tally(follow_ups=promised)
    grade = "C" if key == "x" else GRADED.get(key)
    return Tally(
        grades={grade: 1} if grade else {},
        calls=1,
        connected=int(_outcome(key) == "connected"),
        wrong=int(key == "w"),
        booked=booked,
        joined=int(answer.joined is not None),
        follow_ups=promised,
    )
