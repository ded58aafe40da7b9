"""Lists: customers in columns, and open follow-ups."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.customer import Customer
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Span, Table, line
from leadfunnel.views.money import money_words
from leadfunnel.views.names import (
    NOTHING,
    capped,
    field_word,
    head,
    kind_word,
    layer_word,
    level_word,
    listed,
    more_words,
    stage_word,
    tag_words,
)
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import (
    birthday_words,
    field_value_words,
    name_words,
    phone_tail,
    phones_words,
)

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.results.people import Listing, Numbers
    from leadfunnel.services.results.promised import Promise, Promises

_WHOLE = frozenset(
    {
        "id",
        "code",
        "stage_since",
        "last_contact",
        "birthday",
        "created",
        "first_purchase",
        "last_purchase",
    }
)
_OF_WORDS = frozenset({"stage", "phone", "next", "layer", "level"})
_HEADS = {"id": "", "path": N_("way"), "last_contact": N_("contact")}
"""What stands above a column in place of the field's word, to save room."""


def listing(result: Listing, setting: Setting) -> list[Block]:
    """Return customers in the columns asked for."""
    blocks = _figure(result, setting)
    if not result.customers:
        piped_on = result.opened is not None and setting.width is None
        return [] if piped_on else [*blocks, line(_("Nobody found."))]
    columns = tuple(Column(_head(name, result), wrap=_wrap(name)) for name in result.columns)
    readers = [
        _READERS.get(name) or _declared(name) if name != "path" else _path(result)
        for name in result.columns
    ]
    rows = tuple(
        tuple(read(customer, setting) for read in readers) for customer in result.customers
    )
    blocks.append(Table(columns, rows))
    if result.more:
        blocks.append(line(Span(more_words(result.more), "dim")))
    return blocks


def numbers(result: Numbers, _setting: Setting) -> list[Block]:
    """Return the numbers of customers, one a line."""
    return [line(str(customer.id)) for customer in result.listing.customers]


def _figure(result: Listing, _setting: Setting) -> list[Block]:
    """Return what figure of a funnel the people stand behind."""
    if result.opened is None:
        return []
    from leadfunnel.views.screens.opened import opened_line

    return [opened_line(result.opened)]


def _path(result: Listing) -> Callable[[Customer, Setting], Cell]:
    """Return what tells the way a customer went through the funnel that was opened."""
    from leadfunnel.views.screens.paths import way

    opened = result.opened
    assert opened is not None  # noqa: S101 - only an opened figure has this column

    def read(customer: Customer, _setting: Setting) -> Cell:
        return way(opened.pipeline, opened.paths.get(customer.id, ()))

    return read


def promises(result: Promises, setting: Setting) -> list[Block]:
    """Return open follow-ups in the order they fall due."""
    if not result.items:
        hint = _("Promise one with: leadfunnel next WHO tomorrow 3pm")
        return [line(_("No open follow-ups.")), line(Span(hint, "dim"))]
    columns = (
        Column(),
        Column(head(_("due")), wrap=WORDS),
        Column(head(_("late")), align="right", style="bad"),
        Column(head(field_word("name")), wrap=ANYWHERE),
        Column(head(field_word("stage")), wrap=WORDS),
        Column(head(_("what for")), wrap=ANYWHERE),
        Column(style="dim"),
    )
    rows = tuple(_promise(item, setting) for item in result.items)
    blocks: list[Block] = [Table(columns, rows)]
    if result.more:
        count = capped(result.more)
        blocks.append(line(Span(_("... {count} more").format(count=count), "dim")))
    return blocks


def _promise(item: Promise, setting: Setting) -> tuple[Cell, ...]:
    promised, customer = item.follow_up, item.customer
    return (
        promised.ref,
        dates.short_due(promised.due, setting),
        dates.short_days(item.late_days) if item.late_days else "",
        Span(name_words(customer, setting), "title"),
        stage_word(customer.stage),
        what_for(promised.kind, promised.note),
        reference(customer),
    )


def _head(name: str, result: Listing) -> str:
    from leadfunnel.domain.condition import FIELD_PREFIX

    if name.startswith(FIELD_PREFIX):
        key = name.removeprefix(FIELD_PREFIX)
        return head(result.field_names.get(key, key))
    return head(_(_HEADS[name]) if name in _HEADS else field_word(name))


def _wrap(name: str) -> str | None:
    if name in _WHOLE:
        return None
    return WORDS if name in _OF_WORDS else ANYWHERE


def what_for(kind: str, note: str) -> str:
    """Return what a promise is about: call, quote."""
    return listed([kind_word(kind), note] if note else [kind_word(kind)])


def reference(customer: Customer) -> str:
    """Return number and end of the phone, as one types them."""
    return f"#{customer.id} {phone_tail(customer)}".rstrip()


def _day(at: int | None, setting: Setting) -> str:
    return "" if at is None else dates.short_day(setting.calendar.local(at).date(), setting)


def _next(customer: Customer, setting: Setting) -> str:
    due = customer.next_follow_up
    return dates.short_due(due, setting) if due else ""


def _name(customer: Customer, _setting: Setting) -> Cell:
    """Return the name; a phone that stands in for it elsewhere has its own column here."""
    plain = customer.name or customer.company or next(iter(customer.external_ids), NOTHING)
    return Span(plain, "title")


def _declared(name: str) -> Callable[[Customer, Setting], Cell]:
    """Return what reads a declared field of a customer."""
    from leadfunnel.domain.condition import FIELD_PREFIX

    key = name.removeprefix(FIELD_PREFIX)

    def read(customer: Customer, _setting: Setting) -> Cell:
        return listed(field_value_words(value) for value in customer.fields if value.key == key)

    return read


def _phones(customer: Customer, setting: Setting) -> str:
    return phones_words(customer.phones, setting)


_READERS: dict[str, Callable[[Customer, Setting], Cell]] = {
    "id": lambda customer, _setting: f"#{customer.id}",
    "name": _name,
    "company": lambda customer, _setting: customer.company or "",
    "stage": lambda customer, _setting: stage_word(customer.stage),
    "code": lambda customer, _setting: customer.stage.code if customer.stage else "",
    "stage_since": lambda customer, setting: _day(customer.stage_since, setting),
    "phone": _phones,
    "wechat": lambda customer, _setting: listed(customer.wechat),
    "email": lambda customer, _setting: listed(customer.emails),
    "external_id": lambda customer, _setting: listed(customer.external_ids),
    "source": lambda customer, _setting: customer.source or "",
    "tags": lambda customer, _setting: tag_words(customer.tags),
    "owner": lambda customer, _setting: customer.owner.name if customer.owner else "",
    "outlet": lambda customer, _setting: customer.outlet or "",
    "address": lambda customer, _setting: customer.address or "",
    "birthday": lambda customer, _setting: birthday_words(customer.birthday or ""),
    "last_contact": lambda customer, setting: _day(customer.last_contact, setting),
    "next": _next,
    "created": lambda customer, setting: _day(customer.created_at, setting),
    "layer": lambda customer, _setting: layer_word(customer.layer),
    "level": lambda customer, _setting: level_word(customer.level),
    "purchases": lambda customer, _setting: str(customer.purchases or ""),
    "first_purchase": lambda customer, setting: (
        dates.short_day(customer.first_bought, setting) if customer.first_bought else ""
    ),
    "spent": lambda customer, _setting: listed(
        money_words(one.decimal, one.currency) for one in customer.spent or ()
    ),
    "last_purchase": lambda customer, setting: (
        dates.short_day(customer.last_bought, setting) if customer.last_bought else ""
    ),
}
