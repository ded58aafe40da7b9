"""Says values and whole sentences in the chosen language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.interaction import Interaction
from leadfunnel.domain.phone import Phone, mask, pretty, tail
from leadfunnel.domain.sentence import Sentence
from leadfunnel.i18n import _, named, spoken
from leadfunnel.views.cells import kept
from leadfunnel.views.dates import day_words, days, due_words, full_stamp, moment_words
from leadfunnel.views.money import chance_words, money_words
from leadfunnel.views.names import (
    NOTHING,
    UNITS,
    field_word,
    grade_word,
    kind_word,
    listed,
    outcome_word,
    reason_word,
    stage_word,
    tag_word,
    tag_words,
)
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.services.results.deals import DealView

_PLAIN_WORDS = frozenset({"detail", "found", "looks", "needed", "reason"})


def say(sentence: Sentence, setting: Setting | None) -> str:
    """Return the sentence in the chosen language."""
    text = filled(_(sentence.text), sentence.values, setting)
    return hidden(text, setting.region) if setting and setting.masked else text


def filled(template: str, values: Mapping[str, object], setting: Setting | None) -> str:
    """Put worded values into a translated template; braces in values mean nothing.

    What is missing is taken from the customer the sentence is about, else shown as a dash.
    """

    def put(match: re.Match[str]) -> str:
        key = match[1]
        if key in values:
            return value_words(key, values[key], setting)
        return _of_customer(key, values.get("customer"), setting)

    return re.sub(r"\{(\w+)\}", put, template)


def _of_customer(key: str, customer: object, setting: Setting | None) -> str:
    if not isinstance(customer, Customer):
        return NOTHING
    words = {
        "id": str(customer.id),
        "name": customer.label,
        "stage": stage_word(customer.stage),
        "phone": phones_words(customer.phones, setting),
        "tags": tag_words(customer.tags) or _("no tags"),
        "owner": customer.owner.name if customer.owner else "",
    }
    return words.get(key) or NOTHING


def touch_words(entry: Interaction) -> str:
    """Return kind, outcome, length and grade of an interaction: call connected 3m05s keen."""
    words = [kind_word(entry.kind)]
    if entry.direction == "in":
        words.append(_("from them"))
    if entry.outcome:
        words.append(outcome_word(entry.outcome))
    if entry.duration_seconds:
        words.append(length_words(entry.duration_seconds))
    if entry.grade and not (entry.grade == "C" and entry.outcome):
        words.append(grade_word(entry.grade))
    return " ".join(words)


def length_words(seconds: int) -> str:
    """Return a length of time as it can be typed: 45s, 3m05s, 1h20m."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes:02}m"
    return f"{minutes}m{rest:02}s" if minutes else f"{rest}s"


def phone_words(number: str, setting: Setting | None) -> str:
    """Return a phone in groups that no line break parts."""
    if setting and setting.masked:
        return mask(number, setting.region)
    return kept(pretty(number, setting.region if setting else "CN"))


def phones_words(phones: Iterable[Phone], setting: Setting | None) -> str:
    """Return all phones, marking those that may be wrong."""
    marked = (phone_words(phone.number, setting) + ("" if phone.valid else "?") for phone in phones)
    return " / ".join(marked)


def birthday_words(birthday: str) -> str:
    """Return a birthday as it is typed: 1988-06-18, 06-18 without a year, lunar 08-15."""
    if not birthday.startswith("lunar:"):
        return birthday.removeprefix("--")
    from leadfunnel.domain.birthday import read_lunar
    from leadfunnel.views.lunar import lunar_words

    found = read_lunar(birthday)
    return lunar_words(found) if found else birthday


def name_words(customer: Customer, setting: Setting | None) -> str:
    """Return the name, or whatever tells this customer from others; empty if only the number."""
    plain = customer.name or customer.company or next(iter(customer.external_ids), "")
    if plain or not customer.phones:
        return plain
    return phone_words(customer.phones[0].number, setting)


def customer_words(customer: Customer, setting: Setting | None) -> str:
    """Return name, number, end of the phone and stage: Zhang #12 8003 Prospect."""
    name = name_words(customer, setting)
    ending = phone_tail(customer) if customer.name or customer.company else ""
    parts = (name, f"#{customer.id}", ending, stage_word(customer.stage))
    return " ".join(part for part in parts if part)


