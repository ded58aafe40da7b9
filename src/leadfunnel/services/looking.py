"""Finding and showing customers: `show`, `find`, `list`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.condition import FIELD_PREFIX
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.fold import shown
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services import ahead, by_part, consents, playbooks, who
from leadfunnel.services.book import Book, Page
from leadfunnel.services.rests import resting
from leadfunnel.services.results.people import Card, JourneyView, Listing, MergedAway
from leadfunnel.store import listing, purchases, service, timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.account import Member
    from leadfunnel.services.results.deals import DealView
    from leadfunnel.services.results.plans import RunView

LIMIT = 50
SHORT = ("id", "name", "stage", "phone", "last_contact", "next")
COLUMNS = (
    "id", "name", "company", "stage", "code", "stage_since", "phone", "wechat", "email",
    "external_id", "source", "tags", "owner", "outlet", "address", "birthday", "last_contact",
    "next", "created", "layer", "level", "purchases", "first_purchase", "last_purchase", "spent",
)  # fmt: skip


class EmptyQuery(UnreadableError):
    """Searching needs something to search for."""

    code = "empty_query"
    message = N_("Say what to find: the text is empty.")
    hint = N_("For example: leadfunnel find zhang")


class UnknownColumn(UnreadableError):
    """No such column."""

    code = "unknown_column"
    message = N_("No column {column}: one of {columns}.")


@dataclass(frozen=True)
class Shape:
    """How a list is laid out; `limit` None means all."""

    sort: str | None = None
    limit: int | None = LIMIT
    columns: tuple[str, ...] = SHORT
    deleted: bool = False


class Looking:
    """The reading verbs about customers."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def show(self, text: str) -> Card:
        """Return everything about one customer."""
        with self.book.read(*who.asked(text)) as page:
            number = who.one(page, text)
            ahead.shown(page, number)
            customer = page.customer(number)
            brought = [customer.referrer_id] if customer.referrer_id else []
            referrer = next(iter(page.customers(brought)), None)  # a colleague's is not seen
            journeys = _journeys(page, number)
            return Card(
                customer=customer,
                referrer=f"{referrer.label} #{referrer.id}" if referrer else None,
                timeline=tuple(timeline.entries(page.session, number)),
                follow_ups=tuple(timeline.promises(page.session, number, closed=True)),
                journeys=journeys,
                now=page.now,
                consents=consents.history(page, number),
                mutes=resting(page, [number], page.calendar.day(page.now)).get(number, {}),
                merged=_merged(page, number),
                field_names=_field_names(page) if customer.fields else {},
                standing=_standing(page, customer),
                plans=_plans(page, number),
                purchases=tuple(purchases.of_customer(page.session, number)),
                run_outs=tuple(purchases.run_outs_of(page.session, number)),
                next_step=playbooks.next_best(page, customer),
                cases=tuple(service.cases_of(page.session, number)),
                satisfactions=tuple(service.satisfactions_of(page.session, number)),
                deals=_deals(page, number) if any(j.unit == "deal" for j in journeys) else (),
                members=_members(page, number),
            )

    def find(self, text: str, limit: int | None = LIMIT) -> Listing:
        """Return whoever answers to a number, identity, part of a name, pinyin, word, or note."""
        if not shown(text.strip()):
            raise EmptyQuery()
        plain = re.sub(r"^\s*(?:[#＃@＠]|[+＋](?![0-9]))", "", text)
        with self.book.read(*who.asked(text), *by_part.asked(plain)) as page:
            ids = who.candidates(page, text, exact=True) if text.strip() != "." else []
            ids += [number for _, number in by_part.ranked(page, plain)]
            ids += by_part.saying(page, plain)
            return _listing(page, list(dict.fromkeys(ids)), Shape(limit=limit))

    def list(self, words: Sequence[str], shape: Shape) -> Listing:
        """Return the customers a filter picks, sorted."""
        with self.book.read() as page:
            shape = _resolved(page, shape)
            if shape.deleted:
                return _listing(page, page.session.values("customers.binned"), shape)
            terms = filter_terms(page)
            ids = _selected(page, words, terms, shape)
            more = 0
            if len(ids) == shape.limit:
                more = listing.count(page.session, words, terms) - len(ids)
            return _listing(page, ids, shape, more)

    def these(self, lines: str, shape: Shape) -> Listing:
        """Return the customers listed on standard input, in their order unless sorted."""
        from leadfunnel.services.whom_lines import find

        with self.book.read() as page:
            shape = _resolved(page, shape)
            ids = find(page, lines)
            if shape.sort is not None:
                terms = filter_terms(page)
                ids = listing.select(page.session, (), terms, shape.sort, among=ids)
            return _listing(page, ids, shape)