def phone_tail(customer: Customer) -> str:
    """Return the last four digits of the first phone, empty without one."""
    return tail(customer.phones[0].number) if customer.phones else ""


def follow_up_words(item: FollowUp, setting: Setting | None) -> str:
    """Return a promise in full: f12 Wed 2026-11-25 15:00, in 4 days, call, quote."""
    parts = [due_words(item.due, setting), kind_word(item.kind)]
    return f"{item.ref} " + listed([*parts, item.note] if item.note else parts)


def deal_words(view: DealView, setting: Setting | None) -> str:
    """Return a deal in short: d5 Huaxin #12 oven Listed 250,000 CNY 25 %."""
    deal, money = view.deal, view.deal.worth.money
    chance = deal.chance(view.pipeline) if deal.is_open(view.pipeline) else None
    parts = (
        deal.ref,
        name_words(view.customer, setting),
        f"#{view.customer.id}",
        deal.title or deal.worth.product or "",
        stage_word(deal.stage(view.pipeline)),
        money_words(money.decimal, money.currency) if money else "",
        "" if chance is None else chance_words(chance),
    )
    return " ".join(part for part in parts if part)


def value_words(key: str, value: object, setting: Setting | None) -> str:
    """Return one value of a sentence, worded by its type, or by its key if it is a code."""
    if isinstance(value, str):
        return _text_words(key, value)
    if value is None:
        return _("new") if key == "origin" else NOTHING
    if isinstance(value, Mapping):
        return listed(_field(str(field), item, setting) for field, item in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return listed(value_words("", item, setting) for item in value)
    return _record_words(value, setting)


def field_value_words(value: FieldValue) -> str:
    """Return the value of a declared field: 8,000 CNY, 4 / 5, yes."""
    if value.type == "money":
        amount, _space, currency = value.text.partition(" ")
        return money_words(amount, currency)
    if value.type == "rating":
        return f"{value.text} / 5"
    return _(value.text) if value.type == "yesno" else value.text


def _text_words(key: str, value: str) -> str:
    if key in ("kind", "outcome", "grade"):
        word = {"kind": kind_word, "outcome": outcome_word, "grade": grade_word}[key](value)
        return field_word(value) if key == "kind" and word == value else word
    if key == "why":
        return reason_word(value)
    if key == "unit":
        return _(UNITS[value]) if value in UNITS else value
    return _(value) if key in _PLAIN_WORDS and type(value) is str else spoken(value)


def _record_words(value: object, setting: Setting | None) -> str:
    worded = _RECORDS.get(type(value).__name__)
    if worded:
        return worded(value, setting)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return day_words(value) if isinstance(value, date) else str(value)


def _field(field: str, value: object, setting: Setting | None) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    if field == "phones":
        worded = [phone_words(str(item), setting) for item in values]
    elif field == "tags":
        worded = [" ".join(tag_word(str(item)) for item in values)]
    elif field == "birthday":
        worded = [birthday_words(str(item)) for item in values]
    else:
        worded = [value_words("", item, setting) for item in values]
    return f"{field_word(field)} {listed(worded)}"


def _told_step(value: Any, setting: Setting | None) -> str:
    from leadfunnel.views.planned import told_words

    return told_words(value, setting)


_RECORDS: dict[str, Callable[[Any, Setting | None], str]] = {
    "Step": lambda value, _setting: named(value.texts),
    "Customer": customer_words,
    "Days": lambda value, _setting: days(value.count),
    "DealView": deal_words,
    "Due": due_words,
    "FieldValue": lambda value, _setting: field_value_words(value),
    "FollowUp": follow_up_words,
    "Layer": lambda value, _setting: named(value.names),
    "Level": lambda value, _setting: named(value.names),
    "Instant": lambda value, setting: full_stamp(value.at, setting) if setting else NOTHING,
    "Moment": moment_words,
    "Money": lambda value, _setting: money_words(value.decimal, value.currency),
    "Phone": lambda value, setting: phone_words(value.number, setting),
    "Stage": lambda value, _setting: stage_word(value),
    "ToldStep": _told_step,
    "Tag": lambda value, _setting: tag_word(str(value)),
}
"""Wordings by the name of the class: most commands import few of these classes."""