def _selected(page: Page, words: Sequence[str], terms: listing.Terms, shape: Shape) -> list[int]:
    from leadfunnel.services import by_name

    if shape.sort is not None and by_name.is_by_name(shape.sort):
        return by_name.select(page, words, terms, shape.sort, shape.limit)
    return listing.select(page.session, words, terms, shape.sort, shape.limit)


def _resolved(page: Page, shape: Shape) -> Shape:
    """Return the shape with declared fields among its columns as `field:KEY`; UnknownColumn."""
    if all(column in COLUMNS for column in shape.columns):
        return shape
    from leadfunnel.domain.field import find_field
    from leadfunnel.store import definitions

    kinds = definitions.fields(page.session)

    def column(typed: str) -> str:
        kind = None if typed in COLUMNS else find_field(kinds, typed)
        if kind is None and typed not in COLUMNS:
            known = (*COLUMNS, *(one.key for one in kinds))
            raise UnknownColumn(column=typed, columns=", ".join(known))
        return f"{FIELD_PREFIX}{kind.key}" if kind else typed

    return replace(shape, columns=tuple(map(column, shape.columns)))


def _headings(page: Page, shape: Shape) -> dict[str, str]:
    """Return what the declared fields among the columns are called."""
    declared = any(column.startswith(FIELD_PREFIX) for column in shape.columns)
    return _field_names(page) if declared else {}


def _plans(page: Page, number: int) -> tuple[RunView, ...]:
    if page.session.row("plans.of_customer", customer_id=number) is None:
        return ()
    from leadfunnel.services import plan_runs

    return tuple(plan_runs.of_customer(page, number))


def _standing(page: Page, customer: Customer) -> tuple[Sentence, ...]:
    if customer.layer in (None, "potential"):
        return ()
    from leadfunnel.services.standing import explain_layer

    return explain_layer(page, customer)


def _deals(page: Page, number: int) -> tuple[DealView, ...]:
    from leadfunnel.services import deals
    from leadfunnel.store.deals import of_customer

    return deals.views(page, of_customer(page.session, number))


def _members(page: Page, number: int) -> tuple[Member, ...]:
    if not page.session.rows("members.of_firm", customer_id=number):
        return ()
    from leadfunnel.services.members import of_firm

    return of_firm(page, number)


def _field_names(page: Page) -> dict[str, str]:
    from leadfunnel.services.fields import field_names

    return field_names(page)


def filter_terms(page: Page) -> listing.Terms:
    """Return what a filter is read against in this store."""

    def phone(text: str) -> str:
        from leadfunnel.adapters.phones import read_phone

        return read_phone(text, page.settings.region, strict=False).number

    return listing.Terms(
        page.main,
        page.calendar,
        page.now,
        phone,
        lambda: page.almanac.moon,
        page.settings.currency,
        language(),
    )


def _listing(page: Page, ids: list[int], shape: Shape, more: int = 0) -> Listing:
    shown = ids if shape.limit is None else ids[: shape.limit]
    customers = page.customers(shown)
    if "spent" in shape.columns:
        sums = purchases.totals(page.session, shown)
        customers = tuple(replace(one, spent=sums.get(one.id, ())) for one in customers)
    return Listing(customers, more + len(ids) - len(shown), shape.columns, _headings(page, shape))


def _merged(page: Page, number: int) -> tuple[MergedAway, ...]:
    """Return the records that became part of this customer."""
    ids = who.with_merged(page, number)[1:]
    if not ids:
        return ()
    from leadfunnel.services.split_target import merged_by

    found = []
    for customer in page.customers(ids):
        operation, at = merged_by(page, customer.id)
        journeys = _journeys(page, customer.id)
        found.append(MergedAway(customer.id, customer.label, at, operation, journeys))
    return tuple(found)


def _journeys(page: Page, number: int) -> tuple[JourneyView, ...]:
    rows = page.session.rows("journeys.of_customer", customer_id=number)
    changes = page.session.rows("journeys.changes_of_customer", customer_id=number)
    return tuple(
        JourneyView(
            pipeline=page.pipeline(row["pipeline"]),
            unit=row["unit"],
            stage=row["stage"],
            since=row["since"],
            changes=tuple(
                (
                    change["at"],
                    change["from_stage"],
                    change["to_stage"],
                    change["user_name"],
                    change["reason"],
                    bool(change["assumed"]),
                )
                for change in changes
                if change["journey_id"] == row["id"]
            ),
        )
        for row in rows
    )
